/**
 * The engine: (flow, state, input, context) -> (state, replies, effects, perhaps a call). Pure: it can be replayed,
 * fuzzed and simulated, and whatever is sent to it, it answers.
 */
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import { withoutQuestion } from './copied-question.ts';
import { correct } from './correct.ts';
import type { Flow } from './flow.ts';
import type { ProposalGlimpse } from './glimpse.ts';
import { hear } from './hear.ts';
import { rememberHeard } from './heard.ts';
import { listenLate } from './late.ts';
import { isOwn, listen } from './listen.ts';
import { listenReopened, listenReopenedLate } from './listen-reopened.ts';
import { goTo } from './moves.ts';
import type { Seen } from './question.ts';
import { createMessageReader, type MessageReader } from './reading/reader.ts';
import { renderReleased } from './receipts.ts';
import { reopen, settleReopened } from './reopened.ts';
import { goOn } from './results.ts';
import { isSaidTwice } from './said-twice.ts';
import { copyOf, currentStep, type Talk, toTurn } from './talk.ts';
import type { CallResult, Context, Input, Reopened, State, Turn } from './types.ts';

export interface Engine {
  /** By which messages are read; for who reads them beside a talk. */
  reader: MessageReader;
  /** Begins a conversation with the flow's first question (for a round, the invitation itself). */
  start(flow: Flow, locale: Locale, context: Context): Turn;
  /** Reads one message. Never throws for anything a person can send. */
  receive(flow: Flow, state: State, input: Input, context: Context): Turn;
  /** Reads a message that was written before another question than the one that waits; see `late.ts`. */
  receiveLate(flow: Flow, state: State, input: Input, seen: Seen, context: Context): Turn;
  /** Reads a message as its sender has edited it; `message` is the inbox's id of the one that it was. See `correct.ts`. */
  correct(flow: Flow, state: State, input: Input, message: string, context: Context): Turn;
  /**
   * Reads the words by which people decide about themselves and their data (STOP, BAHASA, PRIVASI, DATA SAYA, HAPUS
   * DATA, and the answers to what these ask); they are understood also where there is no talk.
   * @returns null for everything else
   */
  receiveOwn(flow: Flow, state: State, input: Input, context: Context): Turn | null;
  /**
   * Reads a voice note among the answers, whose words its speaker has confirmed, put right or refused; see `hear.ts`.
   * @returns null where it is no answer of the proposal that is being written
   */
  hear(flow: Flow, state: State, mediaId: string, context: Context): Turn | null;
  /** Asks a question of a sent proposal again, whose answer the office lacks. */
  reopen(
    flow: Flow,
    state: State,
    request: Pick<Reopened, 'proposal' | 'code' | 'role' | 'since'>,
    context: Context,
  ): Turn;
  /**
   * Reads what is said to such a question where the talk it stands in is over: its round is closed, or another one has begun.
   * @returns null for everything else
   */
  receiveReopened(flow: Flow, state: State, input: Input, seen: Seen | null, context: Context): Turn | null;
  /** Goes on after a {@link Turn.call} was carried out. */
  resume(flow: Flow, state: State, result: CallResult, context: Context): Turn;
  /** The message by which a proposer learns a released answer. */
  renderAnswer(locale: Locale, proposal: ProposalGlimpse, timeZone: string): string;
}

/** Makes the engine. @param texts what it says, in every language */
export function createEngine(texts: Texts): Engine {
  const reader = createMessageReader(texts);
  const open = (flow: Flow, state: State, context: Context): Talk => ({
    flow,
    state: copyOf(state),
    context,
    texts,
    reader,
    replies: [],
    effects: [],
    call: null,
  });
  return {
    reader,
    start(flow, locale, context) {
      const talk = open(flow, newState(flow, locale), context);
      goTo(talk, flow.start);
      return toTurn(talk);
    },
    receive(flow, state, input, context) {
      const talk = open(flow, state, context);
      const said = withoutQuestion(talk, input);
      if (!isSaidTwice(talk, said) && !listenReopened(talk, said)) listen(talk, said);
      settleReopened(talk);
      rememberHeard(talk, state, input);
      return toTurn(talk);
    },
    receiveLate(flow, state, input, seen, context) {
      const talk = open(flow, state, context);
      const said = withoutQuestion(talk, input, seen.question?.step);
      if (!listenReopenedLate(talk, said, seen)) listenLate(talk, said, seen);
      settleReopened(talk);
      rememberHeard(talk, state, input);
      return toTurn(talk);
    },
    correct(flow, state, input, message, context) {
      const talk = open(flow, state, context);
      correct(talk, input, message);
      return toTurn(talk);
    },
    receiveOwn(flow, state, input, context) {
      // An open talk is put off: its question is not asked now, and not lost.
      const status = state.status === 'open' ? 'later' : state.status;
      const talk = open(flow, { ...state, status }, context);
      if (!isOwn(talk, input)) return null;
      listen(talk, input);
      return toTurn(talk);
    },
    hear(flow, state, mediaId, context) {
      const talk = open(flow, state, context);
      return hear(talk, mediaId) ? toTurn(talk) : null;
    },
    resume(flow, state, result, context) {
      const talk = open(flow, state, context);
      goOn(talk, result);
      settleReopened(talk);
      return toTurn(talk);
    },
    reopen(flow, state, request, context) {
      const talk = open(flow, state, context);
      reopen(talk, request);
      return toTurn(talk);
    },
    receiveReopened(flow, state, input, seen, context) {
      if (seen?.sure && !seen.question?.side?.startsWith('reopened:')) return null;
      const talk = open(
        flow,
        { ...state, status: state.status === 'open' ? 'later' : state.status },
        context,
      );
      if (!listenReopened(talk, input)) return null;
      settleReopened(talk);
      return toTurn(talk);
    },
    renderAnswer: (locale, proposal, timeZone) => renderReleased(texts, locale, proposal, timeZone),
  };
}

function newState(flow: Flow, locale: Locale): State {
  return {
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

/**
 * The number of the counted question that a talk is at (the 3 of "3/9"); null where it is at none. What is asked of proposals of
 * earlier rounds comes before the first, and counts with it.
 */
export function questionNumber(flow: Flow, state: State): number | null {
  const step = currentStep({ flow, state });
  return step?.number ?? (step?.role === 'still_needed' ? 1 : null);
}
