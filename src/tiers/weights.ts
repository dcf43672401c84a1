import type { RoundId } from '../rounds/round.model.ts';
import { standardWeights, type Weights } from './criteria.ts';
import { type Ranking, RankingModel } from './ranking.model.ts';

/** The tiers whose lists are ranked by criteria: one list for each village, one for each kecamatan. */
export const rankedTiers = ['musrenbang-desa', 'musrenbang-kecamatan'] as const;
export type RankedTier = (typeof rankedTiers)[number];

export const isRanked = (tier: string): tier is RankedTier => rankedTiers.some((one) => one === tier);

const idOf = (round: RoundId, tier: RankedTier) => `${round}.${tier}`;

/** By what a tier of a round is ranked: the office's own weights, else the standard ones. */
export async function readWeights(round: RoundId, tier: RankedTier): Promise<Weights> {
  return (await RankingModel.findById(idOf(round, tier)).lean())?.weights ?? standardWeights;
}

/** What was set for a tier of a round, oldest first. */
export async function weightHistory(round: RoundId, tier: RankedTier): Promise<Ranking['history']> {
  return (await RankingModel.findById(idOf(round, tier)).lean())?.history ?? [];
}

/** Sets the weights of a tier; ranks that were entered stand, and what was set before is kept. */
export async function setWeights(
  round: RoundId,
  tier: RankedTier,
  weights: Weights,
  by: string,
  at: Date,
): Promise<void> {
  await RankingModel.updateOne(
    { _id: idOf(round, tier) },
    { $set: { weights }, $push: { history: { weights, by, at } } },
    { upsert: true },
  );
}
