import { findParticipant } from '../../people/participants.ts';
import { saveTurn } from '../../talks/save-turn.ts';
import type { Runtime } from '../runtime.ts';
import { finishTurns } from './finish-turns.ts';
import { takeTurn } from './take-turn.ts';
import type { Thought } from './think.ts';
import { whyNoTalk } from './without-talk.ts';

/** Somebody who has just registered themselves goes straight on to the invitation. */
export async function goStraightOn({ after, handled }: Thought, runtime: Runtime): Promise<void> {
  const message = handled.at(-1);
  if (!message || after?.round !== null) return;
  const participant = await findParticipant(after._id);
  if (!participant?.village || whyNoTalk(participant, await runtime.contexts.round(), runtime)) return;
  const next = await takeTurn({ message, participant, conversation: after }, runtime);
  if (!next.turn) return;
  const { address } = message;
  const invited = await saveTurn(participant._id, after, { ...next, address }, runtime.now());
  if (invited) await finishTurns([{ conversation: invited, claimed: false }], runtime);
}
