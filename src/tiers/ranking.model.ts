import { model, Schema } from 'mongoose';
import type { Weights } from './criteria.ts';

/** The weights by which a tier of a round is ranked, with those before. */
export interface Ranking {
  /** `<round>.<tier>`. */
  _id: string;
  weights: Weights;
  /** Oldest first: what was set, by whom (e-mail address) and when. */
  history: { weights: Weights; by: string; at: Date }[];
}

const schema = new Schema<Ranking>(
  {
    _id: { type: String, required: true },
    weights: { type: Schema.Types.Mixed, required: true },
    history: {
      type: [{ _id: false, weights: Schema.Types.Mixed, by: String, at: Date }],
      default: [],
    },
  },
  { versionKey: false },
);

export const RankingModel = model('Ranking', schema, 'rankings');
