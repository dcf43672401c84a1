/** How far a sending is, counted from its rows. */
import type { ChannelName } from '../../channels/channel.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import type { BroadcastId } from './broadcast.model.ts';
import { waiting } from './delivery-state.ts';
import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
  type ShownInvitationStatus,
} from './invitation.model.ts';
import { statusOrDeclined, sumByShownStatus } from './invitations.ts';

/** What one channel of a sending has done so far. */
export interface ChannelCounts {
  channel: ChannelName;
  counts: Record<ShownInvitationStatus, number>;
  /** Of those that wait, how many go to people who have never written. */
  waitingStrangers: number;
}

/** The invitations of a sending by channel and status; channels without any are left out. */
export async function countByChannel(broadcastId: BroadcastId): Promise<ChannelCounts[]> {
  const rows = await InvitationModel.aggregate<{
    _id: { channel: ChannelName; status: InvitationStatus | 'declined' };
    n: number;
    strangers: number;
  }>([
    { $match: { broadcast: broadcastId, channel: { $exists: true } } },
    {
      $group: {
        _id: { channel: '$channel', status: statusOrDeclined },
        n: { $sum: 1 },
        strangers: { $sum: { $cond: ['$firstContact', 1, 0] } },
      },
    },
  ]);
  const channels = [...new Set(rows.map(({ _id }) => _id.channel))].sort();
  return channels.map((channel) => {
    const his = rows.filter(({ _id }) => _id.channel === channel);
    const statuses: readonly string[] = waiting;
    const thatWait = his.filter(({ _id }) => statuses.includes(_id.status));
    return {
      channel,
      counts: sumByShownStatus(his.map(({ _id, n }) => ({ status: _id.status, n }))),
      waitingStrangers: thatWait.reduce((sum, { strangers }) => sum + strangers, 0),
    };
  });
}

/** Why invitations of a sending failed, the most frequent reason first. */
export async function failuresOf(broadcastId: BroadcastId): Promise<{ reason: string; count: number }[]> {
  const rows = await InvitationModel.aggregate<{ _id: string | null; n: number }>([
    { $match: { broadcast: broadcastId, status: 'failed' } },
    { $group: { _id: '$reason', n: { $sum: 1 } } },
    { $sort: { n: -1, _id: 1 } },
  ]);
  return rows.map(({ _id, n }) => ({ reason: _id ?? '', count: n }));
}

/** Invitations of a round of which nobody knows whether they arrived, the oldest first. */
export async function listUnknown(roundId: RoundId): Promise<Invitation[]> {
  return InvitationModel.find({ round: roundId, status: 'unknown' }).sort({ sendingAt: 1, _id: 1 }).lean();
}

/** All invitations of one person, those of the newest round first. */
export async function invitationsOf(participantId: ParticipantId): Promise<Invitation[]> {
  return InvitationModel.find({ participant: participantId }).sort({ round: -1 }).limit(20).lean();
}
