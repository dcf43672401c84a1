/** What stands in outboxes, and who may send it: one sender at a time, and none while the network wants to be left alone. */
import { randomUUID } from 'node:crypto';
import { SendError } from '../../channels/channel.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { claimUntil, isClaimed, unclaimed } from '../../talks/claim.ts';
import { type Conversation, ConversationModel, type OutboxEntry } from '../../talks/conversation.model.ts';

/** How soon to look again when another sender holds the outbox, in ms. */
const heldMs = 250;

/** Whether nobody has an outbox, and its network has not asked for a rest. */
export function isFree(conversation: Conversation, now: Date): boolean {
  const { restUntil } = conversation;
  return !isClaimed(conversation, now) && (!restUntil || restUntil <= new Date());
}

/** What waits to be sent, in order. */
export function dueIn({ outbox }: Conversation): OutboxEntry[] {
  return outbox.filter(({ failed }) => !failed).sort((a, b) => a.turn - b.turn || a.index - b.index);
}

/**
 * Claims the outboxes that are free, in two commands however many there are. From now on what is in them may have left.
 * @param now also marks what has not been tried before, by its `leftAt`
 */
export async function claimOutboxes(ids: readonly ParticipantId[], now: Date): Promise<Conversation[]> {
  const sender = randomUUID();
  await ConversationModel.updateMany(
    {
      _id: { $in: ids },
      ...unclaimed(now),
      $or: [{ restUntil: null }, { restUntil: { $lte: new Date() } }],
    },
    { $set: { sendingUntil: claimUntil(now), sender, 'outbox.$[fresh].leftAt': now } },
    { arrayFilters: [{ 'fresh.leftAt': { $exists: false } }] },
  );
  return ConversationModel.find({ _id: { $in: ids }, sender }).lean();
}

/** Renews claims whose sends take long. One that was let go of meanwhile stays so. */
export async function renewClaims(ids: readonly ParticipantId[], now: Date): Promise<void> {
  await ConversationModel.updateMany(
    { _id: { $in: ids }, sendingUntil: { $ne: null } },
    { $set: { sendingUntil: claimUntil(now) } },
  );
}

/** What stopped a sender in the middle of an outbox. */
export interface Stopped {
  entry: OutboxEntry;
  /** What `Channel.send` threw. */
  error: unknown;
}

/**
 * How long to wait with a reply whose last send ended without an answer, in ms. It may have arrived each time, and a network
 * that swallows its answers does so for hours: after 2 s, 6 s, 18 s and so on, ten times in a day. Who writes
 * meanwhile does not wait that long: what is said to them goes out behind it.
 */
function pauseInDoubt({ doubts = 0 }: OutboxEntry): number {
  return 2_000 * 3 ** doubts;
}

/**
 * Lets go of an outbox in whose middle its sender was stopped. Nobody sends from it before the time that the network asked
 * for; and where the network has surely not taken anything, what was claimed counts as never tried.
 * @param claimedAt marks what was not tried before this claim
 * @returns how soon to try again, in ms
 */
export async function letGo(
  participant: ParticipantId,
  { entry, error }: Stopped,
  claimedAt: Date,
): Promise<number> {
  const failure = error instanceof SendError ? error.failure : undefined;
  if (failure?.kind === 'later' && !failure.uncertain) {
    const { retryAfterMs: rest } = failure;
    const restUntil = rest > 0 ? new Date(Date.now() + rest) : null;
    await ConversationModel.updateOne(
      { _id: participant },
      { $set: { sendingUntil: null, restUntil }, $unset: { 'outbox.$[mine].leftAt': 1 } },
      { arrayFilters: [{ 'mine.leftAt': claimedAt }] },
    );
    return rest;
  }
  const inDoubt = failure?.kind === 'later';
  await ConversationModel.updateOne(
    { _id: participant },
    {
      $set: { sendingUntil: null, restUntil: null },
      ...(inDoubt ? { $inc: { 'outbox.$[entry].doubts': 1 } } : {}),
    },
    inDoubt ? { arrayFilters: [{ 'entry.turn': entry.turn, 'entry.index': entry.index }] } : {},
  );
  return inDoubt ? pauseInDoubt(entry) : 0;
}

/** How soon to look again at an outbox that could not be claimed, in ms. */
export async function waitFor(participant: ParticipantId): Promise<number> {
  const { restUntil } = (await ConversationModel.findById(participant, { restUntil: 1 }).lean()) ?? {};
  return Math.max(heldMs, (restUntil?.getTime() ?? 0) - Date.now());
}

/** Passes over an entry that can never be delivered; it stays for staff. */
export async function giveUpEntry(
  participant: ParticipantId,
  { turn, index }: OutboxEntry,
  reason: string,
): Promise<void> {
  await ConversationModel.updateOne(
    { _id: participant },
    { $set: { 'outbox.$[entry].failed': reason } },
    { arrayFilters: [{ 'entry.turn': turn, 'entry.index': index }] },
  );
}

/** Passes over all that a turn still has to say: a later turn must not send it either. */
export async function giveUpTurn(participant: ParticipantId, turn: number, reason: string): Promise<void> {
  await ConversationModel.updateOne(
    { _id: participant },
    { $set: { 'outbox.$[entry].failed': reason }, $unset: { sendingUntil: 1 } },
    { arrayFilters: [{ 'entry.turn': turn }] },
  );
}

/** Takes out all that goes to an address that cannot be reached any more. */
export async function dropAddress(participant: ParticipantId, address: string): Promise<void> {
  await ConversationModel.updateOne({ _id: participant }, { $pull: { outbox: { address } } });
}
