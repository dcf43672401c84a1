/**
 * The engine: (flow, state, input, context) -> (state, replies, effects, perhaps a call). Pure: it can be replayed,
 * fuzzed and simulated, and whatever is sent to it, it answers.
 */
import { type Locale, locales } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import { ask } from './ask.ts';
import { choiceMade, choicesNow, knownNumbers, otherWords } from './choices.ts';
import { type Command, createCommandReader } from './commands.ts';
import type { Flow, Step } from './flow.ts';
import { handleCommand } from './handle-command.ts';
import { findChoice } from './inputs/choice.ts';
import { readers } from './inputs/index.ts';
import type { Reading } from './inputs/input.ts';
import { answerMenu } from './menus.ts';
import { accept, goTo } from './moves.ts';
import { renderReleased } from './receipts.ts';
import { goOn } from './results.ts';
import { explain } from './retries.ts';
import { offersToSplit, readSeveral } from './several.ts';
import { currentStep, firstText, say, type Talk, t, toTurn } from './talk.ts';
import type { CallResult, Context, Input, ProposalGlimpse, State, Turn } from './types.ts';

export interface Engine {
  /** Begins a conversation with the flow's first question (for a round, the invitation itself). */
  start(flow: Flow, locale: Locale, context: Context): Turn;
  /** Reads one message. Never throws for anything a person can send. */
  receive(flow: Flow, state: State, input: Input, context: Context): Turn;
  /**
   * Hears the words by which people decide over themselves and their data (STOP, BAHASA, PRIVASI, DATA SAYA, HAPUS
   * DATA, and the answers to what these ask), also of somebody with whom there is no talk.
   * @returns null for everything else
   */
  receiveOwn(flow: Flow, state: State, input: Input, context: Context): Turn | null;
  /** Goes on after a {@link Turn.call} was carried out. */
  resume(flow: Flow, state: State, result: CallResult, context: Context): Turn;
  /** The message by which a proposer learns a released answer. */
  renderAnswer(locale: Locale, proposal: ProposalGlimpse, timeZone: string): string;
}

/** @param texts what is said, in every language */
export function createEngine(texts: Texts): Engine {
  const readCommand = createCommandReader(texts);
  const open = (flow: Flow, state: State, context: Context): Talk => ({
    flow,
    state: structuredClone(state),
    context,
    texts,
    readCommand,
    replies: [],
    effects: [],
    call: null,
  });
  return {
    start(flow, locale, context) {
      const talk = open(flow, newState(flow, locale), context);
      goTo(talk, flow.start);
      return toTurn(talk);
    },
    receive(flow, state, input, context) {
      const talk = open(flow, state, context);
      listen(talk, input);
      return toTurn(talk);
    },
    receiveOwn(flow, state, input, context) {
      // A talk that stood open is put off: its question is not asked now, and not lost.
      const status = state.status === 'open' ? 'later' : state.status;
      const talk = open(flow, { ...state, status }, context);
      if (!isOwn(talk, input)) return null;
      listen(talk, input);
      return toTurn(talk);
    },
    resume(flow, state, result, context) {
      const talk = open(flow, state, context);
      goOn(talk, result);
      return toTurn(talk);
    },
    renderAnswer: (locale, proposal, timeZone) => renderReleased(texts, locale, proposal, timeZone),
  };
}

function newState(flow: Flow, locale: Locale): State {
  return {
    schema: 1,
    flow: { id: flow.id, version: flow.version },
    locale,
    status: 'open',
    step: flow.start,
    proposal: 1,
    answers: {},
    trail: [],
    misses: 0,
    returnTo: null,
    menu: null,
    sofar: null,
    submitted: [],
  };
}

/** Which counted question a talk stands at ("3" of 3/9), or null where it stands at none. */
export function questionNumber(flow: Flow, state: State): number | null {
  return currentStep({ flow, state })?.number ?? null;
}

function listen(talk: Talk, input: Input): void {
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

function isOwn(talk: Talk, input: Input): boolean {
  const command = commandOf(talk, input);
  if (command) return ownCommands.includes(command.name);
  return ownMenus.includes(talk.state.menu ?? '') && choiceMade(talk, input) !== null;
}

/**
 * The command a message is, if it is one. Where choices stand, a near spelling of one of them is never a command, and
 * "mulai" at "Ya, mulai" is that answer; with a slash it is always the command (the button of a bot's menu).
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

/** Somebody writes whose talk is not open: he declined, stopped, was the wrong person, or is done. */
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
  // He had stopped after the last question: there is nothing left to go on with.
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

/** All is sent. While the quota lasts he may go on with another proposal. */
function wakeDone(talk: Talk): void {
  const { state, context, flow } = talk;
  state.status = 'done';
  if (!flow.steps.more || context.quotaLeft <= 0)
    return say(talk, firstText(talk, [`${flow.id}.asleep.done`, 'conversation.asleep.done']));
  state.status = 'open';
  goTo(talk, 'more');
}

function answerStep(talk: Talk, input: Input): void {
  const { state } = talk;
  const step = currentStep(talk);
  if (!step) return goTo(talk, talk.flow.start);
  const reading =
    (step.kind === 'text' ? readSeveral(talk, step, input) : null) ?? readInAnyLanguage(talk, step, input);
  if (reading.kind === 'answer' && offersToSplit(talk, reading)) {
    state.misses = 0;
    return ask(talk, false);
  }
  if (reading.kind === 'answer') return accept(talk, reading.value, reading.words);
  if (reading.kind === 'miss') return explain(talk, reasonFor(talk, input, reading.reason));
  state.sofar = reading.value;
  state.misses = 0;
  ask(talk, false);
}

/** A photo that comes early is asked for again at its own question: he is told so. */
function reasonFor({ flow, state }: Talk, input: Input, reason: string): string {
  const photoStep = Object.keys(flow.steps).find((id) => flow.steps[id]?.kind === 'photos');
  return input.kind === 'photo' && photoStep && photoStep !== state.step ? 'photo-later' : reason;
}

/** In the talk's language, and where that makes no sense of it, in the others: "ya" is a yes in a Banjar talk too. */
function readInAnyLanguage(talk: Talk, step: Step, input: Input): Reading {
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
