import { isCounted, type Proposal, ProposalModel } from '../proposals/proposal.model.ts';
import { type StepState, type Tier, tiers } from '../proposals/step.model.ts';
import { placeOnWay } from '../proposals/steps.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { type Scope, within } from '../users/scope.ts';
import { rankNow } from './becoming.ts';
import { scoreOf } from './criteria.ts';
import { followsOther } from './results.ts';
import { isRanked, readWeights } from './weights.ts';

/** A proposal that a forum has before it. */
export interface Candidate {
  proposal: Proposal;
  /** By the criteria of the tier; null where it has none. */
  score: number | null;
  /** Its place by the score alone, from 1. */
  byScore: number | null;
  /** Whether it is on the tier's list already, and its rank there. */
  passed: boolean;
  rank: number | null;
}

/** What a list of candidates is of. */
export interface CandidateFilter {
  round: RoundId;
  tier: Tier;
  kecamatan?: string | undefined;
  village?: string | undefined;
}

/**
 * What a forum of a tier has before it: all that have come as far as the tier below, and those on its list already. By score
 * where the tier has criteria, else by the rank they have; the longest waiting first among equals.
 */
export async function candidatesOf(filter: CandidateFilter, scope: Scope): Promise<Candidate[]> {
  const { round, tier, kecamatan, village } = filter;
  const states: StepState[] = ['accepted', ...tiers.slice(0, placeOnWay(tier) ?? 0)];
  const area = { ...(kecamatan ? { kecamatan } : {}), ...(village ? { village } : {}) };
  const found = await ProposalModel.find({
    $and: [{ round, status: { $in: states }, ...area, ...isCounted }, within(scope)],
  })
    .sort({ submittedAt: 1, _id: 1 })
    .lean();
  const weights = isRanked(tier) ? await readWeights(round, tier) : null;
  const scored = found
    .filter((proposal) => !followsOther(proposal))
    .map((proposal) => ({ proposal, score: weights && scoreOf(proposal, weights) }))
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
  return scored.map(({ proposal, score }, index) => ({
    proposal,
    score,
    byScore: score === null ? null : index + 1,
    passed: proposal.status === tier,
    rank: (proposal.status === tier && rankNow(proposal, tier)) || null,
  }));
}
