import { model, Schema } from 'mongoose';
import { isDuplicate } from './mongodb.ts';

const schema = new Schema<{ _id: string; last: number }>(
  { _id: String, last: Number },
  { versionKey: false },
);
export const CounterModel = model('Counter', schema, 'counters');

/**
 * The next number of a sequence, from 1; two callers never get the same one. A sequence is made by an insert, which
 * one alone can win on any server, and counted by an update of what stands: no upsert's answer is trusted.
 */
export async function nextNumber(sequence: string): Promise<number> {
  const counted = await count(sequence);
  if (counted) return counted.last;
  await CounterModel.create({ _id: sequence, last: 0 }).catch((error: unknown) => {
    if (!isDuplicate(error, '_id_')) throw error;
  });
  const made = await count(sequence);
  if (!made) throw new Error(`The sequence "${sequence}" was taken away while it was counted`);
  return made.last;
}

const count = (sequence: string) =>
  CounterModel.findOneAndUpdate({ _id: sequence }, { $inc: { last: 1 } }, { returnDocument: 'after' }).lean();
