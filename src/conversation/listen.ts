/** What a message means depends on whether the talk is open, and on what was asked last. */
import { type Locale, locales } from '../texts/locales.ts';
import { ask } from './ask.ts';
import { choiceMade, choicesNow, knownNumbers, otherWords } from './choices.ts';
import type { Command } from './commands.ts';
import type { Step } from './flow.ts';
import { handleCommand } from './handle-command.ts';
import { findChoice } from './inputs/choice.ts';
import { readers } from './inputs/index.ts';
import type { Reading } from './inputs/input.ts';
import { answerMenu } from './menus.ts';
import { accept, goTo } from './moves.ts';
import { explain } from './retries.ts';
import { stepOfRole } from './roles.ts';
import { offerSplit, readSeveral } from './split.ts';
import { currentStep, firstText, say, type Talk, t } from './talk.ts';
import type { Input } from './types.ts';

/** Takes in one message: a command, the answer to a side question, or the answer to the current step. */
export function listen(talk: Talk, input: Input): void {
  const { state } = talk;
  const command = commandOf(talk, input);
  const asleep = state.status !== 'open';
  if (asleep && (command || !state.menu || !choiceMade(talk, input))) return wake(talk, input, command);
  if (command) return handleCommand(talk, command);
  if (state.menu) return answerMenu(talk, input);
  answerStep(talk, input);
}

const ownCommands: readonly Command['name'][] = ['stop', 'language', 'privacy', 'my-data', 'erase'];
const ownMenus = ['language', 'erase', 'erase-sure'];

/** Whether a message is one by which people decide about themselves and their data. */
export function isOwn(talk: Talk, input: Input): boolean {
  const command = commandOf(talk, input);
  if (command) return ownCommands.includes(command.name);
  return ownMenus.includes(talk.state.menu ?? '') && choiceMade(talk, input) !== null;
}

/**
 * The command that a message is, if it is one. A near spelling of a current choice is never a command, and "mulai" is
 * the answer where "Ya, mulai" is offered; with a slash it is always the command (a button of the bot's menu).
 */
function commandOf(talk: Talk, input: Input): Command | null {
  if (input.kind !== 'text') return null;
  const chosen = () => findChoice(input.text, choicesNow(talk), otherWords(talk)) !== null;
  const exact = talk.readCommand(input.text, false);
  if (exact) {
    const answers = exact.name === 'start' && talk.state.status === 'open' && !/^\s*\//.test(input.text);
    return answers && chosen() ? null : exact;
  }
  const kind = talk.state.menu ? 'choice' : currentStep(talk)?.kind;
  const freeText = kind === 'text' || kind === 'place';
  return freeText || chosen() ? null : talk.readCommand(input.text, true);
}

/** Somebody writes whose talk is not open: they declined, stopped, were the wrong person, or are done. */
function wake(talk: Talk, input: Input, command: Command | null): void {
  const { state, context } = talk;
  const always = ['status', 'check', ...ownCommands];
  if (command && always.includes(command.name)) return handleCommand(talk, command);
  state.menu = null;
  const begins = command?.name === 'start';
  if ((state.status === 'stopped' || state.status === 'wrong-person') && !begins) {
    return say(talk, t(talk, `conversation.asleep.${state.status}`));
  }
  if (state.status === 'done') return wakeDone(talk);
  if (state.status !== 'later') talk.effects.push({ kind: 'returned', at: context.now });
  // They had stopped after the last question: there is nothing left to go on with.
  if (!state.step) return wakeDone(talk);
  const waited = state.status === 'later';
  state.status = 'open';
  // "Nanti saja" and days later simply "ya": that is an answer.
  if (
    waited &&
    !begins &&
    input.kind === 'text' &&
    findChoice(input.text, choicesNow(talk), otherWords(talk))
  )
    return answerStep(talk, input);
  ask(talk);
}

/** All is sent. While the quota lasts they may go on with another proposal. */
function wakeDone(talk: Talk): void {
  const { state, context, flow } = talk;
  state.status = 'done';
  const more = stepOfRole(flow, 'more');
  if (!more || context.quotaLeft <= 0)
    return say(talk, firstText(talk, [`${flow.id}.asleep.done`, 'conversation.asleep.done']));
  state.status = 'open';
  goTo(talk, more);
}

function answerStep(talk: Talk, input: Input): void {
  const { state } = talk;
  const step = currentStep(talk);
  if (!step) return goTo(talk, talk.flow.start);
  const several = step.kind === 'text' ? readSeveral(talk, step, input) : null;
  if (several?.waiting) state.waiting = several.waiting;
  const reading = several?.reading ?? readInAnyLanguage(talk, step, input);
  if (reading.kind === 'answer' && offerSplit(talk, reading)) {
    state.misses = 0;
    return ask(talk, false);
  }
  if (reading.kind === 'answer') return accept(talk, reading.value, reading.words);
  if (reading.kind === 'miss') return explain(talk, reasonFor(talk, input, reading.reason));
  state.sofar = reading.value;
  state.misses = 0;
  ask(talk, false);
}

/** A photo that comes early is asked for again at its own question: they are told so. */
function reasonFor({ flow, state }: Talk, input: Input, reason: string): string {
  const photoStep = Object.keys(flow.steps).find((id) => flow.steps[id]?.kind === 'photos');
  return input.kind === 'photo' && photoStep && photoStep !== state.step ? 'photo-later' : reason;
}

/** In the talk's language, and where that makes no sense of it, in the others: "ya" is a yes in a Banjar talk too. */
export function readInAnyLanguage(talk: Talk, step: Step, input: Input): Reading {
  const { state } = talk;
  const read = (locale: Locale) => {
    const there = { ...talk, state: { ...state, locale } };
    const known = knownNumbers(there, step);
    const asked = { step, choices: choicesNow(there), otherWords: otherWords(there), known };
    return readers[step.kind](input, { ...asked, sofar: state.sofar ?? undefined });
  };
  const own = read(state.locale);
  if (own.kind !== 'miss' || step.kind !== 'choice') return own;
  const others = locales.filter((locale) => locale !== state.locale).map(read);
  return others.find((reading) => reading.kind === 'answer') ?? own;
}
