/**
 * A message that was written before the waiting question was seen belongs to the question before it: a repeat is done with,
 * an addition joins the answer, and what plainly is of another kind fills the question of that kind. Nothing of it answers the
 * question that waits.
 */

import { isDeepStrictEqual } from 'node:util';
import { isLostAddition, joined, type SeenStep, tellLost } from './addition.ts';
import { ask, tellAndAsk } from './ask.ts';
import { asText } from './caption.ts';
import { type Given, stepOfKind, tellUnkept, withPhoto } from './early-photo.ts';
import { isFree } from './flow.ts';
import { photoProblem } from './inputs/photos.ts';
import { located } from './inputs/place.ts';
import { readQuantity } from './inputs/quantity.ts';
import { listen, passesOver } from './listen.ts';
import { menus } from './menus.ts';
import { arrive, giveAhead } from './moves.ts';
import type { Seen } from './question.ts';
import { readAnswer } from './read-answer.ts';
import { currentStep, type Talk, t } from './talk.ts';
import type { Answer, Input, State } from './types.ts';
import { type Understood, understand } from './understand.ts';
import { voiceNotesIn } from './voice-notes.ts';
import { plain } from './words.ts';

/** Takes in a message that was written before another question than the one that waits. */
export function listenLate(talk: Talk, input: Input, seen: Seen): void {
  const { state } = talk;
  const meant = understand(talk, input);
  const { command } = meant;
  // A command means the same whatever was asked; only "skip" is about a question.
  if (command && command.name !== 'skip') return listen(talk, input, meant);
  const before = seenStep(talk, seen);
  if (saysNothingNew(talk, input, seen, command?.name === 'skip')) {
    if (mayBeMeant(talk, input, meant)) askOnceMore(talk, seen);
    return;
  }
  // Their last word was said after it: it begins nothing again.
  if (state.status === 'done' && seen.sure && !seen.newer) return;
  // Where nothing is asked any more, or the waiting question may have been seen and this answers it, it is read as if it was.
  if (state.status !== 'open' || (!seen.sure && answersWaiting(talk, input, meant)))
    return listen(talk, input, meant);
  if (before && addTo(talk, before, input, meant)) {
    if (talk.replies.length === 0) askOnceMore(talk, seen);
    return;
  }
  const caption = asText(talk, input);
  if (input.kind === 'photo' || caption) {
    if (input.kind === 'photo') tellUnkept(talk, input);
    else tellAndAsk(talk, t(talk, 'conversation.caption-read'));
    return caption ? listenLate(talk, caption, seen) : undefined;
  }
  if (before && isLostAddition(talk, before, input, meant)) return tellLost(talk, before, input);
  // What waits stands below the message already, unless that replies to something older.
  if (seen.newer) ask(talk, false);
  else if (before) askOnceMore(talk, seen);
}

/**
 * The waiting question stands above and below their message, in the same words. Without a word of ours they would take the
 * message for its answer, or think that nobody has read it.
 */
function askOnceMore(talk: Talk, { resent }: Seen): void {
  if (resent && talk.state.status === 'open') tellAndAsk(talk, t(talk, 'conversation.once-more'));
}

/** Whether what repeats another answer may as well be said to the waiting question: "1" behind a "1". */
function mayBeMeant(talk: Talk, input: Input, meant: Understood): boolean {
  const step = currentStep(talk);
  return (talk.state.menu !== null || (step !== null && !isFree(step))) && answersWaiting(talk, input, meant);
}

/** Whether a message is understood where the talk stands. */
function answersWaiting(talk: Talk, input: Input, meant: Understood): boolean {
  const step = currentStep(talk);
  if (!step || talk.state.menu !== null || passesOver(talk, step, input, meant)) return true;
  // The offer to part a text has choices of its own, and so has what was parted off.
  if (step.kind === 'text' && meant.chosen !== null) return true;
  // Words behind a text that is offered to be parted go on with it.
  if (talk.state.sofar?.kind === 'several') return false;
  const caption = step.kind === 'photos' ? null : asText(talk, input);
  if (caption) return answersWaiting(talk, caption, understand(talk, caption));
  return readAnswer(talk, step, input, meant.chosen).kind !== 'miss';
}

/** Null where the answers of that question's proposal are gone. */
function seenStep({ flow, state }: Talk, { question }: Seen): SeenStep | null {
  if (question && question.proposal !== state.proposal) return null;
  const id = question ? question.step : lastAnswered(state.answers);
  const step = id ? flow.steps[id] : undefined;
  return id && step ? { id, step, answer: state.answers[id] ?? null } : null;
}

function lastAnswered(answers: Record<string, Answer>): string | null {
  const [last] = Object.entries(answers).sort(([, one], [, other]) => other.at.localeCompare(one.at));
  return last?.[0] ?? null;
}

/** Whether a message says nothing new to any question that its sender may have had before them. @param skips whether it is LEWATI */
export function saysNothingNew(talk: Talk, input: Input, seen: Seen, skips: boolean): boolean {
  const mayBe = [seen.question, ...(seen.orBefore ?? [])].map((question) => ({ ...seen, question }));
  return mayBe.some((one) => isDoneWith(talk, one, input, skips));
}

/** Whether a message says nothing new to a question: it chooses where the choice was made, or says again what stands there. */
function isDoneWith(talk: Talk, seen: Seen, input: Input, skips: boolean): boolean {
  if (isForSide(talk, seen, input) || isForGone(talk, seen, input)) return true;
  const step = seenStep(talk, seen);
  return step !== null && isRepeat(talk, step, input, skips);
}

