import { type InboxJob, type Queues, queueNames } from '../queues/queues.ts';

/** Tells some worker that messages wait. Once too often costs one look. */
export async function wakeInbox(queues: Queues): Promise<void> {
  const job: InboxJob = {};
  // It is worth nothing once it was heard.
  await queues.get(queueNames.inbox).add('wake', job, { removeOnComplete: true, removeOnFail: true });
}
