import { model, Schema } from 'mongoose';
import type { Address } from '../../channels/address.ts';
import { type ChannelName, channelNames } from '../../channels/channel.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import type { Id } from '../../storage/id.ts';
import type { BroadcastId } from './broadcast.model.ts';
import { type OnItsWay, onItsWay } from './on-its-way.ts';

/**
 * Where an invitation stands, from nothing to everything; what may have left never goes back. How it moves tells
 * delivery-state.ts. `no-channel`: they must press their personal start link first (Telegram).
 */
export const invitationStatuses = [
  'no-channel',
  'queued',
  'taken',
  'sending',
  'unknown',
  'failed',
  'sent',
  'delivered',
  'read',
  'answered',
] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];
/** The statuses that people are told of; see `shownStatus`. `declined`: it was answered, and the answer was to be left alone. */
export type ShownInvitationStatus = Exclude<InvitationStatus, 'taken'> | 'declined';
/** How an invitation is declined: STOP, or a number that is somebody else's. "Not now" is an answer like others. */
export const declining = ['stopped', 'wrong-person'] as const;
export type Declining = (typeof declining)[number];
/** The id of an invitation: `<round>.<participant>`. */
export type InvitationId = Id<'invitation'>;

/** One person's invitation to one round; `_id` is `<rembuk>.<participant>`, so there can be only one. */
export interface Invitation extends OnItsWay {
  _id: InvitationId;
  round: RoundId;
  participant: ParticipantId;
  /** The broadcast that sends it now, or sent it last. */
  broadcast?: BroadcastId;
  channel?: ChannelName;
  address?: Address;
  status: InvitationStatus;
  /** An earlier try of it may have arrived; only a person can have queued it again. */
  uncertain?: boolean;
  /** Nobody had written from this address when it was queued. */
  firstContact?: boolean;
  sendingAt?: Date;
  deliveredAt?: Date;
  readAt?: Date;
  answeredAt?: Date;
  /** What they answered first, where it was to be left alone; absent once they have agreed. */
  declined?: Declining;
  /** When it was last written, by mongoose on the clock of whoever wrote; see `storage/ledger.ts`. */
  changed?: Date;
}

const schema = new Schema<Invitation>(
  {
    _id: { type: String, required: true },
    round: { type: String, required: true },
    participant: { type: String, required: true },
    broadcast: String,
    channel: { type: String, enum: channelNames },
    address: String,
    status: { type: String, enum: invitationStatuses, required: true },
    ...onItsWay,
    uncertain: Boolean,
    firstContact: Boolean,
    sendingAt: Date,
    deliveredAt: Date,
    readAt: Date,
    answeredAt: Date,
    declined: { type: String, enum: declining },
  },
  { versionKey: false, timestamps: { createdAt: false, updatedAt: 'changed' } },
);
schema.index({ round: 1, status: 1 });
// What has changed since somebody looked; see storage/ledger.ts.
schema.index({ round: 1, changed: 1 });
// What the sender of a channel looks for, and what its caps are counted from.
schema.index({ channel: 1, status: 1, broadcast: 1 });
schema.index({ channel: 1, sentAt: 1 });
schema.index({ messageId: 1 });

export const InvitationModel = model('Invitation', schema, 'invitations');
