/**
 * A message that its sender has edited corrects the answer it belongs to, as long as the proposal is not sent. It never does
 * what a command or a decision does (stop, delete, agree, send): that wants a message of its own.
 */
import { isDeepStrictEqual } from 'node:util';
import { joined } from './addition.ts';
import { tellAndAsk } from './ask.ts';
import { shownValue } from './blocks/summary.ts';
import { isFree, isListed } from './flow.ts';
import { editableWords, photosHeld, rememberHeard } from './heard.ts';
import { miss, type Reading } from './inputs/input.ts';
import { photoProblem } from './inputs/photos.ts';
import { answerStep } from './listen.ts';
import type { Heard } from './message-heard.ts';
import { correctAnswer } from './moves.ts';
import { isSameQuestion, questionOf } from './question.ts';
import { readAnswer } from './read-answer.ts';
import { copyOf, currentStep, firstText, type Talk, t, tellFirst } from './talk.ts';
import { textKeys } from './text-keys.ts';
import type { Input } from './types.ts';
import { understand } from './understand.ts';

/** Takes in a message as its sender has edited it. @param message the inbox's id of the one that it was */
export function correct(talk: Talk, input: Input, message: string): void {
  const { state } = talk;
  const words = editableWords(input);
  const heard = state.heard?.find((one) => one.message === message);
  // Networks tell of edits in which nothing changed, too.
  if (words === null || (heard && saysTheSame(heard, input, words))) return;
  if (talk.reader.read(words).command) return tellAndAsk(talk, t(talk, 'conversation.correction.command'));
  const photo = heard && correctPhoto(talk, heard, input);
  if (heard?.taken && heard.proposal === state.proposal && state.status === 'open')
    return correctTaken(talk, heard, words);
  if (photo) return tellAndAsk(talk, t(talk, 'conversation.correction.caption'));
  const sent = state.submitted.find(({ number }) => number === heard?.proposal);
  if (sent && heard?.taken)
    return tellAndAsk(talk, t(talk, 'conversation.correction.sent', { code: sent.code }));
  if (heard && waitsFor(talk, heard)) return readAnew(talk, heard, words);
  tellAndAsk(talk, t(talk, 'conversation.correction.late'));
}

function saysTheSame({ words, photo }: Heard, input: Input, now: string): boolean {
  const samePhoto = input.kind !== 'photo' || !photo || input.media.id === photo;
  return samePhoto && now.trim() === words.trim();
}

/** Whether a message answered nothing, and the question it was said to still waits. */
function waitsFor(talk: Talk, heard: Heard): boolean {
  const { state } = talk;
  return (
    state.status === 'open' &&
    !heard.taken &&
    isSameQuestion(heard, questionOf(state)) &&
    isListed(currentStep(talk) ?? undefined)
  );
}

/** What was no answer before may be one now. */
function readAnew(talk: Talk, { message, at }: Heard, words: string): void {
  const before = copyOf(talk.state);
  const input: Input = { kind: 'text', text: words, from: { message, sentAt: at } };
  answerStep(talk, input);
  rememberHeard(talk, before, input);
}

/** Puts the photo's new caption, or the photo that stands in its place, where it was. */
function correctPhoto({ state }: Talk, heard: Heard, input: Input): boolean {
  if (input.kind !== 'photo' || !heard.photo || photoProblem(input.media)) return false;
  const { media, caption } = input;
  const held = photosHeld(state).find(({ mediaId }) => mediaId === heard.photo);
  if (!held || heard.proposal !== state.proposal) return false;
  held.mediaId = media.id;
  held.mime = media.mime;
  if (caption) held.caption = caption.slice(0, 200);
  else delete held.caption;
  heard.photo = media.id;
  if (!heard.taken) heard.words = caption ?? '';
  return true;
}

function correctTaken(talk: Talk, heard: Heard, words: string): void {
  const { state, flow } = talk;
  const id = heard.step ?? '';
  const standing = state.answers[id];
  const parts = (state.heard ?? []).filter(
    (one) => one.taken && one.step === id && one.proposal === state.proposal,
  );
  const said = readAll(
    talk,
    id,
    parts.map((one) => one.words),
  );
  // What these messages do not say by themselves (a part that was chosen of one, a voice before it) is not theirs to change.
  const theirs = standing && said.kind === 'answer' && isDeepStrictEqual(said.value, standing.value);
  if (!theirs || !isListed(flow.steps[id])) return tellAndAsk(talk, t(talk, 'conversation.correction.anew'));
  const now = readAll(
    talk,
    id,
    parts.map((one) => (one === heard ? words : one.words)),
  );
  if (now.kind !== 'answer') return tellAndAsk(talk, keptAsItWas(talk, now));
  heard.words = words;
  correctAnswer(talk, id, now.value, now.words);
  const answer = state.answers[id];
  const name = t(talk, textKeys.name(flow.id, id));
  const shown = answer ? shownValue(talk, id, answer) : '';
  tellFirst(talk, t(talk, 'conversation.correction.taken', { name, answer: shown }));
}

/** The answer that messages make together, in their order. */
function readAll(talk: Talk, id: string, texts: string[]): Reading {
  const step = talk.flow.steps[id];
  if (!step) return miss('other');
  const there: Talk = { ...talk, state: { ...talk.state, step: id, menu: null, sofar: null } };
  const [first = '', ...others] = texts;
  const input: Input = { kind: 'text', text: first };
  if (isFree(step) && understand(there, input).act !== 'words') return miss('other');
  let all = readAnswer(there, step, input);
  for (const text of others) {
    if (all.kind !== 'answer') return all;
    const answer = { value: all.value, words: all.words, at: '' };
    const longer = joined({ id, step, answer }, { kind: 'text', text });
    all = longer ? { kind: 'answer', ...longer.answer } : miss('too-long');
  }
  return all;
}

function keptAsItWas(talk: Talk, reading: Exclude<Reading, { kind: 'answer' }>): string {
  const reason = reading.kind === 'miss' ? reading.reason : 'other';
  const why = firstText(talk, [`conversation.miss.${reason}`, 'conversation.miss.other']);
  return `${t(talk, 'conversation.correction.kept')} ${why}`;
}
