import { ProposalModel } from '../proposals/proposal.model.ts';
import { answerLeftSupporters } from '../proposals/support.ts';
import { finishWithdrawals } from './confirming.ts';
import { ConversationModel } from './conversation.model.ts';
import { finishTurn } from './conversations.ts';
import type { House } from './house.ts';
import { queueUnhandled } from './inbox.ts';
import { queueProposal } from './outbound.ts';

/**
 * What the database says is still to be done, put into the queues again. The queues remember it themselves
 * across a crash; this is for a Redis that was lost or came back older. Job ids are derived, so what a queue
 * still knows is not queued twice. Invitations, reminders and answers are in
 * no queue: their sender reads them from the database.
 */
export async function recover(house: House): Promise<void> {
  const { queues, log } = house;
  const messages = await queueUnhandled(queues);
  let conversations = 0;
  const unfinished = ConversationModel.find({
    $or: [{ 'outbox.0': { $exists: true } }, { 'effects.0': { $exists: true } }],
  });
  for await (const conversation of unfinished.lean().cursor()) {
    await finishTurn(conversation, house);
    conversations += 1;
  }
  const unclassified = await ProposalModel.find({ status: 'submitted' }).lean();
  for (const proposal of unclassified) await queueProposal(proposal, queues);
  await answerLeftSupporters();
  await finishWithdrawals(house);
  const counts = {
    messages,
    conversations,
    proposals: unclassified.length,
  };
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'Took up what was left unfinished');
}
