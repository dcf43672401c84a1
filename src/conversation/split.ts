/** A message that asks for several things: offered to be sent one by one, and no word of it is lost. */
import type { Step } from './flow.ts';
import { miss, type Reading } from './inputs/input.ts';
import { readText } from './inputs/text.ts';
import { asksForOne, splitRequests } from './requests.ts';
import { currentStep, type Talk } from './talk.ts';
import type { Input, Sofar, State } from './types.ts';

type Several = Extract<Sofar, { kind: 'several' }>;

/** Makes the offer anew for a text that was kept when its sender turned back from it. */
export function offerAgain(talk: Talk): void {
  const answer = talk.state.answers[talk.state.step ?? ''];
  if (answer) offerSplit(talk, { kind: 'answer', ...answer });
}

/**
 * Offers to send the requests of a text that seems to ask for several things one by one; until that is answered the
 * text is kept in the state. Not where only one more may be sent: then the whole message is one proposal.
 * @returns whether the offer was made; where it was not, the text is an answer as it stands
 */
export function offerSplit(talk: Talk, reading: Extract<Reading, { kind: 'answer' }>): boolean {
  const { state, context } = talk;
  const { value, words } = reading;
  const step = currentStep(talk);
  if (!step?.split || value.kind !== 'text' || context.quotaLeft < 2 || state.sofar) return false;
  const parts = splitRequests(value.text, step.min);
  if (parts.length < 2) return false;
  state.sofar = { kind: 'several', parts, whole: value.text, words };
  return true;
}

/** What came of reading, and the requests that wait from then on; `waiting` is absent where they are as before. */
interface SplitReading {
  reading: Reading;
  waiting?: State['waiting'];
}

/**
 * Reads what was said to that offer, or to the request that waits from an earlier message.
 * @param chosen the choice that was heard in it
 * @returns null where neither stands, or it is an answer in words of its own
 */
export function readSeveral(
  talk: Talk,
  step: Step,
  input: Input,
  chosen: string | null,
): SplitReading | null {
  const { sofar, waiting = [] } = talk.state;
  if (sofar?.kind === 'several') return readOffer(talk, sofar, chosen, () => readAnew(step, input, sofar));
  const [first, ...others] = waiting;
  if (!first || !step.split || chosen !== 'waiting') return null;
  return { reading: answer(first.text, first.words), waiting: others };
}

function readOffer(
  talk: Talk,
  { parts, whole, words }: Several,
  chosen: string | null,
  anew: () => Reading,
): SplitReading {
  const [first = whole, ...others] = parts;
  if (chosen === 'each') {
    const waiting = [...(talk.state.waiting ?? []), ...others.map((text) => ({ text, words }))];
    return { reading: answer(first, words), waiting };
  }
  if (chosen === 'whole') return { reading: answer(whole, words) };
  return { reading: anew() };
}

/** Something else than a choice of the offer: the same message again, or the one thing that is wanted. */
function readAnew(step: Step, input: Input, { whole, words }: Several): Reading {
  if (input.kind !== 'text') return miss('unknown-choice');
  // The same message again means it as it stands.
  if (input.text.trim() === words.trim()) return answer(whole, words);
  if (!asksForOne(input.text)) return miss('unknown-choice');
  // One thing is named instead; what was written before stays with its words.
  const reading = readText(input, { step, choices: [], sofar: undefined });
  return reading.kind === 'answer' ? { ...reading, words: `${words}\n${reading.words}` } : reading;
}

const answer = (text: string, words: string): Reading => ({
  kind: 'answer',
  value: { kind: 'text', text },
  words,
});
