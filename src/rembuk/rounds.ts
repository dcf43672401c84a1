import { isDuplicate } from '../storage/mongodb.ts';
import { type Rembuk, RembukModel } from './rembuk.model.ts';

/** Quota and answer time of a round where staff have said nothing else: three proposals an RT, five days. */
export const roundDefaults = { flow: 'usulan', quota: 3, answerDays: 5 } as const;

/** A second round was to be opened while one is open. */
export class RoundOpenError extends Error {
  constructor() {
    super('Another rembuk is still open; close it first.');
    this.name = 'RoundOpenError';
  }
}

/**
 * Opens the round of a year; opening the same one again changes nothing.
 * @throws RoundOpenError
 */
export async function openRound(
  year: number,
  now: Date,
  options: { quota?: number; answerDays?: number } = {},
): Promise<Rembuk> {
  const round = { ...roundDefaults, ...options, year, status: 'open' as const, openedAt: now };
  try {
    return await RembukModel.findOneAndUpdate(
      { _id: String(year) },
      { $setOnInsert: round },
      { upsert: true, returnDocument: 'after' },
    ).lean();
  } catch (error) {
    if (isDuplicate(error)) throw new RoundOpenError();
    throw error;
  }
}

/** The round people write for now, if one is open. */
export async function currentRound(): Promise<Rembuk | null> {
  return RembukModel.findOne({ status: 'open' }).lean();
}

/** Ends a round: nobody can send a proposal to it any more. */
export async function closeRound(id: string): Promise<void> {
  await RembukModel.updateOne({ _id: id }, { $set: { status: 'closed' } });
}
