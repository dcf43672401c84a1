/** Invitations sent to oneself, to look at. They are rows of their own, so no count or cap of invitations knows them. */
import { randomUUID } from 'node:crypto';
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

/** Takes one to send it; one found `sending` was in flight when a process died: `unknown`, and not sent again. */
export async function takeTrial(id: string): Promise<Trial | null> {
  const taken = await TrialModel.findOneAndUpdate(
    { _id: id, status: 'queued' },
    { $set: { status: 'sending' } },
    { returnDocument: 'after' },
  ).lean();
  if (!taken) await TrialModel.updateOne({ _id: id, status: 'sending' }, { $set: { status: 'unknown' } });
  return taken;
}

/** Writes down how it ended; `queued` gives it back for a later try. */
export async function settleTrial(
  id: string,
  status: 'sent' | 'failed' | 'queued',
  reason?: string,
): Promise<void> {
  await TrialModel.updateOne({ _id: id }, { $set: { status, ...(reason ? { reason } : {}) } });
}

/** A user's last ones for a round, the newest first. */
export async function listTrials(rembuk: string, by: string): Promise<Trial[]> {
  return TrialModel.find({ rembuk, by }).sort({ at: -1 }).limit(5).lean();
}
