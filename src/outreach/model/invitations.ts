import type { ChannelName } from '../../channels/channel.ts';
import type { Destination } from '../../people/addresses.ts';
import type { Participant, ParticipantId } from '../../people/participant.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import type { BroadcastId, RetryScope } from './broadcast.model.ts';
import { deliveryRows, shownStatus, waiting } from './delivery-state.ts';
import {
  type Declining,
  type Invitation,
  InvitationModel,
  type InvitationStatus,
  invitationStatuses,
  type ShownInvitationStatus,
} from './invitation.model.ts';

/** Somebody who is invited, and where the invitation goes. */
export interface Recipient {
  participant: Participant;
  destination: Destination;
}

/** Statuses that a status may follow: those below it. */
const below = (status: InvitationStatus) => invitationStatuses.slice(0, invitationStatuses.indexOf(status));

const idOf = (roundId: RoundId, participantId: ParticipantId) => `${roundId}.${participantId}`;

/**
 * Writes the invitations of a sending: one for each recipient who has none yet, or whose first one went nowhere
 * (no way to them then, or cancelled before it was sent). Twice is once.
 * @param firstContacts ids of participants from whose address nobody has written yet
 */
export async function writeInvitations(
  broadcast: { _id: string; round: RoundId },
  recipients: Recipient[],
  withoutDestination: Participant[],
  firstContacts: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const { _id: id, round } = broadcast;
  const fresh = recipients.flatMap(({ participant, destination }) => {
    const row = {
      broadcast: id,
      ...destination,
      firstContact: firstContacts.has(participant._id),
      status: 'queued' as const,
      queuedAt: now,
    };
    const _id = idOf(round, participant._id);
    const standing = {
      $or: [{ status: 'no-channel' as const }, { status: 'failed' as const, reason: 'cancelled' }],
    };
    return [
      { updateOne: { filter: { _id, ...standing }, update: { $set: row, $unset: { reason: 1 } } } },
      {
        updateOne: {
          filter: { _id },
          update: { $setOnInsert: { round, participant: participant._id, ...row } },
          upsert: true,
        },
      },
    ];
  });
  const waiting = withoutDestination.map(({ _id: participant }) => ({
    updateOne: {
      filter: { _id: idOf(round, participant) },
      update: { $setOnInsert: { round, participant, status: 'no-channel' as const, queuedAt: now } },
      upsert: true,
    },
  }));
  const writes = [...fresh, ...waiting];
  if (writes.length > 0) await InvitationModel.bulkWrite(writes, { ordered: false });
}

/** Puts invitations that did not arrive, or perhaps did not, into a new sending; a person has chosen which. */
export async function requeue(
  broadcast: { _id: string; round: RoundId; only?: string[] },
  scope: RetryScope,
  now: Date,
): Promise<number> {
  const statuses: InvitationStatus[] = scope === 'all' ? ['unknown', 'failed'] : [scope];
  const { modifiedCount } = await InvitationModel.updateMany(
    {
      round: broadcast.round,
      status: { $in: statuses },
      address: { $exists: true },
      ...(broadcast.only ? { participant: { $in: broadcast.only } } : {}),
    },
    {
      $set: { status: 'queued', broadcast: broadcast._id, queuedAt: now },
      $unset: { reason: 1, refusedAt: 1 },
    },
  );
  return modifiedCount;
}

/** The next invitations that a channel is to send, people who have written before first. */
export async function nextInvitations(
  channel: ChannelName,
  broadcasts: string[],
  limit: number,
): Promise<Invitation[]> {
  return InvitationModel.find({ channel, status: 'queued', broadcast: { $in: broadcasts } })
    .sort({ firstContact: 1, _id: 1 })
    .limit(limit)
    .lean();
}

/** Invitations on their way. Somebody who has answered already is never set back to `sent`. */
export const invitationDeliveries = deliveryRows(InvitationModel, {
  onChannel: (channel) => ({ channel }),
  belowSent: below('sent'),
  begun: (now) => ({ sendingAt: now }),
  sent: (now, messageId) => ({ sentAt: now, ...(messageId ? { messageId } : {}) }),
  refused: (now) => ({ refusedAt: now }),
  unknown: () => ({ uncertain: true }),
});

