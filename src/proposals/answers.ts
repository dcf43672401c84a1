import type { ParticipantId } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { type Scope, within } from '../users/scope.ts';
import { type AnswerState, answerIs, stateOfDelivery } from './answer-state.ts';
import type { Delivery } from './decision.model.ts';
import { type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';
import type { Actor } from './review.ts';

type DeliveryStatus = Delivery['status'];

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

/** How many drafted answers of a round wait for release. */
export async function countDrafted(roundId: RoundId, scope: Scope): Promise<number> {
  return ProposalModel.countDocuments({ $and: [{ round: roundId }, answerIs('drafted'), within(scope)] });
}

/** How many released answers of a round stand where. @returns 0 for what there is none of */
export async function countReleased(
  roundId: RoundId,
  scope: Scope,
): Promise<Record<Exclude<AnswerState, 'none' | 'drafted'>, number>> {
  const rows = await ProposalModel.aggregate<{ _id: DeliveryStatus; n: number }>([
    { $match: { round: roundId, 'decision.delivery.status': { $exists: true }, ...within(scope) } },
    { $group: { _id: '$decision.delivery.status', n: { $sum: 1 } } },
  ]);
  const counts = { waiting: 0, sending: 0, delivered: 0, undeliverable: 0, unknown: 0, dropped: 0 };
  for (const { _id, n } of rows) counts[stateOfDelivery[_id]] += n;
  return counts;
}

/** Released answers of a round that stand in one of these states, those that stand so longest first. */
export async function releasedAnswers(
  roundId: RoundId,
  scope: Scope,
  states: AnswerState[],
  limit: number,
): Promise<Proposal[]> {
  return ProposalModel.find({ $and: [{ round: roundId }, answerIs(...states), within(scope)] })
    .sort({ 'decision.delivery.at': 1, _id: 1 })
    .limit(limit)
    .lean();
}

/** What a reply is told to be about, by the proposal's id; null where it is gone. */
export async function codeOf(proposal: ProposalId): Promise<{ proposal: ProposalId; code: string } | null> {
  const found = await ProposalModel.findById(proposal, { code: 1 }).lean();
  return found && { proposal, code: found.code };
}

/** The proposal of somebody whose answer went out as this message of their network; null where none did. */
export async function answerSentAs(
  messageId: string,
  participant: ParticipantId,
): Promise<{ proposal: ProposalId; code: string } | null> {
  const found = await ProposalModel.findOne(
    { participant, 'decision.delivery.messageId': messageId },
    { code: 1 },
  ).lean();
  return found && { proposal: found._id, code: found.code };
}

/**
 * Somebody of the office has told a proposer by phone what no network could bring: they have their answer.
 * @returns false where it was delivered, or tried again, meanwhile, or is not within the area
 */
export async function markTold(id: string, actor: Actor, at: Date): Promise<boolean> {
  const { name: by, role } = actor;
  const told = { at, by, role, what: 'told', from: 'undeliverable', to: 'told' };
  const { modifiedCount } = await ProposalModel.updateOne(
    { $and: [{ _id: id }, answerIs('undeliverable', 'unknown', 'dropped'), within(actor.scope)] },
    {
      $set: { 'decision.delivery': { status: 'told', at } },
      $min: { answeredAt: at },
      $push: { history: told },
      $inc: { revision: 1 },
    },
  );
  return modifiedCount === 1;
}

/** Proposals of an earlier version do not say when their answer first arrived; as far as it can be told, it is written down. */
export async function fillInAnsweredAt(): Promise<void> {
  await ProposalModel.updateMany(
    { 'decision.delivery.status': 'sent', answeredAt: { $exists: false } },
    [{ $set: { answeredAt: '$decision.delivery.at' } }],
    { updatePipeline: true },
  );
}
