/**
 * Support: a proposal that asks for the same as another of its village may join it. Both keep their code, their words
 * and their place in the quota; the decision on the supported one is the answer to both. Nothing is ever merged.
 */

import type { Support } from '../conversation/twin.ts';
import type { Answer } from '../conversation/types.ts';
import type { Participant } from '../people/participant.model.ts';
import { quotaKey } from '../people/seats.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { isCounted, type Proposal, ProposalModel } from './proposal.model.ts';

/**
 * Still to be answered, and of a confirmed proposer: only such a proposal can be supported, so that nobody joins an
 * answer they have not heard.
 */
const unanswered = {
  status: { $ne: 'withdrawn' },
  'decision.releasedAt': { $exists: false },
  ...isCounted,
} as const;

const withoutAnswer = { 'decision.outcome': { $exists: false }, status: { $ne: 'withdrawn' } } as const;

/** The open proposal of their village that a proposer chose to support, as the conversation's answers say. */
export async function wishedSupport(
  answers: Record<string, Answer>,
  roundId: RoundId,
  participant: Participant,
): Promise<Proposal['supports']> {
  const code = chosenTwin(answers);
  if (!code || !participant.verified) return undefined;
  const { village = '' } = participant;
  const found = await ProposalModel.findOne(
    { code, round: roundId, village, quotaKey: { $ne: quotaKey(participant) }, ...unanswered },
    { code: 1 },
  ).lean();
  return found ? { id: found._id, code: found.code } : undefined;
}

function chosenTwin(answers: Record<string, Answer>): string | null {
  const value = answers.twins?.value;
  return value?.kind === 'choice' && value.choice !== 'different' ? value.choice : null;
}

/**
 * Enters a stored proposal among the supporters of the one it supports; twice is once. Where that one was answered or
 * withdrawn in the meantime, the proposal stands by itself.
 * @returns null where its proposer supports nobody
 */
export async function giveSupport(proposal: Proposal, at: Date): Promise<Support | null> {
  const code = chosenTwin(proposal.answers);
  if (!code || proposal.unconfirmed) return null;
  const { _id: id, supports, participant } = proposal;
  if (supports) {
    const joined = { at, by: participant, role: 'participant', what: 'support', from: '', to: proposal.code };
    await ProposalModel.updateOne(
      { _id: supports.id, supporters: { $ne: id }, ...unanswered },
      { $push: { supporters: id, history: joined }, $inc: { support: 1 } },
    );
    if (await ProposalModel.exists({ _id: supports.id, supporters: id })) return { code, outcome: 'joined' };
    await ProposalModel.updateOne({ _id: id }, { $unset: { supports: 1 } });
  }
  const other = await ProposalModel.findOne({ code }, { decision: 1, status: 1 }).lean();
  return { code, outcome: other?.decision?.releasedAt ? 'answered' : 'withdrawn' };
}

/**
 * Gives every supporter the released answer of the proposal they support, as an answer of their own that is due to them.
 * Who has an answer of their own, sent or drafted, keeps that and is from now on answered apart. Twice is once.
 */
export async function answerSupporters(supported: string): Promise<void> {
  const head = await ProposalModel.findById(supported).lean();
  const { releasedAt, by, role, outcome, reason, sentence, delivery } = head?.decision ?? {};
  if (!head || !releasedAt || !outcome) return;
  const heldUntil = delivery?.heldUntil;
  const decision = {
    ...head.decision,
    with: head.code,
    delivery: { status: 'queued', at: releasedAt, ...(heldUntil ? { heldUntil } : {}) },
  };
  const told = { at: releasedAt, by, role, what: 'status', from: 'in-review', to: outcome, reason, sentence };
  const waiting = {
    _id: { $in: head.supporters },
    'supports.id': head._id,
    'supports.apart': { $exists: false },
  };
  await ProposalModel.updateMany(
    { ...waiting, ...withoutAnswer },
    { $set: { decision, status: outcome }, $inc: { revision: 1 }, $push: { history: told } },
  );
  await ProposalModel.updateMany(
    { ...waiting, 'decision.with': { $exists: false } },
    { $set: { 'supports.apart': true } },
  );
}

/** Takes back what supporters were given with an answer that is recalled; nothing of theirs has left either. Twice is once. */
export async function takeBackFromSupporters(head: Proposal, change: object): Promise<void> {
  await ProposalModel.updateMany(
    { 'supports.id': head._id, 'decision.with': head.code, 'decision.delivery.status': 'queued' },
    {
      $set: { status: 'in-review' },
      $unset: { decision: 1 },
      $inc: { revision: 1 },
      $push: { history: change },
    },
  );
}

/** How many supporters would be answered with these if they were released now. */
export async function countToAnswerWith(supported: string[]): Promise<number> {
  return ProposalModel.countDocuments({ 'supports.id': { $in: supported }, ...withoutAnswer });
}

/** Ids of the supporters whose answer was released with one of these and is still to be sent. */
export async function answeredWith(released: string[]): Promise<string[]> {
  const found = await ProposalModel.find(
    {
      'supports.id': { $in: released },
      'decision.with': { $exists: true },
      'decision.delivery.status': { $in: ['queued', 'taken'] },
    },
    { _id: 1 },
  ).lean();
  return found.map(({ _id }) => _id);
}

/** Answers the supporters of released proposals whom a crash has left without. */
export async function answerLeftSupporters(): Promise<void> {
  const heads = ProposalModel.find(
    { support: { $gt: 0 }, 'decision.releasedAt': { $exists: true } },
    { _id: 1 },
  );
  for await (const { _id } of heads.lean().cursor()) await answerSupporters(_id);
}

/** The proposals that support one, in the order they joined. */
export async function supportersOf({ supporters }: Proposal): Promise<Proposal[]> {
  return ProposalModel.find({ _id: { $in: supporters } })
    .sort({ submittedAt: 1, _id: 1 })
    .lean();
}

/** Proposals of an earlier version know nothing of support; without a number they would stand apart in the order by it. */
export async function fillInSupport(): Promise<void> {
  await ProposalModel.updateMany({ support: { $exists: false } }, { $set: { support: 0, supporters: [] } });
}
