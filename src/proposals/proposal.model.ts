import { model, Schema } from 'mongoose';
import type { Classification } from '../classification/types.ts';
import type { Reopenable } from '../conversation/reopenable.ts';
import type { Answer } from '../conversation/types.ts';
import type { ParticipantId } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import type { Id } from '../storage/id.ts';
import { type Decision, decisionSchema } from './decision.model.ts';
import { type ProposalStatus, proposalStatuses } from './reasons.ts';
import { type Recommendation, recommendationSchema, type Step, stepSchema } from './step.model.ts';

/** One change, kept for ever: who, in which role, when, from what to what, and why. */
export interface Change {
  at: Date;
  by: string;
  role: string;
  what:
    | 'status'
    | 'issue'
    | 'decision'
    | 'support'
    | 'told'
    | 'recalled'
    | 'completed'
    | 'not-completed'
    | 'held'
    | 'recommendation'
    | 'carried'
    | 'let-go';
  from: string;
  to: string;
  reason?: string;
  sentence?: string;
  /** Of a step through the tiers: the meeting or document that it was made at. */
  forum?: string;
}

/** A remark of somebody of the office. */
export interface Note {
  at: Date;
  /** E-mail address. */
  by: string;
  text: string;
}

export interface Photo {
  /** The network's file id, `telegram:AgAC…`; fetched once into `file`. */
  media: string;
  mime: string;
  /** Name under `DATA_DIR/media`, once fetched and cleaned of its EXIF. */
  file?: string;
  /** Why it could not be kept: a key of the locales' `conversation.photo-refused`. */
  lost?: string;
}
/** The id of a proposal: `<round>.<participant>.<number>`. */
export type ProposalId = Id<'proposal'>;

/** A proposal with the proposer's own words, what the classifier says of it and what became of it. */
export interface Proposal {
  /** `<rembuk>.<participant>.<number>`: the same proposal sent twice is one document. */
  _id: ProposalId;
  /** `RR-26-0307-0042`: year, kecamatan and village, sequence. */
  code: string;
  round: RoundId;
  participant: ParticipantId;
  village: string;
  kecamatan: string;
  /** Whose quota it counts against: `63.11.01.2003/rt/03` or the office. */
  quotaKey: string;
  /** Its proposer is not confirmed by staff: it stands apart from the seat, and counts nowhere. Absent once they are. */
  unconfirmed?: true;
  /** What is proposed, in the proposer's words; the title in lists. */
  title: string;
  /** What was classified. */
  text: string;
  /** All answers, untouched: by the role of their question, else by its step's name. */
  answers: Record<string, Answer>;
  /** The proposer's own label, kept apart from the classifier's. */
  ownIssue: string | null;
  /**
   * The proposal of the same village that its proposer supports; both keep their code, words and answer. `apart` once
   * that one was answered without this one, which had an answer of its own.
   */
  supports?: { id: string; code: string; apart?: true };
  /** The proposal of an earlier round that is sent again by this one, and in which year it is asked for: 2, 3 … */
  carriedFrom?: { id: string; code: string; age: number };
  /** Not funded, and whoever holds its seat has said what becomes of it: sent again as `into`, or, without it, closed. */
  carryOver?: { at: Date; by: string; into?: string };
  /** Ids of the proposals that support this one, in the order they came, and how many they are (lists sort by it). */
  supporters: string[];
  support: number;
  photos: Photo[];
  classification?: Classification & { version: string; at: Date };
  /** The issue in force: the classifier's when it filed by itself, else a person's. */
  issue: string | null;
  issueBy?: string;
  status: ProposalStatus;
  decision?: Decision;
  /** Its proposer has answered a question that was lacking, or cannot; until it is decided anew. */
  completion?: { role: Reopenable; at: Date; declined?: true };
  /** Staff have taken it out; `toldAt` once everybody concerned has been told. */
  withdrawal?: { at: Date; by: string; reason: string; toldAt?: Date };
  /** What the forums of the tiers made of it, oldest first. Absent before the first one. */
  steps?: Step[];
  /** How many of them everybody concerned has been told of; `stepsToTell` while some have not. */
  stepsTold?: number;
  stepsToTell?: true;
  /** What village, kecamatan, departments and others recommend, oldest first. */
  recommendations?: Recommendation[];
  history: Change[];
  submittedAt: Date;
  /** By when the first human answer comes. */
  answerBy: Date;
  /** When an answer first reached its proposer: the end of the answer clock. Absent until one has. */
  answeredAt?: Date;
  /** Whose work it is at the office, by e-mail address. */
  assignee?: string;
  /** What those of the office tell each other of it, oldest first; its proposer never sees them. */
  notes?: Note[];
  /** Grows with every change by a person; two who edit at once are told. */
  revision: number;
  /** When it was last written, by the clock of the machine that did; every write sets it. Absent of old. */
  changed?: Date;
}

