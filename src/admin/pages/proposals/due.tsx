import { answerStateOf } from '../../../proposals/answer-state.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { answerWords } from '../../shell/answer-words.ts';
import type { Words } from '../../shell/words.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The promised answer in words: answered once it has arrived; until then due by a day, or late by how many days, with how
 * far it is.
 * @param props.sendsFrom until when what is released waits for the hours in which people are written to
 */
export function Due(props: { words: Words; proposal: Proposal; now: Date; sendsFrom?: Date | null }) {
  const { words, proposal, now, sendsFrom = null } = props;
  const { decision, answerBy, status } = proposal;
  const state = answerStateOf(proposal);
  if (state === 'delivered')
    return <>{words.t('due.answered', { day: words.day(decision?.delivery?.at ?? now) })}</>;
  if (status === 'withdrawn') return <>{words.t('due.none')}</>;
  const late = now > answerBy;
  return (
    <>
      <span class={late ? 'late' : undefined}>
        {late
          ? words.t('due.late', { days: Math.ceil((now.getTime() - answerBy.getTime()) / dayMs) })
          : words.t('due.by', { day: words.day(answerBy) })}
      </span>
      {state !== 'none' && state !== 'drafted' && <small>{answerWords(words, state, sendsFrom)}</small>}
    </>
  );
}
