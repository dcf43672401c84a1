/** The work of the queues of replies, where another process has written what is to be sent, or a first try has failed. */
import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import { type Channel, SendError, type SendFailure } from '../../channels/channel.ts';
import { scrub } from '../../log.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { markUnreachable } from '../../people/participants.ts';
import { turns } from '../../process/child/turns.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import type { Conversation, OutboxEntry } from '../../talks/conversation.model.ts';
import type { RepliesJob, TurnToSend } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';
import {
  claimOutboxes,
  dropAddress,
  giveUpEntry,
  giveUpTurn,
  letGo,
  type Stopped,
  waitFor,
} from './outbox.ts';
import { inStep, sendClaimed } from './send-claimed.ts';

/** A reply this old helps nobody; it goes to the dead letters instead of arriving out of the blue. */
const tooOldMs = 24 * 3600 * 1000;
/** Replies of one job sent side by side; each waits mostly for the network. */
const atOnce = 16;

/** One conversation's job, and where it is done. */
interface Alone {
  job: Job<RepliesJob>;
  token: string;
  channel: Channel;
  runtime: Runtime;
}

/** Sends what a job names. */
export async function sendReplies(
  job: Job<RepliesJob>,
  token: string,
  channel: Channel,
  runtime: Runtime,
): Promise<void> {
  const { data } = job;
  if (!('together' in data)) return sendAlone(data, { job, token, channel, runtime });
  const old = runtime.now().getTime() - job.timestamp > tooOldMs;
  // Under one of them the process may have died: each by itself, for there it is counted.
  if (old || job.stalledCounter > 0) return queueEach(data.together, channel, runtime);
  await sendTogether(data.together, channel, runtime);
}

async function sendTogether(all: readonly TurnToSend[], channel: Channel, runtime: Runtime): Promise<void> {
  const { replies } = runtime;
  const mine = new Map<ParticipantId, () => void>();
  for (const { participant } of all) {
    const release = replies.claims.take(participant);
    if (release) mine.set(participant, release);
  }
  try {
    await replies.checkOff.settled([...mine.keys()]);
    const claimedAt = runtime.now();
    const claimed = await patiently(runtime, () => claimOutboxes([...mine.keys()], claimedAt));
    const places = turns(atOnce);
    await Promise.all(
      claimed.map((one) =>
        places(() => sendOne(one, claimedAt, channel, runtime)).finally(() => mine.get(one._id)?.()),
      ),
    );
    const got = new Set(claimed.map(({ _id }) => _id));
    await queueEach(
      all.filter(({ participant }) => !got.has(participant)),
      channel,
      runtime,
    );
  } finally {
    for (const release of mine.values()) release();
  }
}

async function sendOne(conversation: Conversation, claimedAt: Date, channel: Channel, runtime: Runtime) {
  const { now, replies } = runtime;
  const sending = { now, checkOff: replies.checkOff };
  const stop = await sendClaimed(conversation, claimedAt, inStep(channel, runtime), sending);
  if (stop) await patiently(runtime, () => replies.settle(conversation, stop, claimedAt, channel.name));
}

async function queueEach(all: readonly TurnToSend[], channel: Channel, runtime: Runtime): Promise<void> {
  for (const turn of all) await runtime.replies.queueAlone(channel.name, turn);
}

/** A job ended the process too often: one that holds several is taken apart, and of one by itself all is passed over. */
export async function giveUpReplies(
  job: RepliesJob,
  channel: Channel,
  reason: string,
  runtime: Runtime,
): Promise<void> {
  if ('together' in job) await queueEach(job.together, channel, runtime);
  else await giveUpTurn(job.participant, job.turn, reason);
}

/**
 * Sends what a conversation has to say, up to a turn. What can never be delivered is passed over and stays; the job of its
 * turn then fails and is the dead letter that staff see.
 */
async function sendAlone({ participant, turn }: TurnToSend, alone: Alone): Promise<void> {
  const { job, token, runtime } = alone;
  const { now, replies } = runtime;
  if (now().getTime() - job.timestamp > tooOldMs) throw new UnrecoverableError('too old to send');
  const release = replies.claims.take(participant);
  try {
    await replies.checkOff.settled([participant]);
    const claimedAt = now();
    const [conversation] = release
      ? await patiently(runtime, () => claimOutboxes([participant], claimedAt))
      : [];
    if (!conversation)
      return await postpone(job, token, await patiently(runtime, () => waitFor(participant)));
    await sendUpTo(turn, conversation, claimedAt, alone);
  } finally {
    release?.();
  }
}

/** Sends what is claimed. */
async function sendUpTo(
  turn: number,
  conversation: Conversation,
  claimedAt: Date,
  alone: Alone,
): Promise<void> {
  const { job, channel, runtime } = alone;
  const { now, replies } = runtime;
  const { _id: participant } = conversation;
  let hopeless = conversation.outbox.find((entry) => entry.turn === turn && entry.failed)?.failed;
  let { outbox } = conversation;
  for (;;) {
    const left = { ...conversation, outbox };
    const sending = { now, checkOff: replies.checkOff, upTo: turn };
    const stop = await sendClaimed(left, claimedAt, inStep(channel, runtime), sending);
    if (!stop) break;
    const failure = failureOf(stop.error, job);
    if (failure.kind !== 'refused') {
      const again = await patiently(runtime, () => letGo(participant, stop, claimedAt));
      return settleFailure(participant, stop, failure, again, alone);
    }
    await patiently(runtime, () => giveUpEntry(participant, stop.entry, failure.reason));
    if (stop.entry.turn === turn) hopeless = failure.reason;
    outbox = outbox.filter((entry) => !isUpTo(entry, stop.entry));
  }
  if (hopeless) throw new UnrecoverableError(hopeless);
}

/** Whether an entry was dealt with when the sender came to another. */
const isUpTo = (entry: OutboxEntry, other: OutboxEntry) =>
  entry.turn < other.turn || (entry.turn === other.turn && entry.index <= other.index);

/** What the network said; a fault of ours is tried again, and hopeless when it was the last try. */
function failureOf(error: unknown, job: Job): SendFailure {
  if (error instanceof SendError) return error.failure;
  const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  const reason = scrub(String(error));
  return isLast ? { kind: 'refused', reason } : { kind: 'later', retryAfterMs: 0, reason, uncertain: true };
}

async function settleFailure(
  participant: ParticipantId,
  { entry, error }: Stopped,
  failure: SendFailure,
  againInMs: number,
  { job, token, runtime }: Alone,
): Promise<void> {
  if (failure.kind === 'unreachable') {
    runtime.log.info({ participant, reason: failure.reason }, 'Cannot be reached any more');
    await markUnreachable(entry.address, failure.reason, runtime.now());
    return dropAddress(participant, entry.address);
  }
  if (againInMs > 0) return postpone(job, token, againInMs);
  throw error;
}

async function postpone(job: Job, token: string, ms: number): Promise<never> {
  await job.moveToDelayed(Date.now() + ms, token);
  throw new DelayedError();
}

const patiently = <T>({ log, stopping }: Runtime, work: () => Promise<T>) =>
  whenStorageIsThere(work, log, stopping);
