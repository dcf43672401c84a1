import type { Call, Turn } from '../../conversation/types.ts';
import type { Runtime } from '../runtime.ts';
import { carryOut } from './calls.ts';
import { type Hearing, mustBeRead } from './hearing.ts';

/** What makes a proposal of what stands in the talk. */
const proposing: readonly Call['name'][] = ['submit', 'carry'];

/** Carries out what the engine asks for until it asks no more; all replies of the way go out together. */
export async function answerCalls(first: Turn, hearing: Hearing, runtime: Runtime): Promise<Turn> {
  const { message, participant, round, context } = hearing;
  const { channel, address } = message;
  let turn = first;
  while (turn.call) {
    if (proposing.includes(turn.call.name)) mustBeRead(hearing);
    const result = await carryOut(turn.call, {
      participant,
      round,
      channel,
      address,
      queues: runtime.queues,
      now: runtime.now(),
      classify: runtime.classify,
      patienceMs: runtime.patienceMs,
    });
    const quotaLeft =
      result.name === 'submit' && 'quotaLeft' in result ? result.quotaLeft : context.quotaLeft;
    const flow = await runtime.flows.pinned(turn.state.flow);
    const resumed = runtime.engine.resume(flow, turn.state, result, { ...context, quotaLeft });
    turn = {
      ...resumed,
      replies: [...turn.replies, ...resumed.replies],
      effects: [...turn.effects, ...resumed.effects],
    };
  }
  return turn;
}
