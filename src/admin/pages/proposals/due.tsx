import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Words } from '../../shell/words.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The state of the promised answer in words: answered, prepared, due by a day, or late by how many days. */
export function Due({ words, proposal, now }: { words: Words; proposal: Proposal; now: Date }) {
  const { decision, answerBy, status } = proposal;
  if (decision?.releasedAt) return <>{words.t('due.answered', { day: words.day(decision.releasedAt) })}</>;
  if (status === 'withdrawn') return <>{words.t('due.none')}</>;
  const late = now > answerBy;
  return (
    <>
      <span class={late ? 'late' : undefined}>
        {late
          ? words.t('due.late', { days: Math.ceil((now.getTime() - answerBy.getTime()) / dayMs) })
          : words.t('due.by', { day: words.day(answerBy) })}
      </span>
      {decision && <small>{words.t('due.drafted')}</small>}
    </>
  );
}
