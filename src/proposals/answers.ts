import type { RoundId } from '../rounds/round.model.ts';
import { type Scope, within } from '../users/scope.ts';
import { type Proposal, ProposalModel } from './proposal.model.ts';

/** Drafted answers that wait for release, oldest proposal first. */
export async function draftedAnswers(roundId: RoundId, scope: Scope): Promise<Proposal[]> {
  return ProposalModel.find({
    round: roundId,
    'decision.outcome': { $exists: true },
    'decision.releasedAt': { $exists: false },
    ...within(scope),
  })
    .sort({ submittedAt: 1 })
    .lean();
}
