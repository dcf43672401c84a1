/** Who knows the questions answers them all in one message: "1. RT 03 2. jalan rusak 3. ekonomi …", by their numbers. */

import { isFree, type Step } from './flow.ts';
import { accept, giveAhead, goTo } from './moves.ts';
import { isSkipped } from './passing-over.ts';
import { readAnswer } from './read-answer.ts';
import { currentStep, type Talk } from './talk.ts';
import type { AnswerValue, Input } from './types.ts';
import { understand } from './understand.ts';
import { clean } from './words.ts';

/** Fewer may be a list of something else. */
const fewest = 6;
const mark = /(?<=^|\s)\(?(\d{1,2})[.):]\s+(?=\S)/g;

/** The points of a list that begins a text, counted from one on; a number out of turn is a figure of the text. */
function pointsOf(text: string): string[] {
  const marks: RegExpExecArray[] = [];
  for (const one of text.matchAll(mark)) if (Number(one[1]) === marks.length + 1) marks.push(one);
  if (marks[0]?.index !== 0) return [];
  return marks.map((one, at) => text.slice(one.index + one[0].length, marks[at + 1]?.index).trim());
}

/** What a point is as the answer to a question; `asked` where it says a part of one, as a number without its unit does. */
type Listed = AnswerValue | 'asked' | null;

/** Whether a message is a list of so many points as there are answers. */
export const isLongList = (input: Input): boolean =>
  input.kind === 'text' && pointsOf(clean(input.text)).length >= fewest;

/**
 * Takes a list of answers, where it surely is one: as each choice, number and size that it holds can be read as the answer
 * to the question of its number. What answers none is asked in its turn.
 * @returns false where it is no such list
 */
export function takeListed(talk: Talk, input: Input): boolean {
  const { state, flow } = talk;
  const [waits, step] = [state.step, currentStep(talk)];
  if (input.kind !== 'text' || !isLongList(input) || state.menu || state.sofar || !waits || !step)
    return false;
  const points = pointsOf(clean(input.text));
  const asked = Object.entries(flow.steps).filter(
    ([, { number, kind, optional }]) => number && number <= points.length && kind !== 'photos' && !optional,
  );
  const read = asked.map(([id, one]) => ({
    id,
    step: one,
    value: answerAt(talk, id, one, points[(one.number ?? 0) - 1] ?? ''),
  }));
  const sure = new Set(read.filter((one) => one.value || isFree(one.step)).map((one) => one.step.number));
  const own = read.find(({ id }) => id === waits)?.value;
  if (!own || own === 'asked' || read.some((one) => !sure.has(one.step.number))) return false;
  // What was said beside the first question is not read anew with another's answer.
  const readFrom = asked[0]?.[0] ?? waits;
  for (const { id, step: one, value } of read) {
    if (id === waits || !value || value === 'asked' || state.answers[id] || isSkipped(talk, one)) continue;
    giveAhead(talk, id, { value, words: input.text, readFrom });
    state.untold = [...(state.untold ?? []), id];
  }
  if (!step.also_answers) accept(talk, own, input.text);
  else {
    giveAhead(talk, waits, { value: own, words: input.text, readFrom });
    goTo(talk, waits);
  }
  return true;
}

function answerAt(talk: Talk, id: string, step: Step, said: string): Listed {
  const there: Talk = { ...talk, state: { ...talk.state, step: id, sofar: null } };
  const input: Input = { kind: 'text', text: said };
  const { act, chosen } = understand(there, input);
  if (isFree(step) && act !== 'words') return null;
  const reading = readAnswer(there, step, input, chosen);
  if (reading.kind === 'partly') return 'asked';
  return reading.kind === 'answer' ? reading.value : null;
}
