import { model, Schema } from 'mongoose';

/**
 * Where an invitation stands. `sending` seen by a fresh process means that the one before died with the message
 * in flight: nobody can know whether it arrived, so it becomes `unknown` and a person decides.
 * `no-channel`: he must press his personal start link first (Telegram).
 */
export const invitationStatuses = [
  'no-channel',
  'queued',
  'sending',
  'sent',
  'answered',
  'failed',
  'unknown',
] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/** One person's invitation to one round; `_id` is `<rembuk>.<participant>`, so there can be only one. */
export interface Invitation {
  _id: string;
  rembuk: string;
  participant: string;
  address?: string;
  status: InvitationStatus;
  reason?: string;
  queuedAt: Date;
  sentAt?: Date;
  answeredAt?: Date;
}

const schema = new Schema<Invitation>(
  {
    _id: { type: String, required: true },
    rembuk: { type: String, required: true },
    participant: { type: String, required: true },
    address: String,
    status: { type: String, enum: invitationStatuses, required: true },
    reason: String,
    queuedAt: { type: Date, required: true },
    sentAt: Date,
    answeredAt: Date,
  },
  { versionKey: false },
);
schema.index({ rembuk: 1, status: 1 });

export const InvitationModel = model('Invitation', schema, 'invitations');
