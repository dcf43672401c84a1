import type { AnswerState } from '../../proposals/answer-state.ts';
import type { Words } from './words.ts';

/**
 * How far an answer is, in the office's words.
 * @param sendsFrom until when what is released waits for the hours in which people are written to; null where it may leave now
 */
export function answerWords({ t, time }: Words, state: AnswerState, sendsFrom: Date | null = null): string {
  if (state === 'waiting' && sendsFrom) return t('answer-state.waiting-until', { time: time(sendsFrom) });
  return t(`answer-state.${state}`);
}
