/** A message that asks for several things: offered to be sent one by one, and no word of it is lost. */
import type { Choice } from '../channels/channel.ts';
import { choiceMade } from './choices.ts';
import type { Step } from './flow.ts';
import { miss, type Reading } from './inputs/input.ts';
import { readText } from './inputs/text.ts';
import { asksForOne, splitRequests } from './requests.ts';
import { currentStep, type Talk, t } from './talk.ts';
import type { Input, Sofar } from './types.ts';

type Several = Extract<Sofar, { kind: 'several' }>;

/** Makes the offer anew for a text that was kept when he turned back from it. */
export function offerAgain(talk: Talk): void {
  const answer = talk.state.answers[talk.state.step ?? ''];
  if (answer) offersToSplit(talk, { kind: 'answer', ...answer });
}

/**
 * Keeps a text that seems to ask for several things, so that the next question is whether to send them one by one.
 * Not where only one more may be sent: then the whole message is one proposal.
 * @returns false where it is one request
 */
export function offersToSplit(talk: Talk, reading: Extract<Reading, { kind: 'answer' }>): boolean {
  const { state, context } = talk;
  const { value, words } = reading;
  const step = currentStep(talk);
  if (!step?.split || value.kind !== 'text' || context.quotaLeft < 2 || state.sofar) return false;
  const parts = splitRequests(value.text, step.min);
  if (parts.length < 2) return false;
  state.sofar = { kind: 'several', parts, whole: value.text, words };
  return true;
}

/**
 * Reads what was said to that offer, or to the request that waits from an earlier message.
 * @returns null where neither stands, or it is an answer in words of its own
 */
export function readSeveral(talk: Talk, step: Step, input: Input): Reading | null {
  const { sofar, waiting = [] } = talk.state;
  if (sofar?.kind === 'several') return readOffer(talk, step, input, sofar);
  const [first, ...others] = waiting;
  if (!first || !step.split || choiceMade(talk, input) !== 'waiting') return null;
  talk.state.waiting = others;
  return answer(first.text, first.words);
}

function readOffer(talk: Talk, step: Step, input: Input, { parts, whole, words }: Several): Reading {
  const [first = whole, ...others] = parts;
  const chosen = choiceMade(talk, input);
  if (chosen === 'each') {
    talk.state.waiting = [...(talk.state.waiting ?? []), ...others.map((text) => ({ text, words }))];
    return answer(first, words);
  }
  if (chosen === 'whole') return answer(whole, words);
  if (input.kind !== 'text') return miss('unknown-choice');
  // Who says the same again means it as it stands.
  if (input.text.trim() === words.trim()) return answer(whole, words);
  if (!asksForOne(input.text)) return miss('unknown-choice');
  // He names the one thing he wants; what he wrote before stays with his words.
  const reading = readText(input, { step, choices: [], sofar: undefined });
  return reading.kind === 'answer' ? { ...reading, words: `${words}\n${reading.words}` } : reading;
}

const answer = (text: string, words: string): Reading => ({
  kind: 'answer',
  value: { kind: 'text', text },
  words,
});

/** The choices of a text: of the offer that stands, or the request that waits. */
export function severalChoices(talk: Talk): Choice[] {
  const { sofar, waiting = [] } = talk.state;
  const label = (value: string) => ({ value, label: t(talk, `conversation.several.${value}`) });
  if (sofar?.kind === 'several') return [label('each'), label('whole')];
  return currentStep(talk)?.split && waiting.length > 0 ? [label('waiting')] : [];
}

/** The offer: what was understood as requests, a line each. */
export function severalQuestion(talk: Talk, parts: string[]): string {
  const lines = parts.map((part, index) => `${index + 1}. ${part}`);
  return [
    t(talk, 'conversation.several.found', { count: parts.length }),
    ...lines,
    t(talk, 'conversation.several.ask'),
  ].join('\n');
}

/** What is still to be proposed of an earlier message. */
export function waitingLines(talk: Talk): string[] {
  const { waiting = [] } = talk.state;
  if (waiting.length === 0) return [];
  return [[t(talk, 'conversation.several.kept'), ...waiting.map(({ text }) => `- ${text}`)].join('\n')];
}
