import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import { type Channel, SendError, type SendFailure } from '../channels/channel.ts';
import { markUnreachable } from '../rembuk/participants.ts';
import { networkAddress } from './addresses.ts';
import { type Conversation, ConversationModel, type OutboxEntry } from './conversation.model.ts';
import type { House } from './house.ts';
import type { RepliesJob } from './queues.ts';
import { whenStorageIsThere } from './waiting.ts';

/** Longer than any send may take (channels time out at 15 s), so two senders never hold one outbox. */
const leaseMs = 20_000;
/** How soon to look again when another sender holds the outbox. */
const heldMs = 250;
/** A reply this old helps nobody; it goes to the dead letters instead of arriving out of the blue. */
const tooOldMs = 24 * 3600 * 1000;

/**
 * Sends what a conversation has to say, up to the job's turn, in order. An entry leaves the outbox only after its
 * channel has taken it, so a crash repeats at most the one message that was in flight and loses none.
 */
export async function sendReplies(
  job: Job<RepliesJob>,
  token: string,
  channel: Channel,
  house: House,
): Promise<void> {
  const patiently = <T>(work: () => Promise<T>) => whenStorageIsThere(work, house.log, house.stopping);
  const { participant, turn } = job.data;
  if (house.now().getTime() - job.timestamp > tooOldMs) throw new UnrecoverableError('too old to send');
  const conversation = await patiently(() => lease(participant, house.now()));
  if (!conversation) return postpone(job, token, heldMs);
  const due = conversation.outbox.filter((entry) => entry.turn <= turn && !entry.failed).sort(inOrder);
  let failure: { entry: OutboxEntry; error: unknown } | null = null;
  for (const entry of due) {
    try {
      await channel.send(networkAddress(entry.address), entry.reply);
    } catch (error) {
      failure = { entry, error };
      break;
    }
    await patiently(() => checkOff(participant, entry, house.now()));
  }
  await patiently(() => ConversationModel.updateOne({ _id: participant }, { $set: { sendingUntil: null } }));
  if (failure) await settleFailure(failure.entry, failure.error, job, token, house);
}

const inOrder = (a: OutboxEntry, b: OutboxEntry) => a.turn - b.turn || a.index - b.index;

async function lease(participant: string, now: Date): Promise<Conversation | null> {
  return ConversationModel.findOneAndUpdate(
    { _id: participant, $or: [{ sendingUntil: null }, { sendingUntil: { $lt: now } }] },
    { $set: { sendingUntil: new Date(now.getTime() + leaseMs) } },
    { returnDocument: 'after' },
  ).lean();
}

async function checkOff(participant: string, { turn, index }: OutboxEntry, now: Date): Promise<void> {
  await ConversationModel.updateOne(
    { _id: participant },
    {
      $pull: { outbox: { turn, index } },
      $set: { lastSentAt: now, sendingUntil: new Date(now.getTime() + leaseMs) },
    },
  );
}

async function settleFailure(
  entry: OutboxEntry,
  error: unknown,
  job: Job<RepliesJob>,
  token: string,
  house: House,
): Promise<void> {
  const failure: SendFailure =
    error instanceof SendError ? error.failure : { kind: 'later', retryAfterMs: 0, reason: String(error) };
  if (failure.kind === 'unreachable') {
    house.log.info(
      { participant: job.data.participant, reason: failure.reason },
      'Cannot be reached any more',
    );
    await markUnreachable(entry.address, failure.reason, house.now());
    await ConversationModel.updateOne(
      { _id: job.data.participant },
      { $pull: { outbox: { address: entry.address } } },
    );
    return;
  }
  if (failure.kind === 'later' && failure.retryAfterMs > 0) return postpone(job, token, failure.retryAfterMs);
  const givenUp = failure.kind === 'refused' || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  if (givenUp) {
    await ConversationModel.updateOne(
      { _id: job.data.participant },
      { $set: { 'outbox.$[entry].failed': failure.reason } },
      { arrayFilters: [{ 'entry.turn': entry.turn, 'entry.index': entry.index }] },
    );
    throw new UnrecoverableError(failure.reason);
  }
  throw error;
}

async function postpone(job: Job, token: string, ms: number): Promise<never> {
  await job.moveToDelayed(Date.now() + ms, token);
  throw new DelayedError();
}
