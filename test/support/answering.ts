import type { DecisionDraft } from '../../src/proposals/decision-draft.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { officers } from './office.ts';
import { reread } from './proposals.ts';

/** The coordinator of the whole district, as the services know them. */
const ani = { name: officers.coordinator.email, role: 'coordinator', scope: wholeDistrict } as const;

/** Decides a proposal, releases the answer, and has it delivered to its proposer and all who support them. */
export async function answerProposal(proposal: Proposal, draft: DecisionDraft, at: Date): Promise<void> {
  const standing = await reread(proposal);
  await decide(standing, standing.revision, draft, ani, at);
  if (!(await releaseDecision(proposal._id, ani, at))) throw new Error('there was nothing to release');
  await ProposalModel.updateMany(
    { $or: [{ _id: proposal._id }, { 'decision.with': proposal.code }] },
    { $set: { 'decision.delivery': { status: 'sent', at }, answeredAt: at } },
  );
}

/** What the office answers where the school is the province's. */
export const toProvince: DecisionDraft = {
  outcome: 'forwarded',
  reason: 'bukan-kewenangan',
  sentence: 'SMK diurus provinsi.',
  office: { key: 'provinsi-pendidikan', name: 'Dinas Pendidikan provinsi' },
};
