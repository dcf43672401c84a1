import type { Round } from '../../../rounds/round.model.ts';
import { may } from '../../../users/rights.ts';
import { roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** What of a round's proposals has not been answered, by what is to be done about it. */
export interface Left {
  /** All whose answer has not reached them. */
  waiting: number;
  undecided: number;
  drafted: number;
  /** Released, and not delivered. */
  released: number;
}

/** What is still unanswered in a round, each part with the page where it is done; it stays so after the round is closed. */
export function LeftToAnswer({ visit, round, left }: { visit: SignedInVisit; round: Round; left: Left }) {
  const { t } = visit.words;
  const here = `${roundField}=${round._id}`;
  if (left.waiting === 0) return <p>{t('rounds.left.none')}</p>;
  const reviews = may(visit.user, 'review');
  const parts: [keyof Omit<Left, 'waiting'>, string | null][] = [
    ['undecided', `/usulan?${here}&perlu=putusan`],
    ['drafted', reviews ? `/jawaban?${here}` : null],
    ['released', reviews ? `/jawaban?${here}#dilepas` : null],
  ];
  return (
    <div class="notice warn">
      <p>
        <strong>{t('rounds.left.title', { waiting: left.waiting })}</strong>
      </p>
      <ul>
        {parts
          .filter(([key]) => left[key] > 0)
          .map(([key, href]) => {
            const words = t(`rounds.left.${key}`, { count: left[key] });
            return <li key={key}>{href ? <a href={href}>{words}</a> : words}</li>;
          })}
      </ul>
    </div>
  );
}
