import { model, Schema } from 'mongoose';

/** Codes that an address asked for and had no right to read, or that are none. */
export interface LookupMisses {
  /** The address, `telegram:123`. */
  _id: string;
  /** When, oldest first; only as many as count. */
  at: Date[];
  last: Date;
}

const schema = new Schema<LookupMisses>(
  {
    _id: { type: String, required: true },
    at: { type: [Date], default: [] },
    last: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ last: 1 });

export const LookupMissesModel = model('LookupMisses', schema, 'lookup_misses');
