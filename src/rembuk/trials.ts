/** Invitations sent to oneself, to look at. They are rows of their own, so no count or cap of invitations knows them. */
import { randomUUID } from 'node:crypto';
import type { ChannelName } from '../channels/channel.ts';
import { type Trial, TrialModel } from './trial.model.ts';

/** So many an hour are enough to look at a text; more would be a way to write to strangers. */
export const trialsAnHour = 10;

const hourMs = 3600_000;

/** Writes one down to be sent. @returns null when its user has had enough of them this hour */
export async function planTrial(
  trial: Pick<Trial, 'rembuk' | 'by' | 'address' | 'locale' | 'participant'>,
  now: Date,
): Promise<Trial | null> {
  const lately = { by: trial.by, at: { $gt: new Date(now.getTime() - hourMs) } };
  if ((await TrialModel.countDocuments(lately)) >= trialsAnHour) return null;
  const row: Trial = { _id: randomUUID(), ...trial, status: 'queued', at: now };
  await TrialModel.create(row);
  return row;
}

/** The next trials that a channel is to send. */
export async function nextTrials(
  channel: ChannelName,
  limit: number,
  except: readonly string[],
): Promise<Trial[]> {
  return TrialModel.find({ ...onChannel(channel), status: 'queued', _id: { $nin: [...except] } })
    .sort({ at: 1 })
    .limit(limit)
    .lean();
}

const onChannel = (channel: ChannelName) => ({ address: { $regex: `^${channel}:` } });

/** Takes one to send it: only a `queued` one can be taken, and by one only. */
export async function takeTrial(id: string): Promise<boolean> {
  const taken = { _id: id, status: 'queued' as const };
  return (await TrialModel.updateOne(taken, { $set: { status: 'sending' } })).modifiedCount === 1;
}

/** What a dead sender left in flight is `unknown`, and not sent again. @param mine what is being sent just now */
export async function markTrialOrphans(channel: ChannelName, mine: readonly string[]): Promise<void> {
  await TrialModel.updateMany(
    { ...onChannel(channel), status: 'sending', _id: { $nin: [...mine] } },
    { $set: { status: 'unknown' } },
  );
}

/** Writes down how it ended; `queued` gives it back for a later try. */
export async function settleTrial(
  id: string,
  status: 'sent' | 'failed' | 'queued' | 'unknown',
  reason?: string,
): Promise<void> {
  await TrialModel.updateOne({ _id: id }, { $set: { status, ...(reason ? { reason } : {}) } });
}

/** A user's last ones for a round, the newest first. */
export async function listTrials(rembuk: string, by: string): Promise<Trial[]> {
  return TrialModel.find({ rembuk, by }).sort({ at: -1 }).limit(5).lean();
}
