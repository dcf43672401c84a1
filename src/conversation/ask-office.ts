/** TANYA and PETUGAS: a question to the office, at any step and where there is no talk. */
import { ask } from './ask.ts';
import type { SharedAnswer } from './shared-answer.ts';
import { dayOf, say, type Talk, t } from './talk.ts';
import { shorten } from './words.ts';

/** Hands a question over; empty words ask for a person (PETUGAS). Without any (TANYA alone) it is told how to ask. */
export function askOffice(talk: Talk, words: string | null): void {
  const { state, context } = talk;
  state.menu = null;
  // The answer could not reach them.
  if (state.status === 'stopped') return say(talk, t(talk, 'conversation.asked.stopped'));
  if (words === null) {
    talk.call = { name: 'shared' };
    return;
  }
  talk.effects.push({ kind: 'asked', words, at: context.now });
  say(talk, t(talk, words ? 'conversation.asked.taken' : 'conversation.staff-told'));
  if (state.status === 'open') ask(talk, false);
}

/** Lines of a question and of an answer that are told; the rest is on paper, or at the office. */
const longest = { question: 120, answer: 400 };

/** TANYA alone: how to ask, and what others of the village were answered. */
export function tellShared(talk: Talk, shared: readonly SharedAnswer[]): void {
  const { timeZone } = talk.context;
  const lines = shared.map(({ question, answer, office, at }) =>
    t(talk, office ? 'conversation.asked.line-by' : 'conversation.asked.line', {
      question: shorten(question, longest.question),
      answer: shorten(answer, longest.answer),
      office: office ?? '',
      day: dayOf(at, timeZone),
    }),
  );
  const read = lines.length > 0 ? [[t(talk, 'conversation.asked.village'), ...lines].join('\n')] : [];
  say(talk, [...read, t(talk, 'conversation.asked.how')].join('\n\n'));
  if (talk.state.status === 'open') ask(talk, false);
}
