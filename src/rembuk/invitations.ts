import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
  invitationStatuses,
} from './invitation.model.ts';
import type { Participant } from './participant.model.ts';
import { reachableAddress } from './participants.ts';

/**
 * Writes an invitation for each participant who has none for this round yet.
 * @param canWriteFirst whether the bot may write to this address before the person has written
 * @returns the ids of the invitations that are to be sent now
 */
export async function createInvitations(
  rembuk: string,
  participants: Participant[],
  canWriteFirst: (address: string) => boolean,
  now: Date,
): Promise<string[]> {
  const invitations = participants
    .filter((participant) => !participant.optedOutAt && !participant.wrongPersonAt)
    .map((participant): Invitation => {
      const address = reachableAddress(participant);
      const base = {
        _id: `${rembuk}.${participant._id}`,
        rembuk,
        participant: participant._id,
        queuedAt: now,
      };
      return address && canWriteFirst(address)
        ? { ...base, address, status: 'queued' }
        : { ...base, status: 'no-channel' };
    });
  await InvitationModel.bulkWrite(
    invitations.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
    })),
    { ordered: false },
  );
  const queued = await InvitationModel.find({ rembuk, status: 'queued' }, { _id: 1 }).lean();
  return queued.map((invitation) => invitation._id);
}

/**
 * Takes an invitation to send it. Only a `queued` one can be taken, and only once. One found `sending` was in
 * flight when a process died: it becomes `unknown` here, and is not sent again by itself.
 */
export async function takeInvitation(id: string): Promise<Invitation | null> {
  const taken = await InvitationModel.findOneAndUpdate(
    { _id: id, status: 'queued' },
    { $set: { status: 'sending' } },
    { returnDocument: 'after' },
  ).lean();
  if (!taken)
    await InvitationModel.updateOne({ _id: id, status: 'sending' }, { $set: { status: 'unknown' } });
  return taken;
}

/** Gives a taken invitation back, when the network said that nothing was delivered and to try later. */
export async function returnInvitation(id: string): Promise<void> {
  await InvitationModel.updateOne({ _id: id, status: 'sending' }, { $set: { status: 'queued' } });
}

/** Writes down how a send ended. A person who has answered already is never set back to `sent`. */
export async function settleInvitation(
  id: string,
  outcome: { sentAt: Date } | { failed: string },
): Promise<void> {
  const update =
    'sentAt' in outcome
      ? { status: 'sent', sentAt: outcome.sentAt }
      : { status: 'failed', reason: outcome.failed };
  await InvitationModel.updateOne({ _id: id, status: { $in: ['sending', 'unknown'] } }, { $set: update });
}

/** He has agreed or declined: whatever we knew of the sending, it arrived. */
export async function markAnswered(rembuk: string, participant: string, at: Date): Promise<void> {
  await InvitationModel.updateOne(
    { _id: `${rembuk}.${participant}`, answeredAt: { $exists: false } },
    { $set: { status: 'answered', answeredAt: at } },
  );
}

/** How many invitations of a round stand where. */
export async function countInvitations(rembuk: string): Promise<Record<InvitationStatus, number>> {
  const rows = await InvitationModel.aggregate<{ _id: InvitationStatus; n: number }>([
    { $match: { rembuk } },
    { $group: { _id: '$status', n: { $sum: 1 } } },
  ]);
  const counts = new Map(rows.map((row) => [row._id, row.n]));
  const entries = invitationStatuses.map((status) => [status, counts.get(status) ?? 0] as const);
  return Object.fromEntries(entries) as Record<InvitationStatus, number>;
}
