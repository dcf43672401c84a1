import { ageOf, isLongAsked } from '../../proposals/age.ts';
import type { Proposal } from '../../proposals/proposal.model.ts';
import type { Words } from './words.ts';

type Carried = Pick<Proposal, 'carriedFrom'>;

/** In which year a proposal is asked for, "tahun ke-3"; the third stands out. Nothing for one of this year. */
export function AgeTag({ words, proposal }: { words: Words; proposal: Carried }) {
  const age = ageOf(proposal);
  if (age < 2) return null;
  return <span class={`tag ${isLongAsked(age) ? 'bad' : 'warn'}`}>{words.t('lineage.age', { age })}</span>;
}

/** Where a proposal comes from, and what became of it in the round after. */
export function Lineage(props: { words: Words; proposal: Carried & Pick<Proposal, 'carryOver'> }) {
  const { words, proposal } = props;
  const { carriedFrom, carryOver } = proposal;
  const to = (id: string) => `/usulan/${encodeURIComponent(id)}`;
  return (
    <>
      {carriedFrom && (
        <p class="notice other">
          {words.t('lineage.from', { age: ageOf(proposal) })}{' '}
          <a href={to(carriedFrom.id)}>{carriedFrom.code}</a>
        </p>
      )}
      {carryOver?.into && (
        <p class="notice other">
          <a href={to(carryOver.into)}>{words.t('lineage.into')}</a>
        </p>
      )}
      {carryOver && !carryOver.into && <p class="notice other">{words.t('lineage.closed')}</p>}
    </>
  );
}
