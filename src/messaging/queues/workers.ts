import { type Job, type Processor, WaitingError, type Worker, type WorkerOptions } from 'bullmq';
import type { Channel } from '../../channels/channel.ts';
import type { Classifier } from '../../classification/types.ts';
import { scrub } from '../../log.ts';
import { StoppingError } from '../../storage/when-there.ts';
import { recordUnheard } from '../../voices/voices.ts';
import { classifyProposal } from '../classify.ts';
import { fetchPhoto } from '../photos/fetch-photos.ts';
import { losePhoto } from '../photos/lost-photos.ts';
import { giveUpReplies, sendReplies } from '../replies/send-jobs.ts';
import type { Runtime } from '../runtime.ts';
import { trainModel } from '../training.ts';
import { fetchVoice, loseVoice } from '../voices/fetch-voice.ts';
import { transcribeVoice } from '../voices/transcribe-voice.ts';
import { PatientWorker } from './patient-worker.ts';
import {
  type MediaJob,
  type PhotoJob,
  queueNames,
  type RepliesJob,
  type TrainJob,
  type TranscribeJob,
  type VoiceJob,
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

/** A worker whose jobs are counted while they are under way. */
function open<Data>(
  runtime: Runtime,
  name: string,
  work: Processor<Data>,
  { givenUp, ...options }: Options<Data> = {},
): Worker<Data> {
  const process = counted(handingBack(discreet(work)), runtime.queues, runtime.stopping, givenUp);
  return openWorker(runtime, name, process, options);
}

function openWorker<Data>(
  runtime: Runtime,
  name: string,
  process: Processor<Data>,
  options: Partial<WorkerOptions>,
): Worker<Data> {
  const { redis, prefix } = runtime.queues;
  const worker = new PatientWorker<Data>(name, process, {
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

/** A look that comes while another is under way waits for the next, together with all that do. */
const looksAtOnce = 16;

/** Recordings written down side by side; a server on the same machine takes every core it gets. */
const transcriptionsAtOnce = 2;

/** Workers of the role `worker`: the conversations and the classifier. */
export function conversationWorkers(runtime: Runtime, classifier: Classifier): Worker[] {
  return [
    inboxWorker(runtime),
    open(runtime, queueNames.classify, (job) => classifyProposal(job, classifier, runtime)),
    open<TrainJob>(runtime, queueNames.train, (job) => trainModel(job, runtime)),
    ...transcriptionWorkers(runtime),
  ];
}

/** None where no transcription server is set. */
function transcriptionWorkers(runtime: Runtime): Worker[] {
  const { transcribe } = runtime;
  if (!transcribe) return [];
  const work = (job: Job<TranscribeJob>) => transcribeVoice(job, transcribe, runtime);
  return [
    open<TranscribeJob>(runtime, queueNames.transcribe, work, {
      concurrency: transcriptionsAtOnce,
      givenUp: ({ data }) => recordUnheard(data.voice, 'unread', runtime.now()),
    }),
  ];
}

/** What is under way in the inbox is counted by message, not by job; see `inbox/work-off.ts`. */
function inboxWorker(runtime: Runtime): Worker {
  const work = async () => runtime.inbox?.workOff();
  return openWorker(runtime, queueNames.inbox, handingBack(discreet(work)), {
    concurrency: looksAtOnce,
  });
}

/** Workers of the role `gateway`: what is sent to and fetched from the networks. */
export function channelWorkers(runtime: Runtime): Worker[] {
  return runtime.channels.flatMap((channel) => [
    open<RepliesJob>(
      runtime,
      queueNames.replies(channel.name),
      (job, token = '') => sendReplies(job, token, channel, runtime),
      {
        concurrency: repliesAtOnce,
        givenUp: ({ data }, reason) => giveUpReplies(data, channel, reason, runtime),
      },
    ),
    open<MediaJob>(runtime, queueNames.media(channel.name), (job) => fetchFile(job, channel, runtime), {
      concurrency: 2,
      givenUp: ({ data }) =>
        'voice' in data
          ? loseVoice(data.voice, 'not-a-sound', runtime)
          : losePhoto(data.proposal, data.photo, 'unreadable', runtime),
    }),
  ]);
}

function fetchFile(job: Job<MediaJob>, channel: Channel, runtime: Runtime): Promise<void> {
  return 'voice' in job.data
    ? fetchVoice(job as Job<VoiceJob>, channel, runtime)
    : fetchPhoto(job as Job<PhotoJob>, channel, runtime);
}
