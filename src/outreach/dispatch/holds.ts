/** Why a channel sends nothing just now though something waits; the page of progress tells it in words. */
import type { Channel, ChannelName } from '../../channels/channel.ts';
import { nextDecent } from '../../rounds/quiet-hours.ts';
import { type Broadcast, type BroadcastId, BroadcastModel } from '../model/broadcast.model.ts';

/** Text keys of the reasons, below `admin.hold`. */
export const holdReasons = [
  'channel-down',
  'quiet-hours',
  'daily-cap',
  'first-contact-cap',
  'unanswered',
  'breaker',
  'fault',
] as const;

export interface Hold {
  why: (typeof holdReasons)[number];
  /** Absent where nobody can say. */
  until?: Date;
}

/** A channel that is away keeps what it has to send; nothing fails for it. */
export function channelHold(channel: Pick<Channel, 'status'>): Hold | null {
  return channel.status().state === 'ready' ? null : { why: 'channel-down' };
}

export function hoursHold({ hours }: Pick<Broadcast, 'hours'>, now: Date, timeZone: string): Hold | null {
  const until = nextDecent(now, hours, timeZone);
  return until > now ? { why: 'quiet-hours', until } : null;
}

const noted = new Map<string, string>();

/** Writes a hold down where it is new, or takes it away. What an earlier process has written is not known here. */
export async function noteHold(
  broadcastId: BroadcastId,
  channel: ChannelName,
  hold: Hold | null,
  now: Date,
): Promise<void> {
  const key = `${broadcastId} ${channel}`;
  const said = hold ? `${hold.why} ${hold.until?.toISOString()}` : '';
  if (noted.get(key) === said) return;
  const field = `holds.${channel}`;
  const change = hold ? { $set: { [field]: { ...hold, at: now } } } : { $unset: { [field]: 1 } };
  await BroadcastModel.updateOne({ _id: broadcastId }, change);
  noted.set(key, said);
}
