import { model, Schema } from 'mongoose';

/** A session as the store keeps it: only its end is known here, for what is over is removed by an index. */
const schema = new Schema<{ _id: string; expires?: Date }>(
  { _id: { type: String, required: true }, expires: Date },
  { versionKey: false, strict: false },
);
schema.index({ expires: 1 }, { expireAfterSeconds: 0 });

export const SessionModel = model('Session', schema, 'sessions');
