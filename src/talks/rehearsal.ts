/** A talk that nobody hears: the real engine, with stand-ins for what the service would look up or store. */
import type { Engine } from '../conversation/engine.ts';
import type { Flow } from '../conversation/flow.ts';
import type { ProposalGlimpse } from '../conversation/glimpse.ts';
import type { CallResult, Context, Input, State, Turn } from '../conversation/types.ts';
import type { Locale } from '../texts/locales.ts';

export interface Rehearsal {
  /** The last turn, the first one to begin with. */
  readonly turn: Turn;
  receive(input: Input): Turn;
}

/**
 * Begins a talk whose state is written out and read back between every two messages, as the service does it.
 * @param context of whoever talks; its quota goes down with each proposal
 */
export function rehearse(engine: Engine, flow: Flow, locale: Locale, context: Context): Rehearsal {
  const sent: ProposalGlimpse[] = [];
  let turn = engine.start(flow, locale, context);
  return {
    get turn() {
      return turn;
    },
    receive(input) {
      const state: State = JSON.parse(JSON.stringify(turn.state));
      turn = answerCalls(engine, flow, engine.receive(flow, state, input, context), context, sent);
      return turn;
    },
  };
}

/** Stands in for the house: hands out codes in order and remembers what was sent. */
function answerCalls(
  engine: Engine,
  flow: Flow,
  first: Turn,
  context: Context,
  sent: ProposalGlimpse[],
): Turn {
  let turn = first;
  while (turn.call) {
    const result = answerCall(turn.call, context, sent);
    const resumed = engine.resume(flow, turn.state, result, context);
    turn = {
      ...resumed,
      replies: [...turn.replies, ...resumed.replies],
      effects: [...turn.effects, ...resumed.effects],
    };
  }
  return turn;
}

function answerCall(call: NonNullable<Turn['call']>, context: Context, sent: ProposalGlimpse[]): CallResult {
  if (call.name === 'classify') return { name: 'classify', insight: null };
  if (call.name === 'shared') return { name: 'shared', shared: [] };
  if (call.name === 'twins') return { name: 'twins', twins: null };
  if (call.name === 'unfunded') return { name: 'unfunded', unfunded: [] };
  if (call.name === 'carry') return { name: 'carry', refused: 'gone' };
  if (call.name === 'my-data') return { name: 'my-data', facts: [{ key: 'no-consent', params: {} }] };
  if (call.name === 'status') return { name: 'status', proposals: sent };
  if (call.name === 'lookup') {
    const code = call.code.toUpperCase().replaceAll(/[\s-]+/g, '-');
    return { name: 'lookup', found: sent.find((one) => one.code === code) ?? null };
  }
  if (context.quotaLeft <= 0) return { name: 'submit', refused: 'quota' };
  const code = `RR-26-0103-${String(sent.length + 1).padStart(4, '0')}`;
  const answerBy = new Date(Date.parse(context.now) + 5 * 24 * 3600 * 1000).toISOString();
  sent.push({ code, title: call.answers.proposal?.words ?? '', status: 'submitted', answer: null, answerBy });
  context.quotaLeft -= 1;
  return { name: 'submit', code, answerBy, quotaLeft: context.quotaLeft };
}
