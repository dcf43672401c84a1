import type { ChannelName } from '../channels/channel.ts';
import type { Recipient, Standings } from './audience.ts';
import type { RetryScope } from './broadcast.model.ts';
import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
  invitationStatuses,
} from './invitation.model.ts';
import type { Participant } from './participant.model.ts';

/** Statuses that a status may follow: those below it. */
const below = (status: InvitationStatus) => invitationStatuses.slice(0, invitationStatuses.indexOf(status));

const idOf = (rembuk: string, participant: string) => `${rembuk}.${participant}`;

/**
 * Writes the invitations of a sending: one for each recipient who has none yet, or whose first one went nowhere
 * (no way to him then, or cancelled before it was sent). Twice is once.
 * @param firstContacts ids of participants from whose address nobody has written yet
 */
export async function writeInvitations(
  broadcast: { _id: string; rembuk: string },
  recipients: Recipient[],
  withoutWay: Participant[],
  firstContacts: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const { _id: id, rembuk } = broadcast;
  const fresh = recipients.flatMap(({ participant, way }) => {
    const row = {
      broadcast: id,
      ...way,
      firstContact: firstContacts.has(participant._id),
      status: 'queued' as const,
      queuedAt: now,
    };
    const _id = idOf(rembuk, participant._id);
    const standing = {
      $or: [{ status: 'no-channel' as const }, { status: 'failed' as const, reason: 'cancelled' }],
    };
    return [
      { updateOne: { filter: { _id, ...standing }, update: { $set: row, $unset: { reason: 1 } } } },
      {
        updateOne: {
          filter: { _id },
          update: { $setOnInsert: { rembuk, participant: participant._id, ...row } },
          upsert: true,
        },
      },
    ];
  });
  const waiting = withoutWay.map(({ _id: participant }) => ({
    updateOne: {
      filter: { _id: idOf(rembuk, participant) },
      update: { $setOnInsert: { rembuk, participant, status: 'no-channel' as const, queuedAt: now } },
      upsert: true,
    },
  }));
  const writes = [...fresh, ...waiting];
  if (writes.length > 0) await InvitationModel.bulkWrite(writes, { ordered: false });
}

