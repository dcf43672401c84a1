/**
 * The engine: (flow, state, input, context) -> (state, replies, effects, perhaps a call). Pure: it can be replayed,
 * fuzzed and simulated, and whatever is sent to it, it answers.
 */
import { type Locale, locales } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import { ask } from './ask.ts';
import { choicesNow } from './choices.ts';
import { type Command, createCommandReader } from './commands.ts';
import type { Flow, Step } from './flow.ts';
import { handleCommand } from './handle-command.ts';
import { findChoice } from './inputs/choice.ts';
import { readers } from './inputs/index.ts';
import type { Reading } from './inputs/input.ts';
import { accept, beginProposal, changeAnswer, end, goTo } from './moves.ts';
import { glimpseLines, renderReleased } from './receipts.ts';
import { explain } from './retries.ts';
import { currentStep, dayOf, say, type Talk, t, toTurn } from './talk.ts';
import type { CallResult, Context, Input, ProposalGlimpse, State, Turn } from './types.ts';

export interface Engine {
  /** Begins a conversation with the flow's first question (for a round, the invitation itself). */
  start(flow: Flow, locale: Locale, context: Context): Turn;
  /** Reads one message. Never throws for anything a person can send. */
  receive(flow: Flow, state: State, input: Input, context: Context): Turn;
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
  if (state.status !== 'open') return wake(talk, input, command);
  if (command) return handleCommand(talk, command);
  if (state.menu) return answerMenu(talk, input);
  answerStep(talk, input);
}

function commandOf(talk: Talk, input: Input): Command | null {
  if (input.kind !== 'text') return null;
  const freeText = currentStep(talk)?.kind === 'text' || currentStep(talk)?.kind === 'place';
  return talk.readCommand(input.text, !freeText);
}

/** Somebody writes whose talk is not open: he declined, stopped, was the wrong person, or is done. */
function wake(talk: Talk, input: Input, command: Command | null): void {
  const { state, context } = talk;
  if (command && ['status', 'check', 'language', 'stop'].includes(command.name))
    return handleCommand(talk, command);
  const begins = command?.name === 'start';
  if ((state.status === 'stopped' || state.status === 'wrong-person') && !begins) {
    return say(talk, t(talk, `conversation.asleep.${state.status}`));
  }
  if (state.status === 'done') return wakeDone(talk);
  if (state.status !== 'later') talk.effects.push({ kind: 'returned', at: context.now });
  const waited = state.status === 'later';
  state.status = 'open';
  // "Nanti saja" and days later simply "ya": that is an answer.
  const answers = waited && input.kind === 'text' && !begins && findChoice(input.text, choicesNow(talk));
  if (answers) answerStep(talk, input);
  else goTo(talk, state.step ?? talk.flow.start);
}

/** All is sent. While the quota lasts he may go on with another proposal. */
function wakeDone(talk: Talk): void {
  const { state, context, flow } = talk;
  if (!flow.steps.more || context.quotaLeft <= 0) return say(talk, t(talk, 'conversation.asleep.done'));
  state.status = 'open';
  goTo(talk, 'more');
}

function answerStep(talk: Talk, input: Input): void {
  const { state } = talk;
  const step = currentStep(talk);
  if (!step) return goTo(talk, talk.flow.start);
  const reading = readInAnyLanguage(talk, step, input);
  if (reading.kind === 'answer') return accept(talk, reading.value, reading.words);
  if (reading.kind === 'miss') return explain(talk, reading.reason);
  state.sofar = reading.value;
  state.misses = 0;
  const count = reading.value.kind === 'photos' ? reading.value.photos.length : 0;
  const amount = reading.value.kind === 'quantity' ? reading.value.amount : 0;
  const done =
    reading.say === 'more-photos' ? [{ value: 'selesai', label: t(talk, 'conversation.partly.done') }] : [];
  say(talk, t(talk, `conversation.partly.${reading.say}`, { count, amount }), done, { asks: state.step });
}

/** In the talk's language, and where that makes no sense of it, in the others: "ya" is a yes in a Banjar talk too. */
function readInAnyLanguage(talk: Talk, step: Step, input: Input): Reading {
  const { state } = talk;
  const read = (locale: Locale) => {
    const choices = choicesNow({ ...talk, state: { ...state, locale } });
    return readers[step.kind](input, { step, choices, sofar: state.sofar ?? undefined });
  };
  const own = read(state.locale);
  if (own.kind !== 'miss' || step.kind !== 'choice') return own;
  const others = locales.filter((locale) => locale !== state.locale).map(read);
  return others.find((reading) => reading.kind === 'answer') ?? own;
}

function answerMenu(talk: Talk, input: Input): void {
  const { state } = talk;
  const choices = choicesNow(talk);
  const value =
    input.kind === 'choice'
      ? input.value
      : input.kind === 'text'
        ? findChoice(input.text, choices)?.value
        : undefined;
  const chosen = choices.find((choice) => choice.value === value);
  const { menu } = state;
  if (!chosen) return explain(talk, 'unknown-choice');
  state.menu = null;
  state.misses = 0;
  if (menu === 'change') return changeAnswer(talk, chosen.value);
  if (menu === 'cancel' && chosen.value === 'yes') return cancel(talk);
  const locale = menu === 'language' ? locales.find((one) => one === chosen.value) : undefined;
  if (locale) {
    state.locale = locale;
    talk.effects.push({ kind: 'language', locale });
    say(talk, t(talk, 'conversation.language.changed'));
  }
  if (state.status === 'open') ask(talk);
}

/** Drops the proposal that is being written; what was sent stays sent. */
function cancel(talk: Talk): void {
  beginProposal(talk);
  say(talk, t(talk, 'conversation.cancelled'));
  const { flow, state } = talk;
  goTo(talk, flow.steps.more ? 'more' : flow.start);
  state.menu = null;
}

function goOn(talk: Talk, result: CallResult): void {
  const { state, context } = talk;
  if (result.name === 'lookup') {
    say(talk, result.found ? glimpseLines(talk, result.found) : t(talk, 'conversation.check.unknown'));
    return askAgain(talk);
  }
  if (result.name === 'status') {
    const none = result.proposals.length === 0;
    say(
      talk,
      none
        ? t(talk, 'conversation.status.none')
        : result.proposals.map((one) => glimpseLines(talk, one)).join('\n\n'),
    );
    return askAgain(talk);
  }
  if ('refused' in result) {
    say(talk, t(talk, `conversation.refused.${result.refused}`));
    return result.refused === 'quota' ? end(talk, 'done') : askAgain(talk);
  }
  state.submitted.push({ number: state.proposal, code: result.code, at: context.now });
  const answerBy = dayOf(result.answerBy, context.timeZone);
  say(
    talk,
    t(talk, 'conversation.receipt', { code: result.code, answer_by: answerBy, quota_left: result.quotaLeft }),
  );
  beginProposal(talk);
  if (result.quotaLeft > 0 && talk.flow.steps.more) goTo(talk, 'more');
  else end(talk, 'done');
}

function askAgain(talk: Talk): void {
  if (talk.state.status === 'open') ask(talk, false);
}
