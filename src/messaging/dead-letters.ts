import { ConversationModel } from './conversation.model.ts';
import type { Queues, RepliesJob } from './queues.ts';

/** A job that was given up: what it was, why, and when. It stays until staff try it again or discard it. */
export interface DeadLetter {
  queue: string;
  id: string;
  reason: string;
  at: Date;
}

export interface QueueCount {
  queue: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

const shownPerQueue = 50;

/** How full each queue is. */
export async function countQueues(queues: Queues): Promise<QueueCount[]> {
  return Promise.all(
    queues.all().map(async (queue) => {
      const {
        waiting = 0,
        prioritized = 0,
        active = 0,
        delayed = 0,
        failed = 0,
      } = await queue.getJobCounts();
      return { queue: queue.name, waiting: waiting + prioritized, active, delayed, failed };
    }),
  );
}

/** The dead letters of all queues, newest first. */
export async function listDeadLetters(queues: Queues): Promise<DeadLetter[]> {
  const lists = await Promise.all(
    queues.all().map(async (queue) => {
      const jobs = await queue.getFailed(0, shownPerQueue - 1);
      return jobs.map((job) => ({
        queue: queue.name,
        id: job.id ?? '',
        reason: job.failedReason ?? '',
        at: new Date(job.finishedOn ?? job.timestamp),
      }));
    }),
  );
  return lists.flat().sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** Tries a dead letter again. One that is gone meanwhile is no error: somebody else was quicker. */
export async function retryDeadLetter(queues: Queues, queueName: string, id: string): Promise<void> {
  const queue = queues.all().find((known) => known.name === queueName);
  const job = await queue?.getJob(id);
  if (!job || !(await job.isFailed())) return;
  if (queueName.startsWith('replies-')) {
    const { participant, turn }: RepliesJob = job.data;
    await ConversationModel.updateOne(
      { _id: participant },
      { $unset: { 'outbox.$[entry].failed': 1 } },
      { arrayFilters: [{ 'entry.turn': turn }] },
    );
  }
  await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
}

/** Gives a dead letter up for good; a reply leaves its outbox too. */
export async function discardDeadLetter(queues: Queues, queueName: string, id: string): Promise<void> {
  const queue = queues.all().find((known) => known.name === queueName);
  const job = await queue?.getJob(id);
  if (!job || !(await job.isFailed())) return;
  if (queueName.startsWith('replies-')) {
    const { participant, turn }: RepliesJob = job.data;
    await ConversationModel.updateOne({ _id: participant }, { $pull: { outbox: { turn } } });
  }
  await job.remove();
}
