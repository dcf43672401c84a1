import type { Flow } from '../../conversation/flow.ts';
import type { Seen } from '../../conversation/question.ts';
import { kindOfRole } from '../../conversation/roles.ts';
import type { Context, State } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import type { Round } from '../../rounds/round.model.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import type { Message } from '../../talks/message.model.ts';
import type { NextTurn } from '../../talks/save-turn.ts';
import type { Runtime } from '../runtime.ts';
import { withMessage } from '../voices/take-voices.ts';
import { toInput } from './to-input.ts';

/**
 * What is said to a question that the office has reopened, where the talk that it stands in is over: its round is closed, or
 * another one has begun.
 */
export async function hearReopened(
  message: Message,
  known: {
    participant: Participant;
    round: Round | null;
    conversation: Conversation | null;
    context: Context;
    seen: Seen | null;
  },
  runtime: Runtime,
): Promise<NextTurn | null> {
  const { participant, conversation, context, seen } = known;
  const { state, round = null } = conversation ?? {};
  const goesOn = known.round !== null && known.round._id === round;
  if (!state?.reopened?.length || goesOn || participant.refused) return null;
  const flow = await runtime.flows.pinned(state.flow);
  const said = runtime.engine.receiveReopened(flow, state, toInput(message.content), seen, context);
  return said && { turn: withMessage(said, message, flow), round };
}

/** What kind of answer is waited for. */
export function kindAsked({ steps }: Flow, { step, reopened }: State): string | undefined {
  const open = reopened?.find(({ when }) => when === 'now');
  return open ? kindOfRole[open.role] : steps[step ?? '']?.kind;
}
