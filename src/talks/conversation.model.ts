import { model, Schema } from 'mongoose';
import type { Address } from '../channels/address.ts';
import type { Question } from '../conversation/question.ts';
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
  /** What the talk waits for once it is sent; with the last reply of a turn, absent for all else. */
  question?: Question;
  /** Since when it may have left: a send was begun, and what came of it is not written down. */
  leftAt?: Date;
  /** How many sends of it ended without an answer of the network: each may have arrived. */
  doubts?: number;
  /** Why it can never be delivered; such an entry is passed over until staff try it again. */
  failed?: string;
}

/** A question that was sent: what a message that comes later may belong to. */
export interface Asked {
  question: Question;
  /** Its network's id; see `Sent`. */
  messageId: string;
  address: Address;
  /** When its network had it, by the network's own clock where that tells. */
  at: Date;
  /** Since when it may have been on the screen, by the same clock: earlier than `at` where a first send had an unknown end. */
  since: Date;
  /** How far the network's clock was ahead of ours then, in ms; absent where it does not tell. */
  ahead?: number;
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
  /** The last questions sent, the newest last. */
  asked: Asked[];
  effects: { turn: number; effect: Effect }[];
  /** Who wrote it last: one write of one process, to tell who won a race. */
  written?: string;
  /** Until when one sender has this outbox to themselves, and by which claim. */
  sendingUntil: Date | null;
  sender?: string;
  /** The network has asked that nothing be sent here before this time. */
  restUntil: Date | null;
  lastSentAt?: Date;
  updatedAt: Date;
}

/** How many handled ids are kept: far more than can be in flight for one person. */
export const handledKept = 50;
/** How many questions are kept; far more than are sent while one message is on its way. */
export const askedKept = 20;

const schema = new Schema<Conversation>(
  {
    _id: { type: String, required: true },
    round: { type: String, default: null },
    state: { type: Schema.Types.Mixed, default: null },
    version: { type: Number, required: true },
    turn: { type: Number, required: true },
    handled: { type: [String], default: [] },
    outbox: { type: Schema.Types.Mixed, default: [] },
    asked: { type: Schema.Types.Mixed, default: [] },
    effects: { type: Schema.Types.Mixed, default: [] },
    written: String,
    sendingUntil: { type: Date, default: null },
    sender: String,
    restUntil: { type: Date, default: null },
    lastSentAt: Date,
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
// What has changed since somebody looked; see storage/ledger.ts.
schema.index({ round: 1, updatedAt: 1 });

export const ConversationModel = model('Conversation', schema, 'conversations');
