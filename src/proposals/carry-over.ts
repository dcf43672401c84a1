/**
 * What was sent to an earlier round and not funded: whoever holds its seat says in the next round whether it is still needed. It
 * is sent again as a proposal of the new round, with its words, its lineage and its age, or closed.
 */

import type { Answer } from '../conversation/types.ts';
import type { Unfunded } from '../conversation/unfunded.ts';
import type { Participant, ParticipantId } from '../people/participant.model.ts';
import { quotaKey } from '../people/seats.ts';
import type { Round, RoundId } from '../rounds/round.model.ts';
import { maskPersonal } from '../texts/mask.ts';
import { ageOf } from './age.ts';
import { answerIs } from './answer-state.ts';
import { askTogether } from './ask-together.ts';
import { isCounted, type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';
import { giveBackPlace, takePlace } from './seat-usage.ts';
import { wayUntil } from './steps.ts';
import { newlySent, storeOnce } from './submit.ts';
import { inWords } from './wording.ts';

/** Accepted and not in a budget yet; or refused for want of money alone, which the next year may have. */
const notFunded = {
  $or: [
    { status: { $in: wayUntil('apbd') } },
    { status: 'rejected', 'decision.reason': 'di-luar-kemampuan' },
  ],
};

/** Who has been told their answer can say what becomes of it. */
const wasTold = answerIs('delivered', 'undeliverable', 'unknown', 'dropped');

const openOf = (seats: readonly string[], round: RoundId) => ({
  quotaKey: { $in: [...seats] },
  round: { $lt: round },
  ...isCounted,
  $and: [notFunded, wasTold],
});

/**
 * What a seat sent to earlier rounds that was not funded and of which nobody has said yet whether it is still needed, the oldest
 * first. Whoever staff have not confirmed speaks for no seat.
 */
export async function unfundedOf(participant: Participant, round: Round): Promise<Unfunded[]> {
  if (!participant.verified) return [];
  const found = await openNow({ seat: quotaKey(participant), round: round._id });
  return found.slice(0, round.quota).map((proposal) => ({
    id: proposal._id,
    code: proposal.code,
    // Whoever held the seat before may have written what leads to them.
    title: proposal.participant === participant._id ? proposal.title : maskPersonal(proposal.title),
    year: Number(proposal.round),
    age: ageOf(proposal) + 1,
  }));
}

/** All that a seat may be asked about, the oldest first. */
const openNow = askTogether(async (asked: readonly { seat: string; round: RoundId }[], round) => {
  const seats = [...new Set(asked.map(({ seat }) => seat))];
  const found = await ProposalModel.find(
    { ...openOf(seats, round), carryOver: { $exists: false } },
    { code: 1, title: 1, participant: 1, quotaKey: 1, round: 1, carriedFrom: 1 },
  )
    .sort({ submittedAt: 1, _id: 1 })
    .lean();
  return ({ seat }) => found.filter((proposal) => proposal.quotaKey === seat);
});

/** An earlier proposal that is to be sent again. */
export interface CarryOver {
  round: Round;
  participant: Participant;
  /** Its place in the conversation, from 1. */
  number: number;
  from: ProposalId;
  now: Date;
}

/**
 * Sends an earlier proposal of the seat again: its words and answers as they were, counted against the quota. Twice is once.
 * @returns why not, where the quota is used up, or it was carried over or closed meanwhile, or is funded after all
 */
export async function carryProposal(carryOver: CarryOver): Promise<Proposal | 'quota' | 'gone'> {
  const { round, participant, number, from, now } = carryOver;
  const id = `${round._id}.${participant._id}.${number}`;
  const seat = quotaKey(participant);
  const earlier = await ProposalModel.findOne({ _id: from, ...openOf([seat], round._id) }).lean();
  if (!earlier || (earlier.carryOver && earlier.carryOver.into !== id)) return 'gone';
  if (!(await takePlace(round, seat, id))) return 'quota';
  const isCarried =
    (await decide(from, participant._id, now, id)) ||
    // The same message, handled twice.
    (await ProposalModel.exists({ _id: from, 'carryOver.into': id }));
  if (!isCarried) {
    await giveBackPlace(round._id, seat, id);
    return 'gone';
  }
  return storeOnce(id, () => again(id, earlier, carryOver));
}

/** Its proposer needs it no more: it is not asked about again. Twice is once. */
export async function letGo(id: ProposalId, by: ParticipantId, at: Date): Promise<void> {
  await decide(id, by, at);
}

/** Notes what becomes of it, once. @returns whether this call has noted it */
async function decide(id: ProposalId, by: ParticipantId, at: Date, into?: ProposalId): Promise<boolean> {
  const change = { at, by, role: 'participant', what: into ? 'carried' : 'let-go', from: '', to: into ?? '' };
  const { modifiedCount } = await ProposalModel.updateOne(
    { _id: id, carryOver: { $exists: false } },
    {
      $set: { carryOver: { at, by, ...(into ? { into } : {}) } },
      $push: { history: change },
      $inc: { revision: 1 },
    },
  );
  return modifiedCount === 1;
}

async function again(id: ProposalId, earlier: Proposal, carryOver: CarryOver): Promise<Proposal> {
  const [{ answers } = earlier] = await inWords([earlier]);
  const { title, text, ownIssue, village, kecamatan, code } = earlier;
  return {
    ...(await newlySent(id, carryOver)),
    village,
    kecamatan,
    title,
    text,
    answers: withoutFiles(answers),
    ownIssue,
    carriedFrom: { id: earlier._id, code, age: ageOf(earlier) + 1 },
    photos: [],
  };
}

/** Photos and recordings stay with the earlier one, to which the lineage leads; whom it supported is answered by now. */
function withoutFiles(answers: Record<string, Answer>): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(answers).filter(
      ([role, { value }]) => role !== 'twins' && value.kind !== 'photos' && value.kind !== 'voice',
    ),
  );
}
