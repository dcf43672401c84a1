/**
 * What was said to a question that is answered by now, and comes after the next one all the same: on a weak line a phone sends
 * a button that was pressed twice, or words that were sent twice, one by one, and in between we have answered.
 */
import { isDeepStrictEqual } from 'node:util';
import { choicesOf } from './choices.ts';
import { words } from './inputs/input.ts';
import { questionOf } from './question.ts';
import { currentStep, type Talk } from './talk.ts';
import type { Input } from './types.ts';
import { plain } from './words.ts';

/** Within so long a second one is a slip, or the phone's own repeat; by estimate, in ms. */
const repeatsWithinMs = 30_000;

/** Whether the waiting question takes words or numbers of one's own. Where it offers choices, "1" behind "1" is an answer. */
const takesOwnWords = ({ state, flow }: Talk) =>
  state.status === 'open' &&
  state.menu === null &&
  ['text', 'place', 'count', 'quantity'].includes(currentStep({ state, flow })?.kind ?? '');

/** Whether it says word for word what has just answered the question before; a third time it is meant. */
export function isSaidTwice(talk: Talk, input: Input): boolean {
  const last = talk.state.heard?.at(-1);
  if (input.kind !== 'text' || !input.from || !last?.taken || !takesOwnWords(talk)) return false;
  if (!/\p{L}/u.test(input.text) || words(input.text) !== last.words) return false;
  const { proposal, step, side } = last;
  if (isDeepStrictEqual({ proposal, step, side }, questionOf(talk.state))) return false;
  return Date.parse(input.from.sentAt) - Date.parse(last.at) <= repeatsWithinMs;
}

/** Whether it is a numbered button of a question that was answered: "2. Keluarga miskin" is no number of households. */
export function isPastButton(talk: Talk, input: Input): boolean {
  const label = input.kind === 'text' ? /^\d{1,2}\. (.+)$/.exec(input.text)?.[1] : undefined;
  if (!label || !takesOwnWords(talk)) return false;
  const { state, flow } = talk;
  const past = state.trail.filter((id) => id !== state.step && flow.steps[id]?.kind === 'choice');
  return past.some((id) => {
    const step = flow.steps[id];
    return step && choicesOf(talk, step, id).some((choice) => plain(choice.label) === plain(label));
  });
}
