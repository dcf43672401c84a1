import { channelOf } from '../../channels/address.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import { queueNames, type RepliesJob } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';
import { applyEffect } from './effects.ts';

/** Does what was written: the effects, then the outbox. Repeating it changes nothing. */
export async function finishTurn(conversation: Conversation, runtime: Runtime): Promise<void> {
  if (conversation.effects.length > 0) {
    for (const { effect } of conversation.effects)
      await applyEffect(effect, conversation._id, conversation.round, runtime.privacyKey);
    await ConversationModel.updateOne(
      { _id: conversation._id },
      { $pull: { effects: { turn: { $lte: conversation.turn } } } },
    );
  }
  await feedOutbox(conversation, runtime);
}

/** Queues every turn that still has something to send; the derived job id makes a second time harmless. */
async function feedOutbox(conversation: Conversation, runtime: Runtime): Promise<void> {
  const due = new Map(
    conversation.outbox.filter((entry) => !entry.failed).map((entry) => [entry.turn, entry.address]),
  );
  for (const [turn, address] of due) {
    const job: RepliesJob = { participant: conversation._id, turn };
    await runtime.queues.get(queueNames.replies(channelOf(address))).add('replies', job, {
      jobId: `${conversation._id}.${turn}`,
      // By the service's clock, which is what its age is measured by.
      timestamp: runtime.now().getTime(),
      attempts: 6,
      backoff: { type: 'exponential', delay: 1_000 },
    });
  }
}
