import { model, Schema } from 'mongoose';
import type { ParticipantId } from '../people/participant.model.ts';
import type { ProposalId } from '../proposals/proposal.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import type { Id } from '../storage/id.ts';

/** `<participant>.<when they asked>`: made from its cause, so that the same question twice is one thread. */
export type ThreadId = Id<'thread'>;

/** `waiting`: the last word is the person's. `closed`: somebody was done with it without writing. */
export const threadStates = ['waiting', 'answered', 'closed'] as const;
export type ThreadState = (typeof threadStates)[number];

/** One word of either side. */
export interface ThreadMessage {
  /** Of the person's: the message or the turn that it was said in. Of the office's: its number, `a2`. */
  _id: string;
  by: 'person' | 'office';
  /** E-mail address of the user who answered. */
  user?: string;
  /** As they were written; empty where somebody only asked for a person (PETUGAS). */
  words: string;
  at: Date;
  /** An answer that is shown beside like questions. */
  example?: true;
}

/** A representative's question, and what the office and they have said to it. */
export interface Thread {
  _id: ThreadId;
  participant: ParticipantId;
  /** The round of their talk; null where they have none. */
  round: RoundId | null;
  /** Theirs, as it was when they asked; absent for a stranger. */
  village?: string;
  kecamatan?: string;
  /** The proposal to whose answer they replied. */
  about?: { proposal: ProposalId; code: string };
  /** Oldest first; never empty. */
  messages: ThreadMessage[];
  state: ThreadState;
  /** Since when their last word waits for an answer; absent while none does. */
  waitsSince?: Date;
  /** By when it is to be answered. */
  due: Date;
  /** The office it is given to, by its key in `data/authority.yaml`; absent while the planning office has it. */
  office?: string;
  answeredAt?: Date;
  /** Set while the newest answer is not on its way yet. */
  untold?: true;
  /** Set where the village may read it, without names. */
  shared?: { by: string; at: Date };
  history: {
    at: Date;
    by: string;
    role: string;
    what: 'given' | 'shared' | 'unshared' | 'closed';
    to?: string;
  }[];
  /** Grows with every word and change; a form tells which one it was made of. */
  revision: number;
  /** When it was last written, by mongoose on the clock of whoever wrote; see `storage/ledger.ts`. */
  changed?: Date;
}

const schema = new Schema<Thread>(
  {
    _id: { type: String, required: true },
    participant: { type: String, required: true },
    round: { type: String, default: null },
    village: String,
    kecamatan: String,
    about: { type: new Schema({ proposal: String, code: String }, { _id: false }), required: false },
    messages: {
      type: [
        {
          _id: String,
          by: { type: String, enum: ['person', 'office'] },
          user: String,
          words: String,
          at: Date,
          example: Boolean,
        },
      ],
      required: true,
    },
    state: { type: String, enum: threadStates, required: true },
    waitsSince: Date,
    due: { type: Date, required: true },
    office: String,
    answeredAt: Date,
    untold: Boolean,
    shared: { type: new Schema({ by: String, at: Date }, { _id: false }), required: false },
    history: {
      type: [{ _id: false, at: Date, by: String, role: String, what: String, to: String }],
      default: [],
    },
    revision: { type: Number, required: true },
  },
  { versionKey: false, timestamps: { createdAt: false, updatedAt: 'changed' } },
);
schema.index({ participant: 1, state: 1 });
schema.index({ state: 1, due: 1 });
schema.index({ village: 1, 'shared.at': -1 }, { partialFilterExpression: { shared: { $exists: true } } });
schema.index({ untold: 1 }, { partialFilterExpression: { untold: true } });
// What has changed since somebody looked; see storage/ledger.ts.
schema.index({ changed: 1 });

export const ThreadModel = model('Thread', schema, 'threads');
