import { model, Schema } from 'mongoose';

/** Failed tries of one kind, all processes together. `_id` is a hash: neither e-mail nor network address is kept. */
export interface SignInTries {
  _id: string;
  failures: number;
  /** No further try before this. */
  until: Date;
  /** Forgotten then. */
  expiresAt: Date;
}

const schema = new Schema<SignInTries>(
  {
    _id: { type: String, required: true },
    failures: { type: Number, required: true },
    until: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const SignInTriesModel = model('SignInTries', schema, 'sign-in-tries');
