import { model, Schema } from 'mongoose';
import type { Address } from '../../channels/address.ts';
import { type ChannelName, channelNames } from '../../channels/channel.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import type { InvitationId } from './invitation.model.ts';
import { type OnItsWay, onItsWay } from './on-its-way.ts';

/** `moved`: the conversation went on meanwhile, so nothing was sent. */
export const reminderStatuses = ['queued', 'taken', 'sending', 'sent', 'failed', 'unknown', 'moved'] as const;
export type ReminderStatus = (typeof reminderStatuses)[number];

/** One reminder; `_id` is `<invitation>.<n>`, so the first and the second can each be only one. */
export interface Reminder extends OnItsWay {
  _id: string;
  invitation: InvitationId;
  round: RoundId;
  participant: ParticipantId;
  /** 1 or 2. */
  number: number;
  channel: ChannelName;
  address: Address;
  /** Where the conversation stood when this was decided; null where there was none. It is not sent if that moved. */
  version: number | null;
  status: ReminderStatus;
}

const schema = new Schema<Reminder>(
  {
    _id: { type: String, required: true },
    invitation: { type: String, required: true },
    round: { type: String, required: true },
    participant: { type: String, required: true },
    number: { type: Number, required: true, min: 1, max: 2 },
    channel: { type: String, enum: channelNames, required: true },
    address: { type: String, required: true },
    version: { type: Number, default: null },
    status: { type: String, enum: reminderStatuses, required: true },
    ...onItsWay,
  },
  { versionKey: false },
);
schema.index({ channel: 1, status: 1 });
schema.index({ channel: 1, sentAt: 1 });
schema.index({ round: 1, participant: 1 });

export const ReminderModel = model('Reminder', schema, 'reminders');
