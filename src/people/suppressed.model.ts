import { model, Schema } from 'mongoose';

/** An address that is not to be written to first, though nothing else is known of it: `_id` is a keyed hash. */
export interface Suppressed {
  _id: string;
  at: Date;
}

const schema = new Schema<Suppressed>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { versionKey: false },
);

export const SuppressedModel = model('Suppressed', schema, 'suppressed');
