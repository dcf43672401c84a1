import { model, Schema } from 'mongoose';
import type { Scope } from './scope.ts';

/**
 * `staff` invites, `coordinator` reviews and answers, `admin` does both and keeps users and indicators; `skpd` belongs to one
 * office and sees what was given to that.
 */
export const roles = ['staff', 'coordinator', 'admin', 'skpd'] as const;
export type Role = (typeof roles)[number];

/** Somebody of the office who signs in. */
export interface User {
  /** E-mail address in lower case. */
  _id: string;
  name: string;
  role: Role;
  /** What they may see and change; an admin's is always the whole district, an skpd's its office. */
  scope: Scope;
  /** `scrypt$N$r$p$salt$hash`, base64url. */
  password: string;
  createdAt: Date;
  /** For their own chat with the bot, and that chat, `telegram:123`; see `office-chat.ts`. */
  chatCode?: string;
  chats?: string[];
  secondFactor?: SecondFactor;
  /** Filters of the list of proposals that they keep; see `saved-filters.ts`. */
  savedFilters?: { name: string; query: string }[];
}

/** The second factor of a user; see `second-factor.ts`. */
export interface SecondFactor {
  /** Of the app, encrypted; shown to nobody again. */
  secret?: string;
  /** Shown to the user and not confirmed yet, encrypted. */
  proposed?: string;
  /** The period of the last code taken: none of it or before it is good again. */
  lastStep?: number;
  /** Hashes of the recovery codes that are left. */
  recovery?: string[];
  since?: Date;
}

const schema = new Schema<User>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true, maxlength: 120 },
    role: { type: String, enum: roles, required: true },
    scope: {
      type: new Schema(
        {
          kind: { type: String, enum: ['district', 'kecamatan', 'village', 'office'], required: true },
          codes: { type: [String], default: undefined },
          kecamatan: { type: [String], default: undefined },
          office: String,
        },
        { _id: false },
      ),
      required: true,
    },
    password: { type: String, required: true },
    createdAt: { type: Date, required: true },
    chatCode: String,
    chats: { type: [String], default: undefined },
    savedFilters: { type: [{ _id: false, name: String, query: String }], default: undefined },
    secondFactor: {
      type: new Schema<SecondFactor>(
        {
          secret: String,
          proposed: String,
          lastStep: Number,
          recovery: { type: [String], default: undefined },
          since: Date,
        },
        { _id: false },
      ),
    },
  },
  { versionKey: false },
);
schema.index({ chatCode: 1 }, { unique: true, partialFilterExpression: { chatCode: { $exists: true } } });

export const UserModel = model('User', schema, 'users');
