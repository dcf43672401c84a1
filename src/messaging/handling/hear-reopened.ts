import type { Flow } from '../../conversation/flow.ts';
import { kindOfRole } from '../../conversation/roles.ts';
import type { State } from '../../conversation/types.ts';
import { withMessage } from '../voices/take-voices.ts';
import type { Hearer } from './hearing.ts';
import { toInput } from './to-input.ts';

/**
 * What is said to a question that the office has reopened, where the talk that it stands in is over: its round is closed, or
 * another one has begun.
 */
export const hearReopened: Hearer = async (hearing, runtime) => {
  const { message, participant, conversation, context, seen } = hearing;
  const { state, round = null } = conversation ?? {};
  const goesOn = hearing.round !== null && hearing.round._id === round;
  if (!state?.reopened?.length || goesOn || participant.refused) return null;
  const flow = await runtime.flows.pinned(state.flow);
  const said = runtime.engine.receiveReopened(flow, state, toInput(message.content), seen, context);
  return said && { turn: withMessage(said, message, flow), round };
};

/** What kind of answer is waited for. */
export function kindAsked({ steps }: Flow, { step, reopened }: State): string | undefined {
  const open = reopened?.find(({ when }) => when === 'now');
  return open ? kindOfRole[open.role] : steps[step ?? '']?.kind;
}
