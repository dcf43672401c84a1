/**
 * "Perlu dilengkapi": the question whose answer is lacking is asked again in the chat (`messaging/handling/reopen.ts`). What is
 * answered goes into the same proposal, which is back on the desk, on top, to be decided anew.
 */

import type { Reopenable } from '../conversation/reopenable.ts';
import type { Answer } from '../conversation/types.ts';
import { RoundModel } from '../rounds/round.model.ts';
import { type Photo, type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';
import { wordsOfAnswers } from './wording.ts';

const dayMs = 24 * 60 * 60 * 1000;
const tries = 5;

/** What came of a question that was asked again. */
export interface Completion {
  proposal: ProposalId;
  /** When it was decided that the answer is lacking: it names the request. */
  since: Date;
  role: Reopenable;
  /** Null where the proposer cannot answer it. */
  answer: Answer | null;
  /** Where it was answered, for photos. */
  channel: string;
  at: Date;
}

/** Proposals whose question is to be asked again: their answer has arrived. The oldest first. */
export async function toReopen(limit: number): Promise<Proposal[]> {
  return ProposalModel.find({
    'decision.lacks': { $exists: true },
    'decision.reopenedAt': { $exists: false },
    // Who was answered along with another is asked nothing of theirs.
    'decision.with': { $exists: false },
    'decision.delivery.status': 'sent',
  })
    .sort({ 'decision.delivery.at': 1, _id: 1 })
    .limit(limit)
    .lean();
}

/** The question was asked, or there is nobody to ask. */
export async function markReopened({ _id, decision }: Proposal, at: Date): Promise<void> {
  if (!decision) return;
  await ProposalModel.updateOne(
    { _id, 'decision.at': decision.at, 'decision.lacks': { $exists: true } },
    { $set: { 'decision.reopenedAt': at } },
  );
}

/**
 * Takes the answer into the proposal and puts it back on the desk; what was answered before stays in the history. Twice is
 * once.
 * @returns the proposal as it stands then; null where it was done before, or that request is no more
 */
export async function completeProposal(completion: Completion): Promise<Proposal | null> {
  const { proposal: id, since, role, answer, at } = completion;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const asked = { _id: id, status: 'returned', 'decision.lacks': role, 'decision.at': since } as const;
    const proposal = await ProposalModel.findOne(asked).lean();
    if (!proposal) return null;
    const round = await RoundModel.findById(proposal.round, { answerDays: 1 }).lean();
    await putBackSupporters(proposal, completion);
    const { modifiedCount } = await ProposalModel.updateOne(
      { _id: id, revision: proposal.revision, 'decision.at': since },
      {
        $set: {
          ...(answer ? await changedBy(proposal, completion, answer) : {}),
          status: 'in-review',
          completion: { role, at, ...(answer ? {} : { declined: true }) },
          answerBy: new Date(at.getTime() + (round?.answerDays ?? 0) * dayMs),
        },
        $unset: { decision: 1 },
        $inc: { revision: 1 },
        $push: {
          history: {
            at,
            by: proposal.participant,
            role: 'participant',
            what: answer ? 'completed' : 'not-completed',
            from: proposal.answers[role]?.words ?? '',
            to: role,
          },
        },
      },
    );
    if (modifiedCount === 1) return ProposalModel.findById(id).lean();
  }
  throw new Error(`Proposal ${id} changed ${tries} times while it was completed`);
}

/** Those who were answered along with it wait for its next answer, as they did for the first. Twice is once. */
async function putBackSupporters({ code, supporters }: Proposal, { since, at }: Completion): Promise<void> {
  const back = { at, by: 'system', role: 'system', what: 'status', from: 'returned', to: 'in-review' };
  await ProposalModel.updateMany(
    { _id: { $in: supporters }, status: 'returned', 'decision.with': code, 'decision.at': since },
    {
      $set: { status: 'in-review' },
      $unset: { decision: 1 },
      $inc: { revision: 1 },
      $push: { history: back },
    },
  );
}

/** The fields that an answer changes: itself, and what is made of the answers. */
async function changedBy(proposal: Proposal, { role, channel }: Completion, answer: Answer): Promise<object> {
  const answers = { ...proposal.answers, [role]: answer };
  const changed = { [`answers.${role}`]: answer };
  if (answer.value.kind === 'photos') {
    const added = answer.value.photos.map(
      ({ mediaId, mime }): Photo => ({ media: `${channel}:${mediaId}`, mime }),
    );
    return { ...changed, photos: [...proposal.photos, ...added] };
  }
  const isOfText = role === 'proposal' || role === 'problem';
  return { ...changed, ...(isOfText ? await wordsOfAnswers({ ...proposal, answers }) : {}) };
}
