import { type InboxJob, inboxShards, type Queues, queueNames } from '../queues/queues.ts';

/** Every part of the inbox. */
export const allShards: readonly number[] = Array.from({ length: inboxShards }, (_, shard) => shard);

/** Tells some worker that messages wait in these parts of the inbox. Once too often costs one look. */
export async function wakeInbox(queues: Queues, shards: Iterable<number>): Promise<void> {
  const jobs = [...shards].map((shard) => ({
    name: 'wake',
    data: { shard } satisfies InboxJob,
    // It is worth nothing once it was heard.
    opts: { removeOnComplete: true, removeOnFail: true },
  }));
  if (jobs.length > 0) await queues.get(queueNames.inbox).addBulk(jobs);
}
