import { model, Schema } from 'mongoose';

/** A yearly round. `year` is when it is held; its proposals are for the RKPD of the year after. */
export interface Rembuk {
  /** Short and readable, `2026`; it is part of conversation and job ids. */
  _id: string;
  year: number;
  flow: string;
  /** Proposals an RT (or an office without RT) may send. */
  quota: number;
  /** Days within which the first human answer comes. */
  answerDays: number;
  status: 'open' | 'closed';
  openedAt: Date;
}

const schema = new Schema<Rembuk>(
  {
    _id: { type: String, required: true },
    year: { type: Number, required: true },
    flow: { type: String, required: true },
    quota: { type: Number, required: true, min: 1 },
    answerDays: { type: Number, required: true, min: 1 },
    status: { type: String, enum: ['open', 'closed'], required: true },
    openedAt: { type: Date, required: true },
  },
  { versionKey: false },
);
// One round at a time: whoever writes is writing for the one that is open.
schema.index({ status: 1 }, { unique: true, partialFilterExpression: { status: 'open' } });

export const RembukModel = model('Rembuk', schema, 'rembuks');
