import { Queue, type QueueOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { ChannelName } from '../../channels/channel.ts';
import type { Log } from '../../log.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { VoiceId } from '../../voices/voice.model.ts';

/** Names of all queues; the one place where they are spelled. */
export const queueNames = {
  inbox: 'inbox',
  replies: (channel: ChannelName) => `replies-${channel}`,
  media: (channel: ChannelName) => `media-${channel}`,
  classify: 'classify',
  transcribe: 'transcribe',
  train: 'train',
} as const;

/** Jobs carry ids only; nothing personal is in Redis. */
/** Says that messages wait; which, the database tells. */
export type InboxJob = Record<string, never>;
/** What one conversation has to say, up to a turn. */
export type TurnToSend = { participant: ParticipantId; turn: number };
/** Several conversations to be sent together, or one by itself, which is tried until it is delivered or given up. */
export type RepliesJob = { together: TurnToSend[] } | TurnToSend;
export type PhotoJob = { proposal: string; photo: number };
export type VoiceJob = { voice: VoiceId };
/** A file to be fetched. */
export type MediaJob = PhotoJob | VoiceJob;
export type TranscribeJob = { voice: VoiceId };
/** `anew`: its words have changed since it was classified. */
export type ClassifyJob = { proposal: string; anew?: true };
export type TrainJob = { by: string };

const day = 24 * 3600;

/** Completed jobs are remembered for two days, so that the same id again is the same job; failed ones stay. */
const remembered = { removeOnComplete: { age: 2 * day }, removeOnFail: false };

/** Every queue of the service, made at first use, over one connection. */
export interface Queues {
  readonly redis: Redis;
  readonly prefix: string;
  get(name: string): Queue;
  /** All queues that there are, for the page of dead letters. */
  all(): Queue[];
  close(): Promise<void>;
}

/** @param prefix parts the keys of services that share one Redis (the demo, each test) */
export async function openQueues(
  redis: Redis,
  prefix: string,
  channels: ChannelName[],
  log: Log,
): Promise<Queues> {
  const queues = new Map<string, Queue>();
  const options: QueueOptions = { connection: redis, prefix, defaultJobOptions: remembered };
  const get = (name: string) => {
    const standing = queues.get(name);
    if (standing) return standing;
    const queue = new Queue(name, options);
    queue.on('error', (error) => log.warn({ queue: name, error: error.message }, 'Queue'));
    queues.set(name, queue);
    return queue;
  };
  get(queueNames.inbox);
  for (const channel of channels)
    for (const kind of ['replies', 'media'] as const) get(queueNames[kind](channel));
  get(queueNames.classify);
  get(queueNames.transcribe);
  await get(queueNames.train).setGlobalConcurrency(1);
  return {
    redis,
    prefix,
    get,
    all: () => [...queues.values()],
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
