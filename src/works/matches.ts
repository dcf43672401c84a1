/** Which proposals a work fulfils: said by a person, taken back until it was told. */

import { type Proposal, type ProposalId, ProposalModel } from '../proposals/proposal.model.ts';
import type { ProposalStatus } from '../proposals/reasons.ts';
import type { Actor } from '../proposals/review.ts';
import { wayUntil } from '../proposals/steps.ts';
import { findByCode } from '../proposals/submit.ts';
import { within } from '../users/scope.ts';
import { type Match, type WorkId, WorkModel } from './work.model.ts';

/** Where an accepted proposal may stand before its work is built. */
const onTheWay: readonly ProposalStatus[] = wayUntil('realised');

/** A proposal as it is offered beside a work. */
export type Offered = Pick<Proposal, '_id' | 'code' | 'title' | 'status' | 'round' | 'village'>;

const offered = { code: 1, title: 1, status: 1, round: 1, village: 1 } as const;

/** Accepted, and not answered along with another: whoever supports one gets on with it. */
const canBeFulfilled = {
  status: { $in: [...onTheWay] },
  $or: [{ supports: { $exists: false } }, { 'supports.apart': true as const }],
};

/** The proposals of a village that a work may fulfil, of all rounds, the newest first. */
export async function fulfillable(village: string): Promise<Offered[]> {
  return ProposalModel.find({ village, ...canBeFulfilled }, offered)
    .sort({ submittedAt: -1, _id: 1 })
    .lean();
}

/** Why a code that was typed is no match. */
export type NoMatch = 'unknown' | 'other-village' | 'not-accepted' | 'supports';

/** A proposal by its code, where a work of a village can fulfil it. */
export async function fulfillableByCode(code: string, village: string): Promise<Offered | NoMatch> {
  const proposal = await findByCode(code);
  if (!proposal) return 'unknown';
  if (proposal.village !== village) return 'other-village';
  if (proposal.supports && !proposal.supports.apart) return 'supports';
  return onTheWay.includes(proposal.status) ? proposal : 'not-accepted';
}

/** Says that a work fulfils a proposal. Twice is once. @returns false where there is no such work or proposal in the area */
export async function sayMatch(
  work: WorkId,
  proposal: ProposalId,
  { name: by, role, scope }: Actor,
  at: Date,
): Promise<boolean> {
  const known = await WorkModel.findOne({ _id: work, ...within(scope) }).lean();
  const found =
    known &&
    (await ProposalModel.findOne(
      { _id: proposal, village: known.village, ...canBeFulfilled },
      offered,
    ).lean());
  if (!known || !found) return false;
  const match: Match = { proposal: found._id, code: found.code, by, role, at };
  await WorkModel.updateOne(
    { _id: work, 'matches.proposal': { $ne: proposal } },
    { $push: { matches: match }, $pull: { others: proposal } },
  );
  return true;
}

/** Says that a work is another thing than a proposal, which is not offered again. */
export async function sayOther(work: WorkId, proposal: ProposalId, { scope }: Actor): Promise<boolean> {
  const { matchedCount } = await WorkModel.updateOne(
    { _id: work, ...within(scope), 'matches.proposal': { $ne: proposal } },
    { $addToSet: { others: proposal } },
  );
  return matchedCount === 1;
}

/** Takes a match back. @returns false where its people were told of it, or there is none */
export async function takeBackMatch(work: WorkId, proposal: ProposalId, { scope }: Actor): Promise<boolean> {
  const { modifiedCount } = await WorkModel.updateOne(
    { _id: work, ...within(scope), matches: { $elemMatch: { proposal, told: { $exists: false } } } },
    { $pull: { matches: { proposal } } },
  );
  return modifiedCount === 1;
}