/**
 * Whether a message was said to a side question that was answered, or left, meanwhile: it makes a choice of it. What was
 * asked again of a proposal that was sent has no answer in this state; all that comes late for it is done with.
 */
function isForSide(talk: Talk, { question }: Seen, input: Input): boolean {
  const { state } = talk;
  if (!question?.side || question.proposal !== state.proposal) return false;
  const menu = menus.find((one) => one === question.side) ?? null;
  if (!menu && question.side !== 'several') return true;
  // The offer to part a text has the same choices whatever the text is.
  const sofar: State['sofar'] = menu ? null : { kind: 'several', parts: [], whole: '', words: '' };
  return choosesAt(talk, { step: question.step, menu, sofar }, input);
}

/**
 * Whether a message may say again what was said to a question whose answer has gone: it made a proposal be sent, or another
 * be begun. That is asked only where the waiting question may have been seen; else nothing of it answers that one anyway.
 */
function isForGone(talk: Talk, { question, resent }: Seen, input: Input): boolean {
  const { state } = talk;
  if (!resent || !question?.step || question.side) return false;
  if (question.proposal === state.proposal && state.answers[question.step]) return false;
  return choosesAt(talk, { step: question.step, menu: null, sofar: null }, input);
}

/** Whether a message makes a choice of another question than the one that waits. */
const choosesAt = (talk: Talk, at: Pick<State, 'step' | 'menu' | 'sofar'>, input: Input): boolean =>
  understand({ ...talk, state: { ...talk.state, ...at } }, input).chosen !== null;

/** Whether a message says again what stands there already. */
function isRepeat(talk: Talk, { id, step, answer }: SeenStep, input: Input, skips: boolean): boolean {
  const { sofar } = talk.state;
  if (sofar?.kind === 'several' && id === talk.state.step)
    return input.kind === 'text' && saysAgain(input.text, sofar.words);
  if (!answer) return false;
  if (answer.value.kind === 'skipped') return skips;
  if (input.kind === 'text' && saysAgain(input.text, answer.words)) return true;
  if (input.kind === 'voice')
    return voiceNotesIn(answer.value).some(({ mediaId }) => mediaId === input.media.id);
  const there = { ...talk, state: { ...talk.state, step: id, menu: null, sofar: null } };
  const reading = readAnswer(there, step, input);
  if (reading.kind !== 'answer') return false;
  const { value } = reading;
  if (value.kind === 'text' && answer.value.kind === 'text') return saysAgain(value.text, answer.value.text);
  return isDeepStrictEqual(value, answer.value);
}

/** The same words, or a part of what was put together from several messages. */
function saysAgain(text: string, standing: string): boolean {
  const bare = (words: string) => plain(words).replace(/[\s.,/-]+$/, '');
  return [standing, ...standing.split('\n')].some((part) => bare(part) === bare(text));
}

/** The text that is offered to be parted, with words behind it; null where none stands, or they make it too long. */
function longerOffer({ state }: Talk, { step }: SeenStep, input: Input): Input | null {
  const { sofar } = state;
  if (sofar?.kind !== 'several' || input.kind !== 'text' || !/\p{L}/u.test(input.text)) return null;
  const text = `${sofar.whole} ${input.text}`;
  return [...text].length <= (step.max ?? 1000) ? { kind: 'text', text } : null;
}

/** @returns whether the message was taken */
function addTo(talk: Talk, before: SeenStep, input: Input, meant: Understood): boolean {
  const { state } = talk;
  // "Terima kasih" behind an answer is no part of it.
  const goesOn = meant.act === 'words';
  const longer = goesOn && before.id === state.step ? longerOffer(talk, before, input) : null;
  if (longer) {
    // The offer to split it stands; it is made anew of all that was said.
    state.sofar = null;
    listen(talk, longer);
    return true;
  }
  const given = fill(talk, input) ?? (goesOn ? joined(before, input) : null);
  if (!given) return false;
  if (given.id === state.step && !state.menu) {
    listen(talk, input, meant);
    return true;
  }
  giveAhead(talk, given.id, given.answer);
  // What is shown with the waiting question may be made of the answers.
  const waits = currentStep(talk);
  if (!state.menu && (waits?.look || waits?.show?.includes('summary'))) arrive(talk);
  return true;
}

/** A photo, a location, or nothing but a number with its unit: the question of that kind, as far as it has no answer. */
function fill(talk: Talk, input: Input): Given | null {
  if (input.kind === 'photo' && !photoProblem(input.media)) {
    // At the question that waits for photos it is read as an answer to it.
    const waits = currentStep(talk)?.kind === 'photos' ? talk.state.step : null;
    return waits ? { id: waits, answer: { value: { kind: 'skipped' }, words: '' } } : withPhoto(talk, input);
  }
  if (input.kind === 'location') {
    const id = stepOfKind(talk, 'place');
    const standing = id && talk.state.answers[id]?.value;
    const given = located(input);
    if (!id || !given || (standing && (standing.kind !== 'place' || standing.lat !== undefined))) return null;
    const { value, words } = given;
    const before = talk.state.answers[id];
    // The landmark that they wrote says more than the map's name.
    return before
      ? { id, answer: { value: { ...value, ...standing }, words: `${before.words}\n${words}` } }
      : { id, answer: { value, words } };
  }
  if (input.kind !== 'text' || !/^[\d.,]+ ?\p{L}+[23²³]?$/u.test(plain(input.text))) return null;
  const id = stepOfKind(talk, 'quantity');
  const step = id && talk.flow.steps[id];
  if (!id || !step || talk.state.answers[id]) return null;
  const reading = readQuantity(input, { step, choices: [], sofar: undefined });
  return reading.kind === 'answer' ? { id, answer: reading } : null;
}
