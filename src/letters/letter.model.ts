import { model, Schema } from 'mongoose';
import type { ProposalId } from '../proposals/proposal.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import type { Id } from '../storage/id.ts';

/** `<round>-<number>`, `2026-3`. */
export type LetterId = Id<'letter'>;

/** `taken`: the office will see to it. `declined`: it will not, and says why. */
export const letterOutcomes = ['taken', 'declined'] as const;
export type LetterOutcome = (typeof letterOutcomes)[number];

/** A proposal in a letter, and what the office has answered to it. */
export interface LetterProposal {
  id: ProposalId;
  code: string;
  village: string;
  kecamatan: string;
  /** `at` is when it was written down here, by whom of the planning office. */
  answer?: { outcome: LetterOutcome; sentence: string; by: string; role: string; at: Date };
}

/** A letter that hands proposals on to the office whose work they are. It is never changed once it is written, but answered. */
export interface Letter {
  _id: LetterId;
  round: RoundId;
  /** Within the round, from 1. */
  number: number;
  /** The addressee, by its key in `data/authority.yaml` and its name then. */
  office: { key: string; name: string };
  proposals: LetterProposal[];
  by: string;
  role: string;
  at: Date;
  /** The last day on which an answer comes in time, `2026-12-29`. */
  due: string;
  /** Set while somebody it concerns may not have been told of it, or of its newest answer. */
  untold?: true;
  /** Grows with every answer; a form tells which one it was made of. */
  revision: number;
}

const schema = new Schema<Letter>(
  {
    _id: { type: String, required: true },
    round: { type: String, required: true },
    number: { type: Number, required: true },
    office: { key: { type: String, required: true }, name: { type: String, required: true } },
    proposals: {
      type: [
        {
          _id: false,
          id: { type: String, required: true },
          code: { type: String, required: true },
          village: { type: String, required: true },
          kecamatan: { type: String, required: true },
          answer: {
            type: new Schema(
              {
                outcome: { type: String, enum: letterOutcomes },
                sentence: String,
                by: String,
                role: String,
                at: Date,
              },
              { _id: false },
            ),
            required: false,
          },
        },
      ],
      required: true,
    },
    by: { type: String, required: true },
    role: { type: String, required: true },
    at: { type: Date, required: true },
    due: { type: String, required: true, match: /^\d{4}-\d{2}-\d{2}$/ },
    untold: Boolean,
    revision: { type: Number, required: true },
  },
  { versionKey: false },
);
// A proposal stands in one letter, whoever writes at the same time.
schema.index({ 'proposals.id': 1 }, { unique: true });
schema.index({ round: 1, number: 1 }, { unique: true });
schema.index({ untold: 1 }, { partialFilterExpression: { untold: true } });

export const LetterModel = model('Letter', schema, 'letters');
