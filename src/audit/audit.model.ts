import { model, Schema } from 'mongoose';
import { type Act, acts } from './acts.ts';

/** One thing that somebody of the office did: never changed, never removed. */
export interface AuditEntry {
  /** Its place in the chain, from 1, without gaps. */
  _id: number;
  at: Date;
  /** E-mail address of the user, `cli:<user of the machine>` for a command, or `unknown`. */
  by: string;
  act: Act;
  /** To whom or what: an id or address of ours, never a phone number. */
  subject?: string;
  /** The address that the request came from. */
  from?: string;
  details?: Record<string, string | number>;
  /** Hash of the entry before; of the first one, `begin`. */
  previous: string;
  /** SHA-256 over all of the above, base64url; see `chain.ts`. */
  hash: string;
}

const schema = new Schema<AuditEntry>(
  {
    _id: { type: Number, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true, maxlength: 254 },
    act: { type: String, enum: acts, required: true },
    subject: { type: String, maxlength: 200 },
    from: { type: String, maxlength: 60 },
    details: Schema.Types.Mixed,
    previous: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false },
);
schema.index({ by: 1, _id: -1 });
schema.index({ act: 1, _id: -1 });

// No code of ours can change what stands; who changes it past us is found by the chain.
schema.pre(
  [
    'updateOne',
    'updateMany',
    'replaceOne',
    'findOneAndUpdate',
    'findOneAndReplace',
    'findOneAndDelete',
    'deleteOne',
    'deleteMany',
  ],
  () => {
    throw new Error('The audit trail is only ever added to.');
  },
);

export const AuditModel = model('AuditEntry', schema, 'audit');