/** Puts invitations that did not arrive, or perhaps did not, into a new sending; a person has chosen which. */
export async function requeue(
  broadcast: { _id: string; rembuk: string; only?: string[] },
  scope: RetryScope,
  now: Date,
): Promise<number> {
  const statuses: InvitationStatus[] = scope === 'all' ? ['unknown', 'failed'] : [scope];
  const { modifiedCount } = await InvitationModel.updateMany(
    {
      rembuk: broadcast.rembuk,
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
  except: readonly string[] = [],
): Promise<Invitation[]> {
  return InvitationModel.find({
    channel,
    status: 'queued',
    broadcast: { $in: broadcasts },
    _id: { $nin: [...except] },
  })
    .sort({ firstContact: 1, _id: 1 })
    .limit(limit)
    .lean();
}

/** Takes an invitation to send it: only a `queued` one can be taken, and by one only. */
export async function takeInvitation(id: string, now: Date): Promise<boolean> {
  const { modifiedCount } = await InvitationModel.updateOne(
    { _id: id, status: 'queued' },
    { $set: { status: 'sending', sendingAt: now } },
  );
  return modifiedCount === 1;
}

/**
 * What a dead sender left in flight becomes `unknown`; it is never sent again by itself.
 * @param mine what this process itself is sending just now
 */
export async function markOrphans(channel: ChannelName, mine: readonly string[] = []): Promise<number> {
  const { modifiedCount } = await InvitationModel.updateMany(
    { channel, status: 'sending', _id: { $nin: [...mine] } },
    { $set: { status: 'unknown', reason: 'interrupted', doubtful: true } },
  );
  return modifiedCount;
}

/** Gives a taken invitation back, when it is certain that nothing was delivered. */
export async function returnInvitation(id: string): Promise<void> {
  await InvitationModel.updateOne(
    { _id: id, status: 'sending' },
    { $set: { status: 'queued' }, $unset: { sendingAt: 1 } },
  );
}

/** How a send ended; `refused` when the network itself said no. */
export type Outcome =
  | { sentAt: Date; messageId?: string }
  | { failed: string; refusedAt?: Date }
  | { unknown: string };

/** Writes down how a send ended. A person who has answered already is never set back to `sent`. */
export async function settleInvitation(id: string, outcome: Outcome): Promise<void> {
  if ('sentAt' in outcome) {
    const { sentAt, messageId } = outcome;
    const facts = { sentAt, ...(messageId ? { messageId } : {}) };
    const { matchedCount } = await InvitationModel.updateOne(
      { _id: id, status: { $in: below('sent') } },
      { $set: { status: 'sent', ...facts }, $unset: { reason: 1 } },
    );
    // The facts hold whatever has happened since; the status only rises.
    if (matchedCount === 0) await InvitationModel.updateOne({ _id: id }, { $set: facts });
    return;
  }
  const update =
    'failed' in outcome
      ? {
          status: 'failed' as const,
          reason: outcome.failed,
          ...(outcome.refusedAt ? { refusedAt: outcome.refusedAt } : {}),
        }
      : { status: 'unknown' as const, reason: outcome.unknown, doubtful: true };
  await InvitationModel.updateOne({ _id: id, status: { $in: ['sending', 'unknown'] } }, { $set: update });
}

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

/** He has agreed or declined: whatever we knew of the sending, it arrived. */
export async function markAnswered(rembuk: string, participant: string, at: Date): Promise<void> {
  await InvitationModel.updateOne(
    { _id: idOf(rembuk, participant), answeredAt: { $exists: false } },
    { $set: { status: 'answered', answeredAt: at } },
  );
}

/** A person has asked: it did arrive. For what was `unknown` after a crash. */
export async function markArrived(id: string, at: Date): Promise<boolean> {
  const { modifiedCount } = await InvitationModel.updateOne(
    { _id: id, status: 'unknown' },
    { $set: { status: 'sent', sentAt: at }, $unset: { reason: 1 } },
  );
  return modifiedCount === 1;
}

/** What a cancelled sending had not begun yet. What may have arrived by an earlier try is `unknown` again. */
export async function cancelQueued(broadcast: string): Promise<void> {
  await InvitationModel.updateMany(
    { broadcast, status: 'queued', doubtful: true },
    { $set: { status: 'unknown', reason: 'interrupted' } },
  );
  await InvitationModel.updateMany(
    { broadcast, status: 'queued' },
    { $set: { status: 'failed', reason: 'cancelled' } },
  );
}

/** Whether a sending has anything left to do. */
export async function isUnfinished(broadcast: string): Promise<boolean> {
  return (await InvitationModel.exists({ broadcast, status: { $in: ['queued', 'sending'] } })) !== null;
}

/** Who has an invitation of a round that must not be written a second time. */
export async function invitedTo(rembuk: string): Promise<Standings['invited']> {
  const rows = await InvitationModel.find(
    { rembuk, status: { $ne: 'no-channel' }, reason: { $ne: 'cancelled' } },
    { participant: 1 },
  ).lean();
  return new Set(rows.map((row) => row.participant));
}

/** How many invitations stand where: of a round, or of one sending. */
export async function countInvitations(
  rembuk: string,
  broadcast?: string,
): Promise<Record<InvitationStatus, number>> {
  const rows = await InvitationModel.aggregate<{ _id: InvitationStatus; n: number }>([
    { $match: { rembuk, ...(broadcast ? { broadcast } : {}) } },
    { $group: { _id: '$status', n: { $sum: 1 } } },
  ]);
  const counts = new Map(rows.map((row) => [row._id, row.n]));
  const entries = invitationStatuses.map((status) => [status, counts.get(status) ?? 0] as const);
  return Object.fromEntries(entries) as Record<InvitationStatus, number>;
}
