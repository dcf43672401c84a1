import { model, Schema } from 'mongoose';
import type { Address } from '../../channels/address.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { type Locale, locales } from '../../texts/locales.ts';

/** As with an invitation: `sending` found by a fresh process was in flight when the one before died. */
export const trialStatuses = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;
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
