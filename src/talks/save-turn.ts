import type { Address } from '../channels/address.ts';
import type { Reply, Turn } from '../conversation/types.ts';
import type { ParticipantId } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { isDuplicate } from '../storage/mongodb.ts';
import { type Conversation, ConversationModel, handledKept, type OutboxEntry } from './conversation.model.ts';

/** What is to be written after a message: the engine's turn, or a remark that changes no state. */
export interface NextTurn {
  turn: Turn | null;
  remark?: Reply;
  round: RoundId | null;
}

/**
 * Writes state, replies and effects in one go, guarded by the version that was read.
 * @param written.handled the message that this answers, remembered so that it is never answered again
 * @returns the conversation as it stands now, or null when somebody else has changed it meanwhile
 */
export async function saveTurn(
  participantId: ParticipantId,
  before: Conversation | null,
  written: NextTurn & { address: Address; handled?: string },
  now: Date,
): Promise<Conversation | null> {
  const version = before?.version ?? 0;
  const turn = (before?.turn ?? 0) + 1;
  const replies = written.turn?.replies ?? (written.remark ? [written.remark] : []);
  const outbox = replies.map(
    (reply, index): OutboxEntry => ({ turn, index, address: written.address, reply }),
  );
  const effects = (written.turn?.effects ?? []).map((effect) => ({ turn, effect }));
  try {
    return await ConversationModel.findOneAndUpdate(
      { _id: participantId, version },
      {
        $set: {
          round: written.round,
          state: written.turn?.state ?? before?.state ?? null,
          version: version + 1,
          turn,
          updatedAt: now,
        },
        $push: {
          outbox: { $each: outbox },
          effects: { $each: effects },
          handled: { $each: written.handled ? [written.handled] : [], $slice: -handledKept },
        },
      },
      { upsert: version === 0, returnDocument: 'after' },
    ).lean();
  } catch (error) {
    // Two first messages at once: the other one has made the document.
    if (isDuplicate(error, '_id_')) return null;
    throw error;
  }
}
