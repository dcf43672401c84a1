import { seatOf } from '../../../people/seats.ts';
import { isUndecided, type ProposalFilter } from '../../../proposals/filter.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Similar } from '../../../proposals/similar.ts';
import { maskPersonal } from '../../../texts/mask.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { OfficeState } from '../../shell/office-state.tsx';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import { writeFilter } from '../proposals/filter.ts';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: ProposalFilter;
}

const addressOf = (id: string, filter: ProposalFilter) =>
  `/usulan/${encodeURIComponent(id)}${writeFilter(filter)}`;

/** Who else of the village asks for it, each in their own words. */
export function Supporters(props: Omit<Props, 'lookups'> & { supporters: Proposal[] }) {
  const { visit, filter, supporters } = props;
  const { words } = visit;
  if (supporters.length === 0) return null;
  return (
    <Section id="dukungan" title={words.t('support.title', { count: supporters.length })}>
      <ul class="related">
        {supporters.map(({ _id, code, title, quotaKey, answers, submittedAt }) => (
          <li key={_id}>
            <p>
              <strong>{seatName(words, quotaKey)}</strong>{' '}
              <small class="soft">{words.day(submittedAt)}</small>
            </p>
            <blockquote>{words.title(title)}</blockquote>
            {answers.problem?.value.kind === 'text' && (
              <p class="soft">{maskPersonal(answers.problem.value.text)}</p>
            )}
            <a class="code" href={addressOf(_id, filter)}>
              {code}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/**
 * Where the similar proposals come to stand: comparing takes longer than the rest of the page, so a script fetches them
 * afterwards. Without scripts the link leads to them.
 */
export function SimilarLater({ visit, proposal, filter }: Omit<Props, 'lookups'> & { proposal: Proposal }) {
  const { t } = visit.words;
  const address = `/usulan/${encodeURIComponent(proposal._id)}/serupa${writeFilter(filter)}`;
  return (
    <Section id="serupa" title={t('similar.title')}>
      <p>
        <a href={address} data-later="serupa">
          {t('similar.show')}
        </a>
      </p>
    </Section>
  );
}

/** Proposals with a similar text. Whether they ask for the same is for people to judge. */
export function SimilarProposals(
  props: Props & { proposal: Proposal; similar: { village: Similar[]; elsewhere: Similar[] } },
) {
  const { visit } = props;
  const { t } = visit.words;
  const { village, elsewhere } = props.similar;
  return (
    <Section id="serupa" title={t('similar.title')}>
      {village.length + elsewhere.length === 0 && <p class="soft">{t('similar.none')}</p>}
      <Together {...props} />
      {village.length > 0 && (
        <>
          <h3>{t('similar.village')}</h3>
          <SimilarList {...props} found={village} />
        </>
      )}
      {elsewhere.length > 0 && (
        <>
          <h3>{t('similar.elsewhere')}</h3>
          <SimilarList {...props} found={elsewhere} named />
        </>
      )}
    </Section>
  );
}

/** From this likeness on two in three ask for the same: they may be answered in one go. */
const togetherFrom = 0.6;

/** Leads to one answer for this proposal and those of its village that read like it, as far as they are undecided. */
function Together({ visit, filter, proposal, similar }: Parameters<typeof SimilarProposals>[0]) {
  const same = similar.village.filter(
    ({ proposal: other, likeness }) => likeness >= togetherFrom && isUndecided(other),
  );
  if (same.length === 0 || proposal.decision || !may(visit.user, 'review')) return null;
  const params = new URLSearchParams([
    ['dari', writeFilter(filter)],
    ['proposals', `${proposal._id}:${proposal.revision}`],
    ...same.map(({ proposal: { id, revision } }) => ['proposals', `${id}:${revision}`]),
  ]);
  return (
    <p>
      <a class="button plain small" href={`/usulan/bersama?${params}`}>
        {visit.words.t('similar.together', { count: same.length })}
      </a>
    </p>
  );
}

/** @param props.named whether each is shown with its village */
function SimilarList(props: Props & { found: Similar[]; named?: boolean }) {
  const { visit, lookups, filter, found, named = false } = props;
  const { words } = visit;
  return (
    <ul class="related">
      {found.map(({ proposal, likeness }) => (
        <li key={proposal.id}>
          <p>
            <a href={addressOf(proposal.id, filter)}>{words.title(proposal.title)}</a>
          </p>
          <p class="soft small">
            <strong>{words.t(`similar.${likenessWord(likeness)}`)}</strong> ·{' '}
            {seatName(words, proposal.quotaKey)}
            {named && <>, {lookups.villageName(proposal.village)}</>} ·{' '}
            <span class="code">{proposal.code}</span> <OfficeState words={words} stand={proposal} />
            {proposal.support > 0 && <> {words.t('support.count', { count: proposal.support })}</>}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Similarity in words. A figure would suggest more precision than there is: from .45 on, two in three are the same. */
function likenessWord(likeness: number): 'nearly-same' | 'very-like' | 'like' {
  if (likeness >= 0.75) return 'nearly-same';
  return likeness >= 0.6 ? 'very-like' : 'like';
}

/** "RT 03", "PKK". */
function seatName(words: Words, quotaKey: string): string {
  const { rt, office } = seatOf(quotaKey);
  if (rt !== null) return words.t('support.rt', { rt });
  return office ? words.office(office) : words.t('support.somebody');
}

/** Shown above the answer of a supporting proposal: it is answered together with the one it supports. */
export function AnsweredTogether(props: { words: Words; proposal: Proposal; filter: ProposalFilter }) {
  const { words, proposal, filter } = props;
  const { supports, decision } = proposal;
  if (!supports) return null;
  const apart = supports.apart || (decision && !decision.with);
  const key = decision?.with ? 'together' : apart ? 'apart' : 'will-be-together';
  return (
    <p class="soft">
      {words.t(`support.${key}`)} <a href={addressOf(supports.id, filter)}>{supports.code}</a>
    </p>
  );
}
