import { model, Schema } from 'mongoose';

/** The days on which what is too old was removed, so that one worker of all does it. `_id` is the day, 2026-12-01. */
export interface RetentionDay {
  _id: string;
  at: Date;
}

const schema = new Schema<RetentionDay>({ _id: String, at: Date }, { versionKey: false });

export const RetentionModel = model('Retention', schema, 'retention');
