import { model, Schema } from 'mongoose';
import type { ProposalId } from '../proposals/proposal.model.ts';
import type { Id } from '../storage/id.ts';

/** How far a work is: in the budget of its year, or built. */
export const stages = ['budgeted', 'built'] as const;
export type Stage = (typeof stages)[number];

/** The id of a list of works that somebody brought. */
export type WorkListId = Id<'work-list'>;
/** Made of year, village and words, so that the same work in two lists is one. */
export type WorkId = Id<'work'>;

/** A proposal that a work fulfils, on somebody's word. */
export interface Match {
  proposal: ProposalId;
  code: string;
  /** E-mail address and role of whoever said so. */
  by: string;
  role: string;
  at: Date;
  /** The stage that its proposer and supporters were told last; absent before they were told anything. */
  told?: Stage;
}

/** What a list says of a work, and a later list may say otherwise. */
export interface WorkFacts {
  stage: Stage;
  /** As the list has it, "300 m"; empty where it says nothing. */
  size: string;
  /** In rupiah; absent where the list says nothing. */
  amount?: number;
  /** The SKPD, as the list has it; empty where it says nothing. */
  office: string;
  /** The list that said so last. */
  list: WorkListId;
}

/** Something that is budgeted for a village, or built there. */
export interface Work extends WorkFacts {
  _id: WorkId;
  /** The year of the budget. */
  year: number;
  village: string;
  kecamatan: string;
  /** The work in its office's words. */
  name: string;
  /** A proposal's code that stands in the list; a person still says whether it fits. */
  code?: string;
  /** What was known before the last list said otherwise; for taking that list back. */
  before?: WorkFacts;
  matches: Match[];
  /** Proposals of which somebody has said that this is another thing. */
  others: ProposalId[];
  /** When it was last written. */
  at: Date;
}

const facts = {
  stage: { type: String, enum: stages, required: true },
  size: { type: String, default: '' },
  amount: Number,
  office: { type: String, default: '' },
  list: { type: String, required: true },
} as const;

const schema = new Schema<Work>(
  {
    _id: { type: String, required: true },
    year: { type: Number, required: true },
    village: { type: String, required: true },
    kecamatan: { type: String, required: true },
    name: { type: String, required: true },
    code: String,
    ...facts,
    before: { type: new Schema<WorkFacts>(facts, { _id: false }), required: false },
    matches: {
      type: [
        { _id: false, proposal: String, code: String, by: String, role: String, at: Date, told: String },
      ],
      default: [],
    },
    others: { type: [String], default: [] },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
// The works of a village, the newest first; and what talks show.
schema.index({ village: 1, year: -1 });
schema.index({ year: -1, village: 1 });
schema.index({ list: 1 });
schema.index({ 'matches.proposal': 1 });

export const WorkModel = model('Work', schema, 'works');
