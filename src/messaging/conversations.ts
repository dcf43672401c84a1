import type { Reply, Turn } from '../conversation/types.ts';
import { isDuplicate } from '../storage/mongodb.ts';
import { channelOf } from './addresses.ts';
import { type Conversation, ConversationModel, handledKept, type OutboxEntry } from './conversation.model.ts';
import { applyEffect } from './effects.ts';
import type { House } from './house.ts';
import { queueNames, type RepliesJob } from './queues.ts';

/** What is to be written after a message: the engine's turn, or a remark that changes no state. */
export interface NextTurn {
  turn: Turn | null;
  remark?: Reply;
  rembuk: string | null;
}

/**
 * Writes state, replies and effects in one go, guarded by the version that was read.
 * @param written.handled the message that this answers, remembered so that it is never answered again
 * @returns the conversation as it stands now, or null when somebody else has changed it meanwhile
 */
export async function saveTurn(
  participant: string,
  before: Conversation | null,
  written: NextTurn & { address: string; handled?: string },
  house: House,
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
      { _id: participant, version },
      {
        $set: {
          rembuk: written.rembuk,
          state: written.turn?.state ?? before?.state ?? null,
          version: version + 1,
          turn,
          updatedAt: house.now(),
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

/** Does what was written: the effects, then the outbox. Repeating it changes nothing. */
export async function finishTurn(conversation: Conversation, house: House): Promise<void> {
  if (conversation.effects.length > 0) {
    for (const { effect } of conversation.effects)
      await applyEffect(effect, conversation._id, conversation.rembuk, house.privacyKey);
    await ConversationModel.updateOne(
      { _id: conversation._id },
      { $pull: { effects: { turn: { $lte: conversation.turn } } } },
    );
  }
  await feedOutbox(conversation, house);
}

/** Queues every turn that still has something to send; the derived job id makes a second time harmless. */
async function feedOutbox(conversation: Conversation, house: House): Promise<void> {
  const due = new Map(
    conversation.outbox.filter((entry) => !entry.failed).map((entry) => [entry.turn, entry.address]),
  );
  for (const [turn, address] of due) {
    const job: RepliesJob = { participant: conversation._id, turn };
    await house.queues.get(queueNames.replies(channelOf(address))).add('replies', job, {
      jobId: `${conversation._id}.${turn}`,
      // By the house's clock, which is what its age is measured by.
      timestamp: house.now().getTime(),
      attempts: 6,
      backoff: { type: 'exponential', delay: 1_000 },
    });
  }
}
