import { type Job, type Processor, WaitingError, Worker, type WorkerOptions } from 'bullmq';
import type { Channel } from '../../channels/channel.ts';
import type { Classifier } from '../../classification/types.ts';
import { scrub } from '../../log.ts';
import { rateLimited } from '../../outreach/dispatch/rate-limiter.ts';
import { StoppingError, whenStorageIsThere } from '../../storage/when-there.ts';
import { classifyProposal } from '../classify.ts';
import { handleMessage } from '../handling/handle-message.ts';
import { fetchPhoto } from '../photos/fetch-photos.ts';
import { losePhoto } from '../photos/lost-photos.ts';
import { giveUpTurn, sendReplies } from '../replies/replies.ts';
import type { Runtime } from '../runtime.ts';
import { trainModel } from '../training.ts';
import {
  type InboxJob,
  inboxShards,
  type MediaJob,
  queueNames,
  type RepliesJob,
  type TrainJob,
} from './queues.ts';
import { counted } from './tries.ts';

// A job whose worker was killed is taken up again after the lock has run out and two checks have seen it:
// 8 to 16 s with these. BullMQ's own count of that is never reached: it does not part a job that ends the process from
// one that was under way beside it, or at a stop. `tries.ts` counts instead.
const recovery = { lockDuration: 8_000, stalledInterval: 4_000, maxStalledCount: 1_000_000 };

/** Replies sent side by side over one channel; each waits mostly for the network. */
const repliesAtOnce = 16;

interface Options<Data> extends Partial<WorkerOptions> {
  /** What else is to be done about a job that ended the process too often; safe to repeat. */
  givenUp?: (job: Job<Data>, reason: string) => Promise<void>;
}

function open<Data>(
  runtime: Runtime,
  name: string,
  work: Processor<Data>,
  { givenUp, ...options }: Options<Data> = {},
): Worker<Data> {
  const { redis, prefix } = runtime.queues;
  const process = counted(handingBack(discreet(work)), runtime.queues, runtime.stopping, givenUp);
  const worker = new Worker<Data>(name, process, {
    connection: redis,
    prefix,
    autorun: false,
    ...recovery,
    ...options,
  });
  worker.on('error', (error) => runtime.log.warn({ queue: name, error: error.message }, 'Worker'));
  worker.on('failed', (job: Job<Data> | undefined, error) => {
    runtime.log.error(
      { queue: name, job: job?.id, attempt: job?.attemptsMade, error: error.message },
      'Job failed',
    );
  });
  return worker;
}

/** What a job failed for is kept in Redis and shown to staff; a network's own words may hold a number. */
function discreet<Data>(work: Processor<Data>): Processor<Data> {
  return async (...job) => {
    try {
      return await work(...job);
    } catch (error) {
      if (error instanceof Error) {
        error.message = scrub(error.message);
        error.stack = scrub(error.stack ?? '');
      }
      throw error;
    }
  };
}

/** What a stop has cut short is no failure: the job goes back to its place, in front, for the next start. */
function handingBack<Data>(work: Processor<Data>): Processor<Data> {
  return async (job, token, signal) => {
    try {
      return await work(job, token, signal);
    } catch (error) {
      if (!(error instanceof StoppingError)) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    }
  };
}

/** Workers of the role `worker`: the conversations and the classifier. */
export function conversationWorkers(runtime: Runtime, classifier: Classifier): Worker[] {
  const handle = (job: Job<InboxJob>) =>
    whenStorageIsThere(() => handleMessage(job.data.message, runtime), runtime.log, runtime.stopping);
  const inboxes = Array.from({ length: inboxShards }, (_, shard) =>
    open(runtime, queueNames.inbox(shard), handle),
  );
  return [
    ...inboxes,
    open(runtime, queueNames.classify, (job) => classifyProposal(job, classifier, runtime)),
    open<TrainJob>(runtime, queueNames.train, (job) => trainModel(job, runtime)),
  ];
}

/** Workers of the role `gateway`: what is sent to and fetched from the networks. */
export function channelWorkers(runtime: Runtime): Worker[] {
  return runtime.channels.flatMap((channel) => [
    open<RepliesJob>(
      runtime,
      queueNames.replies(channel.name),
      (job, token = '') => sendReplies(job, token, inStep(channel, runtime), runtime),
      {
        concurrency: repliesAtOnce,
        givenUp: ({ data }, reason) => giveUpTurn(data.participant, data.turn, reason),
      },
    ),
    open<MediaJob>(runtime, queueNames.media(channel.name), (job) => fetchPhoto(job, channel, runtime), {
      concurrency: 2,
      givenUp: ({ data }) => losePhoto(data.proposal, data.photo, 'unreadable', runtime),
    }),
  ]);
}

const never = new AbortController().signal;

/** The channel with its replies held to its rate: they overtake outreach, and are counted with it. */
function inStep(channel: Channel, runtime: Runtime): Channel {
  const rateLimiter = runtime.rateLimiters.get(channel.name);
  // A reply waits a second at most, so it is still sent while the service goes down.
  return rateLimiter ? rateLimited(channel, rateLimiter, 'reply', never) : channel;
}
