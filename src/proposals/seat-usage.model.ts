import { model, Schema } from 'mongoose';
import type { ProposalId } from './proposal.model.ts';

/** A seat in a round, with the proposals that count against its quota; none that was withdrawn. */
export interface SeatUsage {
  /** `<round> <key of the quota>`. */
  _id: string;
  proposals: ProposalId[];
}

const schema = new Schema<SeatUsage>(
  { _id: { type: String, required: true }, proposals: { type: [String], default: [] } },
  { versionKey: false },
);

export const SeatUsageModel = model('SeatUsage', schema, 'seat-usages');
