/**
 * Who sees that an answer is wrong says so in a sentence, wherever the talk stands, and not by UBAH: "ukurannya salah, 900 m".
 * What is clear is put in its place and told; where only its name is, it is asked anew.
 */

import { isDeepStrictEqual } from 'node:util';
import { locales } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import { ask } from './ask.ts';
import { shownValue } from './blocks/summary.ts';
import { changeable } from './choices.ts';
import { type Correction, correctionIn, type Nameable } from './correction.ts';
import { isFree } from './flow.ts';
import type { Reading } from './inputs/input.ts';
import { changeAnswer, correctAnswer, openMenu } from './moves.ts';
import { readAnswer } from './read-answer.ts';
import { bare } from './reading/clauses.ts';
import { currentStep, type Talk, t, tellFirst } from './talk.ts';
import { textKeys } from './text-keys.ts';
import type { AnswerValue, Input } from './types.ts';
import { type Understood, understand } from './understand.ts';

/** Takes a message that puts an answer right. @returns false where it does not, and is to be read as an answer */
export function putRight(talk: Talk, input: Input, meant: Understood): boolean {
  const { state } = talk;
  if (input.kind !== 'text' || meant.chosen || (state.menu && state.menu !== 'change')) return false;
  const answers = nameable(talk);
  if (answers.length === 0) return false;
  const said = correctionIn(input.text, talk.texts, answers, (before) => isCourtesy(talk, before));
  if (!said || !isMeant(talk, said, input, meant)) return false;
  const [step, ...others] = said.steps.length > 0 ? said.steps : [lastAnswered(talk, answers)];
  if (!step) return false;
  if (others.length > 0) {
    openMenu(talk, 'change');
    ask(talk);
    return true;
  }
  return giveAnew(talk, step, said, input.text);
}

/** The answers that stand, but for that of the question that waits, with their names in every language. */
function nameable(talk: Talk): Nameable[] {
  const { state, flow, texts } = talk;
  const ids = changeable(talk).filter((id) => state.menu !== null || id !== state.step);
  return ids.map((step) => ({
    step,
    names: namesOf(texts, flow.id, step),
    number: flow.steps[step]?.number,
  }));
}

const known = new WeakMap<Texts, Map<string, readonly string[]>>();

function namesOf(texts: Texts, flow: string, step: string): readonly string[] {
  const [name, called] = [textKeys.name(flow, step), textKeys.called(flow, step)];
  const there = known.get(texts) ?? new Map<string, readonly string[]>();
  known.set(texts, there);
  const before = there.get(name);
  if (before) return before;
  const said = locales.flatMap((locale) => [
    ...(texts.has(name) ? [texts.t(locale, name)] : []),
    ...(texts.has(called) ? texts.t(locale, called).split('|') : []),
  ]);
  const names = [...new Set(said.map(bare))];
  there.set(name, names);
  return names;
}

/** "Maaf pak," and "ya tapi" say nothing of their own. */
function isCourtesy({ reader }: Talk, before: string): boolean {
  const { act } = reader.read(before);
  return act !== 'words' && act !== 'question';
}

/** What was answered last, where the talk has gone on from it to the question that waits. */
function lastAnswered({ state }: Talk, answers: Nameable[]): string | undefined {
  const last = answers.at(-1)?.step;
  const isNew = state.returnTo === null && state.menu === null && state.misses === 0;
  return isNew && last && !state.answers[last]?.readFrom ? last : undefined;
}

const isFreeStep = ({ flow }: Talk, id: string | null): boolean => isFree(flow.steps[id ?? '']);

/** Whether it is no answer to the question that waits. */
function isMeant(talk: Talk, { how, steps }: Correction, input: Input, meant: Understood): boolean {
  const { menu, step: waiting } = talk.state;
  const step = menu ? null : currentStep(talk);
  if (!step || (how === 'clear' && steps.length > 0)) return true;
  if (isFreeStep(talk, waiting)) return how === 'clear';
  return readAnswer(talk, step, input, meant.chosen).kind !== 'answer';
}

/** @returns false where the message may as well be an answer of its own */
function giveAnew(talk: Talk, step: string, said: Correction, whole: string): boolean {
  const { state, flow } = talk;
  const reading = readAs(talk, step, said.value);
  const doubtful = !said.sure && !state.menu && isFreeStep(talk, state.step);
  if (reading?.kind !== 'answer') {
    const unknown = said.value !== '' && (said.steps.length === 0 || doubtful);
    if (said.how === 'quiet' || unknown) return false;
    state.menu = null;
    changeAnswer(talk, step);
    return true;
  }
  const isFree = isFreeStep(talk, step);
  if (doubtful && isFree) return false;
  if (said.how === 'quiet' && !isPlain(talk, step, said, reading.value)) return false;
  state.menu = null;
  // "Ralat, RT 04" may mend a part of what was written.
  if (isFree && said.steps.length === 0) {
    changeAnswer(talk, step);
    tellFirst(talk, t(talk, 'conversation.put-right.whole'));
    return true;
  }
  correctAnswer(talk, step, reading.value, whole);
  const answer = state.answers[step];
  const shown = answer ? shownValue(talk, step, answer) : '';
  const name = t(talk, textKeys.name(flow.id, step));
  tellFirst(talk, t(talk, 'conversation.correction.taken', { name, answer: shown }));
  return true;
}

/** Whether what only names an answer plainly says another: never words of one's own, and no choice that is not told apart. */
function isPlain({ state, flow }: Talk, step: string, { sure }: Correction, value: AnswerValue): boolean {
  const kind = flow.steps[step]?.kind;
  const isTyped = kind === 'quantity' || kind === 'count' || (kind === 'choice' && sure);
  return isTyped && !isDeepStrictEqual(value, state.answers[step]?.value);
}

/** What the words would be as the answer to a question. */
function readAs(talk: Talk, id: string, text: string): Reading | null {
  const step = talk.flow.steps[id];
  if (!step || !text) return null;
  const there: Talk = { ...talk, state: { ...talk.state, step: id, menu: null, sofar: null } };
  const input: Input = { kind: 'text', text };
  if (isFreeStep(talk, id) && understand(there, input).act !== 'words') return null;
  return readAnswer(there, step, input);
}
