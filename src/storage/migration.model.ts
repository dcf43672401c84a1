import { model, Schema } from 'mongoose';

/** A migration that this database has had; `_id` is its name. */
const schema = new Schema<{ _id: string; at: Date }>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { versionKey: false },
);

export const MigrationModel = model('Migration', schema, 'migrations');
