/**
 * Withdrawing: staff take a proposal out of the round, with a reason. Its place in the quota and whom it had joined to it
 * are given back. Done in steps that each may be done twice; `withdrawal.toldAt` is written after the last.
 */

import type { ParticipantId } from '../people/participant.model.ts';
import { type Scope, within } from '../users/scope.ts';
import { type Proposal, ProposalModel } from './proposal.model.ts';
import { giveBackPlace } from './seat-usage.ts';

/** Who withdraws, and why; the reason is told to the proposer. */
export interface Withdrawal {
  by: string;
  role: string;
  reason: string;
}

/** What came of it. A released answer stands: what was promised is not taken back in silence. */
export type Withdrawn = 'withdrawn' | 'already' | 'released' | 'unknown';

const tries = 5;

/** Sets the state; from then on nobody joins it, and it counts in no quota. A drafted answer is dropped. */
export async function markWithdrawn(
  id: string,
  scope: Scope,
  { by, role, reason }: Withdrawal,
  at: Date,
): Promise<Withdrawn> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const proposal = await ProposalModel.findOne({ _id: id, ...within(scope) }).lean();
    if (!proposal) return 'unknown';
    if (proposal.status === 'withdrawn') return 'already';
    if (proposal.decision?.releasedAt) return 'released';
    const { revision, status } = proposal;
    const change = { at, by, role, what: 'status', from: status, to: 'withdrawn', sentence: reason };
    const { modifiedCount } = await ProposalModel.updateOne(
      { _id: id, revision, status, 'decision.releasedAt': { $exists: false } },
      {
        $set: { status: 'withdrawn', withdrawal: { at, by, reason } },
        $unset: { decision: 1 },
        $inc: { revision: 1 },
        $push: { history: change },
      },
    );
    if (modifiedCount === 1) return 'withdrawn';
  }
  throw new Error(`Proposal ${id} changed ${tries} times while it was withdrawn`);
}

/**
 * Gives its place in the quota back, and lets go of those who joined it and of the one it joined: each stands by itself
 * again. Twice is once.
 */
export async function releaseTies(proposal: Proposal): Promise<void> {
  const { _id: id, code, supports, withdrawal } = proposal;
  await giveBackPlace(proposal.round, proposal.quotaKey, id);
  const { at = new Date(), by = '' } = withdrawal ?? {};
  const parted = { at, by, role: 'system', what: 'support', from: code, to: '' };
  await ProposalModel.updateMany(
    { 'supports.id': id, 'decision.releasedAt': { $exists: false } },
    { $unset: { supports: 1 }, $inc: { revision: 1 }, $push: { history: parted } },
  );
  if (supports)
    await ProposalModel.updateOne(
      { _id: supports.id, supporters: id },
      { $pull: { supporters: id }, $inc: { support: -1, revision: 1 }, $push: { history: parted } },
    );
}

/** All is done and everybody told. */
export async function finishWithdrawn(id: string, at: Date): Promise<void> {
  await ProposalModel.updateOne(
    { _id: id, status: 'withdrawn' },
    { $set: { supporters: [], support: 0, 'withdrawal.toldAt': at }, $unset: { supports: 1 } },
  );
}

/** Withdrawn proposals of which a crash has left something undone. */
export async function unfinishedWithdrawals(): Promise<string[]> {
  const found = await ProposalModel.find(
    { status: 'withdrawn', withdrawal: { $exists: true }, 'withdrawal.toldAt': { $exists: false } },
    { _id: 1 },
  ).lean();
  return found.map(({ _id }) => _id);
}

/** What of somebody's can still be withdrawn, oldest first. */
export async function withdrawable(participantId: ParticipantId): Promise<string[]> {
  const found = await ProposalModel.find(
    { participant: participantId, status: { $ne: 'withdrawn' }, 'decision.releasedAt': { $exists: false } },
    { _id: 1 },
  )
    .sort({ submittedAt: 1, _id: 1 })
    .lean();
  return found.map(({ _id }) => _id);
}
