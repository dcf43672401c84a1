import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import { networkAddress } from '../../channels/address.ts';
import { type Channel, SendError, type SendFailure } from '../../channels/channel.ts';
import { scrub } from '../../log.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { markUnreachable } from '../../people/participants.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import { type Conversation, ConversationModel, type OutboxEntry } from '../../talks/conversation.model.ts';
import type { RepliesJob } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';

/** Longer than any send may take (channels time out at 15 s), so two senders never hold one outbox. */
const leaseMs = 20_000;
/** How soon to look again when another sender holds the outbox. */
const heldMs = 250;
/** A reply this old helps nobody; it goes to the dead letters instead of arriving out of the blue. */
const tooOldMs = 24 * 3600 * 1000;

/**
 * Sends what a conversation has to say, up to the job's turn, in order. An entry leaves the outbox only after its
 * channel has taken it, so a crash repeats at most the one message that was in flight and loses none. What can never
 * be delivered is passed over and stays; the job of its turn then fails and is the dead letter that staff see.
 */
export async function sendReplies(
  job: Job<RepliesJob>,
  token: string,
  channel: Channel,
  runtime: Runtime,
): Promise<void> {
  const patiently = <T>(work: () => Promise<T>) => whenStorageIsThere(work, runtime.log, runtime.stopping);
  const { participant, turn } = job.data;
  if (runtime.now().getTime() - job.timestamp > tooOldMs) throw new UnrecoverableError('too old to send');
  const conversation = await patiently(() => lease(participant, runtime.now()));
  if (!conversation) return postpone(job, token, await patiently(() => restOf(participant)));
  const due = conversation.outbox.filter((entry) => entry.turn <= turn && !entry.failed).sort(inOrder);
  let hopeless = conversation.outbox.find((entry) => entry.turn === turn && entry.failed)?.failed;
  let leased = true;
  for (const entry of due) {
    try {
      await channel.send(networkAddress(entry.address), entry.reply);
    } catch (error) {
      const failure = failureOf(error, job);
      if (failure.kind !== 'refused') {
        await patiently(() => release(participant, failure));
        return settleFailure(entry, failure, error, job, token, runtime);
      }
      await patiently(() => giveUp(participant, entry, failure.reason));
      if (entry.turn === turn) hopeless = failure.reason;
      continue;
    }
    await patiently(() => checkOff(participant, entry, runtime.now(), entry !== due.at(-1)));
    if (entry === due.at(-1)) leased = false;
  }
  if (leased) await patiently(() => release(participant));
  if (hopeless) throw new UnrecoverableError(hopeless);
}

/** What the network said; a fault of ours is tried again, and hopeless when it was the last try. */
function failureOf(error: unknown, job: Job): SendFailure {
  if (error instanceof SendError) return error.failure;
  const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  const reason = scrub(String(error));
  return isLast ? { kind: 'refused', reason } : { kind: 'later', retryAfterMs: 0, reason };
}

const inOrder = (a: OutboxEntry, b: OutboxEntry) => a.turn - b.turn || a.index - b.index;

/** One sender at a time, and none while the network has asked to be left alone. */
async function lease(participantId: ParticipantId, now: Date): Promise<Conversation | null> {
  return ConversationModel.findOneAndUpdate(
    {
      _id: participantId,
      $and: [
        { $or: [{ sendingUntil: null }, { sendingUntil: { $lt: now } }] },
        { $or: [{ restUntil: null }, { restUntil: { $lte: new Date() } }] },
      ],
    },
    { $set: { sendingUntil: new Date(now.getTime() + leaseMs) } },
    { returnDocument: 'after' },
  ).lean();
}

/** Ends the lease. A later turn's job must not send before the time that the network asked for either. */
async function release(participantId: ParticipantId, failure?: SendFailure): Promise<void> {
  const rest = failure?.kind === 'later' ? failure.retryAfterMs : 0;
  const restUntil = rest > 0 ? new Date(Date.now() + rest) : null;
  await ConversationModel.updateOne({ _id: participantId }, { $set: { sendingUntil: null, restUntil } });
}

/** How soon to look again, in ms. */
async function restOf(participantId: ParticipantId): Promise<number> {
  const { restUntil } = (await ConversationModel.findById(participantId, { restUntil: 1 }).lean()) ?? {};
  return Math.max(heldMs, (restUntil?.getTime() ?? 0) - Date.now());
}

async function giveUp(
  participantId: ParticipantId,
  { turn, index }: OutboxEntry,
  reason: string,
): Promise<void> {
  await ConversationModel.updateOne(
    { _id: participantId },
    { $set: { 'outbox.$[entry].failed': reason } },
    { arrayFilters: [{ 'entry.turn': turn, 'entry.index': index }] },
  );
}

/** Passes over all that a turn still has to say, as {@link sendReplies} does: a later turn must not send it either. */
export async function giveUpTurn(participantId: ParticipantId, turn: number, reason: string): Promise<void> {
  await ConversationModel.updateOne(
    { _id: participantId },
    { $set: { 'outbox.$[entry].failed': reason }, $unset: { sendingUntil: 1 } },
    { arrayFilters: [{ 'entry.turn': turn }] },
  );
}

/** Takes what was sent out of the outbox; with it the lease goes on, or ends where nothing follows. */
async function checkOff(
  participantId: ParticipantId,
  { turn, index }: OutboxEntry,
  now: Date,
  goesOn: boolean,
): Promise<void> {
  const lease = goesOn
    ? { sendingUntil: new Date(now.getTime() + leaseMs) }
    : { sendingUntil: null, restUntil: null };
  await ConversationModel.updateOne(
    { _id: participantId },
    { $pull: { outbox: { turn, index } }, $set: { lastSentAt: now, ...lease } },
  );
}

async function settleFailure(
  entry: OutboxEntry,
  failure: SendFailure,
  error: unknown,
  job: Job<RepliesJob>,
  token: string,
  runtime: Runtime,
): Promise<void> {
  const { participant } = job.data;
  if (failure.kind === 'unreachable') {
    runtime.log.info({ participant, reason: failure.reason }, 'Cannot be reached any more');
    await markUnreachable(entry.address, failure.reason, runtime.now());
    await ConversationModel.updateOne(
      { _id: participant },
      { $pull: { outbox: { address: entry.address } } },
    );
    return;
  }
  if (failure.kind === 'later' && failure.retryAfterMs > 0) return postpone(job, token, failure.retryAfterMs);
  throw error;
}

async function postpone(job: Job, token: string, ms: number): Promise<never> {
  await job.moveToDelayed(Date.now() + ms, token);
  throw new DelayedError();
}
