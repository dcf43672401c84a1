import { model, Schema } from 'mongoose';

/** A session as the store keeps it: only its end is known here, for what is over is removed by an index. */
const schema = new Schema<{ _id: string; expires?: Date }>(
  { _id: { type: String, required: true }, expires: Date },
  { versionKey: false, strict: false },
);
schema.index({ expires: 1 }, { expireAfterSeconds: 0 });

/** A session that its user has ended, by the same id; kept for as long as one lives at most. */
const endedSchema = new Schema<{ _id: string; at: Date }>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { versionKey: false },
);
/** However much it is used, no session lives longer, in ms. */
export const longestSessionMs = 12 * 60 * 60 * 1000;
endedSchema.index({ at: 1 }, { expireAfterSeconds: longestSessionMs / 1000 });

export const EndedSessionModel = model('EndedSession', endedSchema, 'ended-sessions');

export const SessionModel = model('Session', schema, 'sessions');
