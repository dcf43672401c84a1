import { model, Schema } from 'mongoose';
import type { Address } from '../channels/address.ts';
import type { Effect, Reply, State } from '../conversation/types.ts';
import type { ParticipantId } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';

/** A reply that waits to be sent. It leaves the list only when its channel says it is sent. */
export interface OutboxEntry {
  turn: number;
  /** Place among the replies of its turn. */
  index: number;
  address: Address;
  reply: Reply;
  /** Why it can never be delivered; such an entry is passed over until staff try it again. */
  failed?: string;
}

/**
 * A participant's conversation: one document a person, so that state, replies and effects change in one write.
 * `version` guards that write; `handled` and the derived job ids make every step repeatable after a crash.
 */
export interface Conversation {
  /** The participant's id. */
  _id: ParticipantId;
  /** The round it is for; null while a stranger registers themselves. */
  round: RoundId | null;
  /** Null until something was started (there was no open round). */
  state: State | null;
  version: number;
  /** Number of the last turn; outgoing job ids are `<participant>.<turn>`. */
  turn: number;
  /** The last messages handled, newest last; one that comes again is not handled again. */
  handled: string[];
  outbox: OutboxEntry[];
  effects: { turn: number; effect: Effect }[];
  /** Until when one sender has this outbox to themselves. */
  sendingUntil: Date | null;
  /** The network has asked that nothing be sent here before this time. */
  restUntil: Date | null;
  lastSentAt?: Date;
  updatedAt: Date;
}

/** How many handled ids are kept: far more than can be in flight for one person. */
export const handledKept = 50;

const schema = new Schema<Conversation>(
  {
    _id: { type: String, required: true },
    round: { type: String, default: null },
    state: { type: Schema.Types.Mixed, default: null },
    version: { type: Number, required: true },
    turn: { type: Number, required: true },
    handled: { type: [String], default: [] },
    outbox: { type: Schema.Types.Mixed, default: [] },
    effects: { type: Schema.Types.Mixed, default: [] },
    sendingUntil: { type: Date, default: null },
    restUntil: { type: Date, default: null },
    lastSentAt: Date,
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ round: 1, 'state.status': 1 });

export const ConversationModel = model('Conversation', schema, 'conversations');
