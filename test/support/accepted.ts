import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { propose, reread, type Told } from './proposals.ts';

/** A coordinator of the whole district. */
export const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };

/** Accepts a proposal and releases the answer. */
export async function accept(proposal: Pick<Proposal, '_id'>, at: Date): Promise<Proposal> {
  const now = await reread(proposal);
  await decide(now, now.revision, { outcome: 'accepted', sentence: 'Masuk daftar.' }, ani, at);
  await releaseDecision(proposal._id, ani, at);
  return reread(proposal);
}

/** A proposal that the office has accepted. */
export const acceptedProposal = async (round: Round, told: Told): Promise<Proposal> =>
  accept(await propose(round, told), told.at ?? round.openedAt);
