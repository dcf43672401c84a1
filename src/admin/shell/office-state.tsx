import type { AnswerState } from '../../proposals/answer-state.ts';
import type { ProposalStatus } from '../../proposals/reasons.ts';
import { answerWords } from './answer-words.ts';
import { StatusTag } from './parts.tsx';
import type { Words } from './words.ts';

/** Where a proposal stands, as far as the office's word for it needs to know. */
export interface Stand {
  status: ProposalStatus;
  answer: AnswerState;
  /** It supports another proposal and is answered with that one. */
  answeredWithOther: boolean;
}

/**
 * Where a proposal stands in the office's words: what is to be done, then what was decided. The system's own states
 * (received, classified, in review) say nothing to whoever works on it.
 */
export function officeState(words: Words, { status, answer, answeredWithOther }: Stand): string {
  if (status === 'withdrawn') return words.status(status);
  if (answer === 'none')
    return answeredWithOther ? words.t('office-state.with-other') : answerWords(words, answer);
  return answer === 'drafted' ? answerWords(words, answer) : words.status(status);
}

/** The same as a tag; the colour only repeats the words. */
export function OfficeState({ words, stand }: { words: Words; stand: Stand }) {
  const { status, answer } = stand;
  if (status === 'withdrawn' || !['none', 'drafted'].includes(answer))
    return <StatusTag words={words} status={status} />;
  return <span class={`tag ${answer === 'drafted' ? 'busy' : 'new'}`}>{officeState(words, stand)}</span>;
}
