/** Invitations sent to oneself, to look at. They are rows of their own, so no count or cap of invitations knows them. */
import { randomUUID } from 'node:crypto';
import type { ChannelName } from '../../channels/channel.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { deliveryRows } from './delivery-state.ts';
import { type Trial, TrialModel } from './trial.model.ts';

/** So many an hour are enough to look at a text; more would be a way to write to strangers. */
export const trialsAnHour = 10;

const hourMs = 3600_000;

/** Writes one down to be sent. @returns null when its user has had enough of them this hour */
export async function planTrial(
  trial: Pick<Trial, 'round' | 'by' | 'address' | 'locale' | 'participant'>,
  now: Date,
): Promise<Trial | null> {
  const lately = { by: trial.by, at: { $gt: new Date(now.getTime() - hourMs) } };
  if ((await TrialModel.countDocuments(lately)) >= trialsAnHour) return null;
  const row: Trial = { _id: randomUUID(), ...trial, status: 'queued', at: now };
  await TrialModel.create(row);
  return row;
}

/** The next trials that a channel is to send. */
export async function nextTrials(channel: ChannelName, limit: number): Promise<Trial[]> {
  return TrialModel.find({ ...onChannel(channel), status: 'queued' })
    .sort({ at: 1 })
    .limit(limit)
    .lean();
}

const onChannel = (channel: ChannelName) => ({ address: { $regex: `^${channel}:` } });

/** Trials on their way. */
export const trialDeliveries = deliveryRows(TrialModel, { onChannel });

/** A user's last ones for a round, the newest first. */
export async function listTrials(roundId: RoundId, by: string): Promise<Trial[]> {
  return TrialModel.find({ round: roundId, by }).sort({ at: -1 }).limit(5).lean();
}
