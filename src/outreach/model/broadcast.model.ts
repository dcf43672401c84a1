import { model, Schema } from 'mongoose';
import type { ChannelName } from '../../channels/channel.ts';
import type { Audience } from '../../rounds/audience.ts';
import type { DecentHours } from '../../rounds/quiet-hours.ts';
import type { InvitationMessage, RoundId } from '../../rounds/round.model.ts';
import type { Id } from '../../storage/id.ts';

/** `done` and `cancelled` are the end; nothing leads out of them. */
export const broadcastStates = ['scheduled', 'sending', 'paused', 'done', 'cancelled'] as const;
export type BroadcastState = (typeof broadcastStates)[number];

/** Which of a round's invitations are tried again: those nobody knows of, those that failed, or both. */
export const retryScopes = ['unknown', 'failed', 'all'] as const;
export type RetryScope = (typeof retryScopes)[number];
/** The id of a sending: `<round>.<n>`. */
export type BroadcastId = Id<'broadcast'>;

/** One sending of invitations. What it says and to whom is fixed when it is made; the round may change after. */
export interface Broadcast {
  /** `<rembuk>.<n>`. */
  _id: BroadcastId;
  round: RoundId;
  state: BroadcastState;
  /** Set until the end: a round has one running sending at most. */
  running?: true;
  /** Not before this. */
  at: Date;
  audience: Audience;
  /** Only these people, where a caller names them (the demo, a test-send). */
  only?: string[];
  /** Present when this one tries again what did not arrive. */
  retry?: RetryScope;
  message: InvitationMessage;
  hours: DecentHours | null;
  by: string;
  createdAt: Date;
  startedAt?: Date;
  endedAt?: Date;
  history: { what: string; by: string; at: Date }[];
  /** Why a channel holds still just now, and until when; for the page of progress. */
  holds?: Partial<Record<ChannelName, { why: string; until?: Date; at: Date }>>;
}

const schema = new Schema<Broadcast>(
  {
    _id: { type: String, required: true },
    round: { type: String, required: true },
    state: { type: String, enum: broadcastStates, required: true },
    running: Boolean,
    at: { type: Date, required: true },
    audience: { type: Schema.Types.Mixed, required: true },
    only: { type: [String], default: undefined },
    retry: { type: String, enum: retryScopes },
    message: { type: Schema.Types.Mixed, required: true },
    hours: { type: Schema.Types.Mixed, default: null },
    by: { type: String, required: true },
    createdAt: { type: Date, required: true },
    startedAt: Date,
    endedAt: Date,
    history: { type: [{ _id: false, what: String, by: String, at: Date }], default: [] },
    holds: Schema.Types.Mixed,
  },
  { versionKey: false, minimize: false },
);
schema.index({ round: 1, createdAt: 1 });
schema.index({ state: 1 });
schema.index({ round: 1, running: 1 }, { unique: true, partialFilterExpression: { running: true } });

export const BroadcastModel = model('Broadcast', schema, 'broadcasts');
