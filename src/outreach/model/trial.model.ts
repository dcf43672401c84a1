import { model, Schema } from 'mongoose';
import type { Address } from '../../channels/address.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { type Locale, locales } from '../../texts/locales.ts';

/** As with an invitation; see delivery-state.ts. */
export const trialStatuses = ['queued', 'taken', 'sending', 'sent', 'failed', 'unknown'] as const;
export type TrialStatus = (typeof trialStatuses)[number];

/** A round's invitation sent to somebody of the office, to see it as people will. It invites nobody. */
export interface Trial {
  _id: string;
  round: RoundId;
  /** E-mail address of the user who asked for it, and gets it. */
  by: string;
  address: Address;
  locale: Locale;
  /** Whose invitation it shows. */
  participant: ParticipantId;
  status: TrialStatus;
  /** Which dispatcher has taken it. */
  takenBy?: string;
  reason?: string;
  at: Date;
}

const schema = new Schema<Trial>(
  {
    _id: { type: String, required: true },
    round: { type: String, required: true },
    by: { type: String, required: true },
    address: { type: String, required: true },
    locale: { type: String, enum: locales, required: true },
    participant: { type: String, required: true },
    status: { type: String, enum: trialStatuses, required: true },
    takenBy: String,
    reason: String,
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ by: 1, at: -1 });
schema.index({ status: 1 });
// They tell nothing after the round, and hold an address.
schema.index({ at: 1 }, { expireAfterSeconds: 30 * 24 * 3600 });

export const TrialModel = model('Trial', schema, 'trials');