const schema = new Schema<Proposal>(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    round: { type: String, required: true },
    participant: { type: String, required: true },
    village: { type: String, required: true },
    kecamatan: { type: String, required: true },
    quotaKey: { type: String, required: true },
    unconfirmed: Boolean,
    // Empty while they are spoken and not written down.
    title: { type: String, default: '' },
    text: { type: String, default: '' },
    answers: { type: Schema.Types.Mixed, required: true },
    ownIssue: { type: String, default: null },
    supports: { type: new Schema({ id: String, code: String, apart: Boolean }, { _id: false }) },
    carriedFrom: {
      type: new Schema({ id: String, code: String, age: Number }, { _id: false }),
      required: false,
    },
    carryOver: {
      type: new Schema({ at: Date, by: String, into: String }, { _id: false }),
      required: false,
    },
    supporters: { type: [String], default: [] },
    support: { type: Number, default: 0 },
    photos: { type: [{ _id: false, media: String, mime: String, file: String, lost: String }], default: [] },
    classification: { type: Schema.Types.Mixed },
    issue: { type: String, default: null },
    issueBy: String,
    status: { type: String, enum: proposalStatuses, required: true },
    decision: decisionSchema,
    completion: {
      type: new Schema({ role: String, at: Date, declined: Boolean }, { _id: false }),
      required: false,
    },
    withdrawal: {
      type: new Schema({ at: Date, by: String, reason: String, toldAt: Date }, { _id: false }),
      required: false,
    },
    steps: { type: [stepSchema], default: undefined },
    stepsTold: Number,
    stepsToTell: Boolean,
    recommendations: { type: [recommendationSchema], default: undefined },
    history: {
      type: [
        {
          _id: false,
          at: Date,
          by: String,
          role: String,
          what: String,
          from: String,
          to: String,
          reason: String,
          sentence: String,
          forum: String,
        },
      ],
      default: [],
    },
    submittedAt: { type: Date, required: true },
    answerBy: { type: Date, required: true },
    answeredAt: Date,
    assignee: String,
    notes: { type: [{ _id: false, at: Date, by: String, text: String }], default: undefined },
    revision: { type: Number, default: 0 },
    changed: Date,
  },
  { versionKey: false, minimize: false },
);
// Whoever holds proposals in memory finds by it what is new (`rows.ts`), so no write may forget it.
schema.pre('save', function () {
  this.changed = new Date();
});
schema.pre(['updateOne', 'updateMany', 'findOneAndUpdate'], function () {
  const update = this.getUpdate();
  const stamp = { changed: new Date() };
  if (Array.isArray(update)) update.push({ $set: stamp });
  else this.set(stamp);
});
schema.index({ round: 1, changed: 1 });
schema.index({ code: 1 }, { unique: true });
schema.index({ round: 1, quotaKey: 1 });
// What a seat sent to earlier rounds.
schema.index({ quotaKey: 1, round: 1 });
schema.index({ round: 1, status: 1, submittedAt: 1 });
schema.index({ round: 1, kecamatan: 1, submittedAt: 1 });
// The order of the list: unanswered first, longest waiting on top.
schema.index({ round: 1, 'decision.releasedAt': 1, submittedAt: 1, _id: 1 });
// What is to be asked again in the chat.
schema.index(
  { 'decision.delivery.status': 1, 'decision.reopenedAt': 1 },
  { partialFilterExpression: { 'decision.lacks': { $exists: true } } },
);
// Those that nothing has classified yet are few, and are looked for twice a minute.
schema.index({ submittedAt: 1 }, { partialFilterExpression: { status: 'submitted' } });
// Steps that a crash has left untold are few.
schema.index({ stepsToTell: 1 }, { partialFilterExpression: { stepsToTell: { $exists: true } } });
// The order by support.
schema.index({ round: 1, support: -1, submittedAt: 1, _id: 1 });
// Twins are looked for within a village.
schema.index({ round: 1, village: 1 });
schema.index({ participant: 1, submittedAt: 1 });
// What the sender of a channel looks for, and what its caps are counted from.
schema.index({ 'decision.delivery.status': 1, 'decision.delivery.channel': 1, 'decision.delivery.at': 1 });

// Those that stand apart are few.
schema.index(
  { participant: 1, unconfirmed: 1 },
  { partialFilterExpression: { unconfirmed: { $exists: true } } },
);

/** Part of a query: only those whose proposers staff have not confirmed. */
export const isPending = { unconfirmed: true } as const;
/** Part of a query: only what counts, for its proposer speaks for the seat on staff's word. */
export const isCounted = { unconfirmed: { $exists: false } } as const;

export const ProposalModel = model('Proposal', schema, 'proposals');
