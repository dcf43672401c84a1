/** How far a sending is and when it will be over, for the page that is watched while it runs. */
import type { ChannelName } from '../../channels/channel.ts';
import { nextDecent } from '../../rounds/quiet-hours.ts';
import type { Broadcast } from '../model/broadcast.model.ts';
import type { ShownInvitationStatus } from '../model/invitation.model.ts';
import { type ChannelCounts, countByChannel, failuresOf } from '../model/invitation-counts.ts';
import { endOfLoad } from './end-of-load.ts';
import type { Desk } from './planner.ts';

export interface Progress {
  channels: { channel: ChannelName; counts: Record<ShownInvitationStatus, number> }[];
  /** Over all channels. */
  total: number;
  /** Of them, those with which the sender has nothing left to do. */
  dealtWith: number;
  failures: { reason: string; count: number }[];
  /** Null where nobody can say: paused, over, or its recipients are not written down yet. */
  endsAt: Date | null;
}

/** Counts a sending's rows and estimates its end from those that still wait. */
export async function progressOf(broadcast: Broadcast, desk: Desk): Promise<Progress> {
  const [channels, failures] = await Promise.all([countByChannel(broadcast._id), failuresOf(broadcast._id)]);
  const sum = (...statuses: ShownInvitationStatus[]) =>
    channels.reduce((all, { counts }) => statuses.reduce((n, status) => n + counts[status], all), 0);
  const total = channels.reduce(
    (all, { counts }) => all + Object.values(counts).reduce((n, count) => n + count, 0),
    0,
  );
  return {
    channels,
    total,
    dealtWith: total - sum('queued', 'sending'),
    failures,
    endsAt: broadcast.state === 'sending' ? await endOf(broadcast, channels, desk) : null,
  };
}

async function endOf({ hours }: Broadcast, channels: ChannelCounts[], desk: Desk): Promise<Date | null> {
  const now = desk.now();
  const startsAt = nextDecent(now, hours, desk.timeZone);
  const ends: number[] = [now.getTime()];
  for (const { channel, counts, waitingStrangers } of channels) {
    if (counts.queued === 0) continue;
    const served = desk.channels.find(({ name }) => name === channel);
    // Taken out of the settings since: what waits there waits for ever.
    if (!served) return null;
    const load = { count: counts.queued, firstContacts: waitingStrangers };
    ends.push((await endOfLoad(served, load, startsAt, hours, desk)).getTime());
  }
  return new Date(Math.max(...ends));
}
