import { countAnswers, dropAnswer, retryAnswer, undeliveredAnswers } from '../../outreach/model/answers.ts';
import { countNotices, dropNotice, retryNotice, undeliveredNotices } from '../../outreach/model/notices.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import { maskPersonal } from '../../texts/mask.ts';
import { queueWake } from '../inbox/wake.ts';
import { type Queues, queueNames, type TurnToSend } from './queues.ts';
import { forgetTries } from './tries.ts';

/** What was given up: what it was, why, and when. It stays until staff try it again or discard it. */
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

/** Released answers stand in the database, not in a queue; here they are shown as if they had one of this name. */
const answersQueue = 'answers';
/** So do notices of what followed. */
const noticesQueue = 'notices';
/** So do messages that could not be handled; the queue of this name only says that messages wait. */
const inboxQueue = queueNames.inbox;

/** How full each queue is. */
export async function countQueues(queues: Queues): Promise<QueueCount[]> {
  const counts = await Promise.all(
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
  const unread = await MessageModel.countDocuments({ givenUp: { $exists: true } });
  const counted = counts.map((one) => (one.queue === inboxQueue ? { ...one, failed: unread } : one));
  return [
    ...counted,
    { queue: answersQueue, ...asQueue(await countAnswers()) },
    { queue: noticesQueue, ...asQueue(await countNotices()) },
  ];
}

const asQueue = ({
  queued = 0,
  sending = 0,
  failed = 0,
  unknown = 0,
}: Awaited<ReturnType<typeof countNotices>>) => ({
  waiting: queued,
  active: sending,
  delayed: 0,
  failed: failed + unknown,
});

/** The dead letters of all queues, and the answers and notices that could not be delivered, newest first. */
export async function listDeadLetters(queues: Queues): Promise<DeadLetter[]> {
  const lists = await Promise.all(
    queues.all().map(async (queue) => {
      const jobs = await queue.getFailed(0, shownPerQueue - 1);
      return jobs.map((job) => ({
        queue: queue.name,
        id: job.id ?? '',
        reason: maskPersonal(job.failedReason ?? ''),
        at: new Date(job.finishedOn ?? job.timestamp),
      }));
    }),
  );
  const answers = (await undeliveredAnswers(shownPerQueue)).map(({ _id: id, decision }) => ({
    queue: answersQueue,
    id,
    reason: maskPersonal(decision?.delivery?.reason ?? ''),
    at: decision?.delivery?.at ?? new Date(0),
  }));
  const notices = (await undeliveredNotices(shownPerQueue)).map(({ _id: id, reason = '', queuedAt: at }) => ({
    queue: noticesQueue,
    id,
    reason: maskPersonal(reason),
    at,
  }));
  return [...lists.flat(), ...(await unreadMessages()), ...answers, ...notices].sort(
    (a, b) => b.at.getTime() - a.at.getTime(),
  );
}

/** Messages that could not be handled, newest first. */
async function unreadMessages(): Promise<DeadLetter[]> {
  const found = await MessageModel.find({ givenUp: { $exists: true } }, { givenUp: 1 })
    .sort({ 'givenUp.at': -1 })
    .limit(shownPerQueue)
    .lean();
  return found.flatMap(({ _id: id, givenUp }) =>
    givenUp ? [{ queue: inboxQueue, id, reason: maskPersonal(givenUp.reason), at: givenUp.at }] : [],
  );
}

/** Reads a message again that was given up. */
async function retryMessage(queues: Queues, id: string): Promise<void> {
  await forgetTries(queues, inboxQueue, id);
  const { matchedCount } = await MessageModel.updateOne(
    { _id: id, givenUp: { $exists: true } },
    { $set: { waiting: true }, $unset: { givenUp: 1, faults: 1, retryAt: 1 } },
  );
  if (matchedCount > 0) await queueWake(queues);
}

/** Tries a dead letter again. One that is gone meanwhile is no error: somebody else was quicker. */
export async function retryDeadLetter(
  queues: Queues,
  queueName: string,
  id: string,
  now: Date,
): Promise<void> {
  if (queueName === answersQueue) return retryAnswer(id, now);
  if (queueName === noticesQueue) return retryNotice(id);
  if (queueName === inboxQueue) return retryMessage(queues, id);
  const queue = queues.all().find((known) => known.name === queueName);
  const job = await queue?.getJob(id);
  if (!job || !(await job.isFailed())) return;
  if (queueName.startsWith('replies-')) {
    const { participant, turn }: TurnToSend = job.data;
    await ConversationModel.updateOne(
      { _id: participant },
      { $unset: { 'outbox.$[entry].failed': 1 } },
      { arrayFilters: [{ 'entry.turn': turn }] },
    );
  }
  await forgetTries(queues, queueName, id);
  await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
}

/** Gives a dead letter up for good; a reply leaves its outbox too. */
export async function discardDeadLetter(
  queues: Queues,
  queueName: string,
  id: string,
  now: Date,
): Promise<void> {
  if (queueName === answersQueue) return dropAnswer(id, now);
  if (queueName === noticesQueue) return dropNotice(id);
  if (queueName === inboxQueue) {
    await forgetTries(queues, inboxQueue, id);
    await MessageModel.updateOne({ _id: id }, { $set: { handledAt: now }, $unset: { givenUp: 1 } });
    return;
  }
  const queue = queues.all().find((known) => known.name === queueName);
  const job = await queue?.getJob(id);
  if (!job || !(await job.isFailed())) return;
  if (queueName.startsWith('replies-')) {
    const { participant, turn }: TurnToSend = job.data;
    await ConversationModel.updateOne({ _id: participant }, { $pull: { outbox: { turn } } });
  }
  await forgetTries(queues, queueName, id);
  await job.remove();
}
