import { ProposalModel } from '../../proposals/proposal.model.ts';
import { answerLeftSupporters } from '../../proposals/support.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import { finishWithdrawals } from '../handling/confirming.ts';
import { finishTurn } from '../handling/finish-turn.ts';
import { queueProposal } from '../handling/queue-proposal.ts';
import type { Runtime } from '../runtime.ts';
import { queueUnhandled } from './inbox.ts';

/**
 * What the database says is still to be done, put into the queues again. The queues remember it themselves
 * across a crash; this is for a Redis that was lost or came back older. Job ids are derived, so what a queue
 * still knows is not queued twice. Invitations, reminders and answers are in
 * no queue: their sender reads them from the database.
 */
export async function recover(runtime: Runtime): Promise<void> {
  const { queues, log } = runtime;
  const messages = await queueUnhandled(queues);
  let conversations = 0;
  const unfinished = ConversationModel.find({
    $or: [{ 'outbox.0': { $exists: true } }, { 'effects.0': { $exists: true } }],
  });
  for await (const conversation of unfinished.lean().cursor()) {
    await finishTurn(conversation, runtime);
    conversations += 1;
  }
  const unclassified = await ProposalModel.find({ status: 'submitted' }).lean();
  for (const proposal of unclassified) await queueProposal(proposal, queues);
  await answerLeftSupporters();
  await finishWithdrawals(runtime);
  const counts = {
    messages,
    conversations,
    proposals: unclassified.length,
  };
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'Took up what was left unfinished');
}
