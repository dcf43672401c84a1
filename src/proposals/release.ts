/** The way of a drafted answer to its proposer: released by somebody of the office, and for some minutes to be recalled. */
import { heldUntil, type ReleaseTerms } from '../rounds/rounds.ts';
import { within } from '../users/scope.ts';
import type { Decision } from './decision.model.ts';
import { type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';
import type { Actor } from './review.ts';
import { answerSupporters, takeBackFromSupporters } from './support.ts';

/** How an answer is released. */
export interface Release {
  /** As it was read before; one changed since is left as it is. */
  revision?: number;
  /** Of the round; without them anybody releases, and the answer is due at once. */
  terms?: ReleaseTerms;
  /** Why somebody releases what they drafted themselves, where that is for another person to do. */
  because?: string;
}

/** Whether somebody drafted an answer that another person is to release. */
export const isForOther = (
  decision: Pick<Decision, 'by'> | undefined,
  actor: Pick<Actor, 'name'>,
  { releasedByOther }: ReleaseTerms,
): boolean => releasedByOther && decision?.by === actor.name;

/**
 * Releases one drafted answer: the state takes effect, and the answer is due to the proposer and to all who support them
 * once it can be recalled no more.
 * @returns false when nothing was released: somebody else did it, changed it or took the draft back, or it is for another
 *   person and no reason was given
 */
export async function releaseDecision(
  id: string,
  actor: Actor,
  at: Date,
  { revision, terms = { releasedByOther: false, recallMinutes: 0 }, because = '' }: Release = {},
): Promise<boolean> {
  const proposal = await ProposalModel.findById(id, { decision: 1, revision: 1 }).lean();
  const { decision } = proposal ?? {};
  if (!proposal || !decision || decision.releasedAt) return false;
  if (revision !== undefined && proposal.revision !== revision) return false;
  const isException = isForOther(decision, actor, terms);
  if (isException && !because) return false;
  const { outcome } = decision;
  const held = heldUntil(terms, at);
  const delivery = { status: 'queued', at, ...(held > at ? { heldUntil: held } : {}) };
  const { modifiedCount } = await ProposalModel.updateOne(
    { _id: id, revision: proposal.revision, 'decision.releasedAt': { $exists: false } },
    {
      $set: { status: outcome, 'decision.releasedAt': at, 'decision.delivery': delivery },
      $inc: { revision: 1 },
      $push: {
        history: {
          at,
          by: actor.name,
          role: actor.role,
          what: 'status',
          from: 'in-review',
          to: outcome,
          ...(isException ? { sentence: because } : {}),
        },
      },
    },
  );
  if (modifiedCount === 1) await answerSupporters(id);
  return modifiedCount === 1;
}

/** Part of a query: released answers that may still be recalled; who is answered along with another is recalled with it. */
const recallable = (now: Date) => ({
  'decision.delivery.status': 'queued',
  'decision.delivery.heldUntil': { $gt: now },
  'decision.with': { $exists: false },
});

/** What of a round may still be recalled, what leaves first on top. */
export async function recallableAnswers(round: string, { scope }: Actor, now: Date): Promise<Proposal[]> {
  return ProposalModel.find({ round, ...recallable(now), ...within(scope) })
    .sort({ 'decision.delivery.heldUntil': 1, _id: 1 })
    .lean();
}

/** Until when the answer of a proposal may be recalled; null where it may not. */
export function recallableUntil({ decision }: Pick<Proposal, 'decision'>, now: Date): Date | null {
  const { status, heldUntil } = decision?.delivery ?? {};
  const isHeld = status === 'queued' && heldUntil !== undefined && heldUntil > now;
  return isHeld && !decision?.with ? heldUntil : null;
}

/**
 * Takes a released answer back before anything of it has left: it is a draft again, for its proposer and for all who support
 * them. They come first, so that after a crash in between the answer stands, and theirs is given them again.
 * @param revision as it was read before; one changed since is left as it is
 * @returns false where it may be recalled no more, or is not within the actor's area
 */
export async function recallAnswer(
  id: ProposalId,
  actor: Actor,
  at: Date,
  revision?: number,
): Promise<boolean> {
  const held = { _id: id, ...recallable(at), ...within(actor.scope) };
  const proposal = await ProposalModel.findOne(held).lean();
  if (!proposal?.decision || proposal.revision !== (revision ?? proposal.revision)) return false;
  // What has gone on since by another hand, in a tier of musrenbang, is not set back.
  if (proposal.status !== proposal.decision.outcome) return false;
  const { name: by, role } = actor;
  const change = { at, by, role, what: 'recalled', from: proposal.decision.outcome, to: 'in-review' };
  await takeBackFromSupporters(proposal, change);
  const { modifiedCount } = await ProposalModel.updateOne(
    { ...held, revision: proposal.revision },
    {
      $set: { status: 'in-review' },
      $unset: { 'decision.releasedAt': 1, 'decision.delivery': 1 },
      $inc: { revision: 1 },
      $push: { history: change },
    },
  );
  if (modifiedCount === 0) await answerSupporters(id);
  return modifiedCount === 1;
}
