import { model, Schema } from 'mongoose';

const schema = new Schema<{ _id: string; last: number }>(
  { _id: String, last: Number },
  { versionKey: false },
);
export const CounterModel = model('Counter', schema, 'counters');

/** The next number of a sequence, from 1; two callers never get the same one. */
export async function nextNumber(sequence: string): Promise<number> {
  const counter = await CounterModel.findOneAndUpdate(
    { _id: sequence },
    { $inc: { last: 1 } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  return counter.last;
}
