import { model, Schema } from 'mongoose';
import type { Address } from '../channels/address.ts';
import type { ChannelName, Content } from '../channels/channel.ts';
import type { Id } from '../storage/id.ts';

/** Why something is not read: too much from one address, a machine that answers a machine, too many strangers. */
export const limitReasons = ['hurry', 'loop', 'strangers'] as const;
export type LimitReason = (typeof limitReasons)[number];
/** The id of a message: `<channel>.<pseudonym of sender and the network's id>`. */
export type MessageId = Id<'message'>;

/**
 * A message as it came in. `_id` is made of its channel, its sender and the network's id
 * (see inbox.ts), so the same message twice is one document.
 * It is written before the channel tells its network "received"; the queue carries only the id, because
 * nothing personal goes into a job.
 */
export interface Message {
  _id: MessageId;
  channel: ChannelName;
  /** `<channel>:<id>`, whom to answer. */
  address: Address;
  /** The same person's other address, where the network tells it. */
  alias?: string;
  senderName: string;
  content: Content;
  sentAt: Date;
  /** See `Incoming.order` and `Incoming.quotes`. */
  order?: number;
  quotes?: string;
  /** The message that this one stands in the place of: its sender has edited it. */
  corrects?: MessageId;
  receivedAt: Date;
  /** Its place among those that came with it. */
  place: number;
  /** Set while it waits to be handled. */
  waiting?: true;
  /** How often its handling has ended in a fault, and when it is tried again. */
  faults?: number;
  retryAt?: Date;
  /** Why it was given up: a dead letter, until staff try it again or discard it. */
  givenUp?: { reason: string; at: Date };
  /** Set where not all of its sender's messages are read: it is not answered, they are told so. */
  limited?: LimitReason;
  handledAt?: Date;
}

const schema = new Schema<Message>(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    address: { type: String, required: true },
    alias: String,
    senderName: { type: String, default: '' },
    content: { type: Schema.Types.Mixed, required: true },
    sentAt: { type: Date, required: true },
    order: Number,
    quotes: String,
    corrects: String,
    receivedAt: { type: Date, required: true },
    place: { type: Number, default: 0 },
    waiting: Boolean,
    faults: Number,
    retryAt: Date,
    givenUp: { type: Schema.Types.Mixed },
    limited: String,
    handledAt: Date,
  },
  { versionKey: false, minimize: false },
);
schema.index({ receivedAt: 1, place: 1 }, { partialFilterExpression: { waiting: true } });
schema.index({ 'givenUp.at': 1 }, { partialFilterExpression: { givenUp: { $exists: true } } });
schema.index({ address: 1, receivedAt: 1 });

export const MessageModel = model('Message', schema, 'messages');