/** What the network says later of a message. It may come late or twice, and never lowers what is known. */
export async function markReceipt(
  channel: ChannelName,
  messageId: string,
  status: 'sent' | 'delivered' | 'read',
  at: Date,
): Promise<boolean> {
  const field = `${status}At` as const;
  const found = { channel, messageId };
  const { matchedCount } = await InvitationModel.updateOne(
    { ...found, status: { $in: below(status) } },
    { $set: { status, [field]: at }, $unset: { reason: 1 } },
  );
  return matchedCount === 1 || (await InvitationModel.exists(found)) !== null;
}

/** An answer to an invitation: they have agreed, or put it off, or declined. */
export interface Answering {
  round: RoundId | null;
  participant: ParticipantId;
  at: Date;
  declined?: Declining;
}

/**
 * They have agreed or declined: whatever we knew of the sending, it arrived. Who agrees after all has declined no more; a STOP
 * later on takes no answer back, but a wrong number never was theirs.
 */
export async function markAnswered(answers: readonly Answering[]): Promise<void> {
  const operations = answers.flatMap(({ round, participant, at, declined }) => {
    if (round === null) return [];
    const _id = idOf(round, participant);
    const first = { filter: { _id, answeredAt: { $exists: false } } };
    const answered = { status: 'answered' as const, answeredAt: at };
    const operations = [
      { updateOne: { ...first, update: { $set: { ...answered, ...(declined ? { declined } : {}) } } } },
    ];
    if (declined === 'stopped') return operations;
    const standing = declined ? { $set: { declined } } : { $unset: { declined: 1 } };
    return [...operations, { updateOne: { filter: { _id }, update: standing } }];
  });
  if (operations.length > 0) await InvitationModel.bulkWrite(operations, { ordered: false });
}

/** A person has asked: it did arrive. For what was `unknown` after a crash. */
export async function markArrived(id: string, at: Date): Promise<boolean> {
  const { modifiedCount } = await InvitationModel.updateOne(
    { _id: id, status: 'unknown' },
    { $set: { status: 'sent', sentAt: at }, $unset: { reason: 1 } },
  );
  return modifiedCount === 1;
}

/** What a cancelled sending had not begun yet, taken or not. What may have arrived by an earlier try is `unknown` again. */
export async function cancelQueued(broadcastId: BroadcastId): Promise<void> {
  await InvitationModel.updateMany(
    { broadcast: broadcastId, status: { $in: waiting }, uncertain: true },
    { $set: { status: 'unknown', reason: 'interrupted' } },
  );
  await InvitationModel.updateMany(
    { broadcast: broadcastId, status: { $in: waiting } },
    { $set: { status: 'failed', reason: 'cancelled' } },
  );
}

/** Whether a sending has anything left to do. */
export async function isUnfinished(broadcastId: BroadcastId): Promise<boolean> {
  const status = { $in: [...waiting, 'sending' as const] };
  return (await InvitationModel.exists({ broadcast: broadcastId, status })) !== null;
}

/** Who has an invitation of a round that must not be written a second time. */
export async function invitedTo(roundId: RoundId): Promise<ReadonlySet<string>> {
  const rows = await InvitationModel.find(
    { round: roundId, status: { $ne: 'no-channel' }, reason: { $ne: 'cancelled' } },
    { participant: 1 },
  ).lean();
  return new Set(rows.map((row) => row.participant));
}

/** In an aggregation: the status, or that it was declined. */
export const statusOrDeclined = { $cond: [{ $gt: ['$declined', null] }, 'declined', '$status'] };

/** How many invitations stand where: of a round, or of one sending. */
export async function countInvitations(
  roundId: RoundId,
  broadcastId?: BroadcastId,
): Promise<Record<ShownInvitationStatus, number>> {
  const rows = await InvitationModel.aggregate<{ _id: InvitationStatus | 'declined'; n: number }>([
    { $match: { round: roundId, ...(broadcastId ? { broadcast: broadcastId } : {}) } },
    { $group: { _id: statusOrDeclined, n: { $sum: 1 } } },
  ]);
  return sumByShownStatus(rows.map(({ _id, n }) => ({ status: _id, n })));
}

/** Sums up counts by the status that people are told. */
export function sumByShownStatus(
  rows: readonly { status: InvitationStatus | 'declined'; n: number }[],
): Record<ShownInvitationStatus, number> {
  const counts = Object.fromEntries(
    [...invitationStatuses, 'declined'].map((status) => [shownStatus(status), 0]),
  );
  for (const { status, n } of rows) counts[shownStatus(status)] = (counts[shownStatus(status)] ?? 0) + n;
  return counts as Record<ShownInvitationStatus, number>;
}
