import { Schema } from 'mongoose';
import type { Address } from '../channels/address.ts';
import type { ChannelName } from '../channels/channel.ts';
import { type Reopenable, reopenable } from '../conversation/reopenable.ts';
import { type Outcome, outcomes, type ReasonCode, reasonCodes } from './reasons.ts';

/** A decision of a coordinator. It reaches nobody until it is released; only then the state changes. */
export interface Decision {
  outcome: Outcome;
  /** Compulsory for all but `accepted`. */
  reason?: ReasonCode;
  /** Of `merged`: the proposal it is joined with. */
  mergedWith?: { id: string; code: string };
  /** Of `forwarded`: the office that has it now, by its key in `data/authority.yaml` and its name then. */
  forwardedTo?: { key: string; name: string };
  /** Of `returned`: the question whose answer is lacking, and since when it is asked again in the chat. */
  lacks?: Reopenable;
  reopenedAt?: Date;
  /** One sentence to the proposer, compulsory. */
  sentence: string;
  by: string;
  role: string;
  at: Date;
  /** Code of the supported proposal whose decision this is; absent where it was decided by itself. */
  with?: string;
  releasedAt?: Date;
  delivery?: Delivery;
}

/** How far a released answer is on its way to its proposer; `at` is since when it stands so. */
export interface Delivery {
  /** `unknown`: in flight when a process died, a person decides; `dropped`: a person has given it up; `told`: by phone. */
  status: 'queued' | 'taken' | 'sending' | 'sent' | 'told' | 'failed' | 'unknown' | 'dropped';
  /** Which dispatcher has taken it to send it; nothing has left while it is `taken`. */
  takenBy?: string;
  channel?: ChannelName;
  address?: Address;
  reason?: string;
  /** It was the network that refused it. */
  refused?: true;
  /** Its network's id once it is sent, so that a reply to it is known. */
  messageId?: string;
  at: Date;
  /** Nothing of it leaves before, and it may be recalled. */
  heldUntil?: Date;
}

/** A decision within its proposal. */
export const decisionSchema = new Schema<Decision>(
  {
    outcome: { type: String, enum: outcomes, required: true },
    reason: { type: String, enum: reasonCodes },
    mergedWith: { type: new Schema({ id: String, code: String }, { _id: false }), required: false },
    forwardedTo: { type: new Schema({ key: String, name: String }, { _id: false }), required: false },
    lacks: { type: String, enum: reopenable },
    reopenedAt: Date,
    sentence: { type: String, required: true, maxlength: 500 },
    by: { type: String, required: true },
    role: { type: String, required: true },
    at: { type: Date, required: true },
    with: String,
    releasedAt: Date,
    delivery: {
      status: String,
      takenBy: String,
      channel: String,
      address: String,
      reason: String,
      refused: Boolean,
      messageId: String,
      at: Date,
      heldUntil: Date,
    },
  },
  { _id: false },
);
