import { model, Schema } from 'mongoose';
import type { ProposalId } from './proposal.model.ts';

/** The proposal that somebody of the office looks at; `_id` is their e-mail address, for they look at one at a time. */
export interface Opening {
  _id: string;
  proposal: ProposalId;
  at: Date;
}

const schema = new Schema<Opening>(
  {
    _id: { type: String, required: true },
    proposal: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ proposal: 1 });

export const OpeningModel = model('Opening', schema, 'openings');
