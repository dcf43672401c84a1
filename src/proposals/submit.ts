import type { ProposalGlimpse } from '../conversation/glimpse.ts';
import type { Answer } from '../conversation/types.ts';
import type { Participant, ParticipantId } from '../people/participant.model.ts';
import { quotaKey } from '../people/seats.ts';
import type { Round } from '../rounds/round.model.ts';
import { nextNumber } from '../storage/counter.model.ts';
import { isDuplicate, whileRaced } from '../storage/mongodb.ts';
import { maskPersonal } from '../texts/mask.ts';
import { mayBeTold } from './answer-state.ts';
import { type Photo, type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';
import type { ProposalStatus } from './reasons.ts';
import { takePlace } from './seat-usage.ts';
import { stepGlimpses } from './steps.ts';
import { wishedSupport } from './support.ts';
import { wordsOfAnswers } from './wording.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A proposal as a conversation hands it over. */
export interface Submission {
  round: Round;
  participant: Participant;
  /** Its place in the conversation, from 1. */
  number: number;
  /** By role. */
  answers: Record<string, Answer>;
  channel: string;
  now: Date;
}

/**
 * Stores a proposal. The same participant and number again returns what stands there already, so a message
 * handled a second time after a crash makes no second proposal and burns no second code.
 * @returns null when the quota is used up, and for no other reason: what cannot be stored is thrown and tried again
 */
export async function submitProposal(submission: Submission): Promise<Proposal | null> {
  const id = `${submission.round._id}.${submission.participant._id}.${submission.number}`;
  const standing = await ProposalModel.findById(id).lean();
  if (standing) return standing;
  if (!(await takePlace(submission.round, quotaKey(submission.participant), id))) return null;
  return storeOnce(id, () => draft(id, submission));
}

/** Stores a proposal that takes its code when it is made; who was first with this id stands. */
export async function storeOnce(id: ProposalId, make: () => Promise<Proposal>): Promise<Proposal> {
  try {
    // A code that somebody else has is no reason to refuse anybody: the next one is tried.
    return await whileRaced('code_1', async () => {
      const proposal = await make();
      await ProposalModel.create(proposal);
      return proposal;
    });
  } catch (error) {
    if (!isDuplicate(error, '_id_')) throw error;
    const stored = await ProposalModel.findById(id).lean();
    if (!stored) throw error;
    return stored;
  }
}

async function draft(id: string, submission: Submission): Promise<Proposal> {
  const { round, participant, answers, channel, now } = submission;
  const own = answers.own_issue?.value;
  const ownIssue = own?.kind === 'choice' && own.choice !== 'unknown' ? own.choice : null;
  const supports = await wishedSupport(answers, round._id, participant);
  return {
    ...(await newlySent(id, { round, participant, now })),
    village: participant.village ?? '',
    kecamatan: participant.kecamatan ?? '',
    ...(participant.verified ? {} : { unconfirmed: true as const }),
    ...(await wordsOfAnswers({ participant: participant._id, answers })),
    answers,
    ownIssue,
    ...(supports ? { supports } : {}),
    photos: photosOf(answers, channel),
  };
}

/** What every proposal begins with that a seat sends to a round: a code of its own, and nothing done with it yet. */
export async function newlySent(
  id: ProposalId,
  { round, participant, now }: Pick<Submission, 'round' | 'participant' | 'now'>,
) {
  const { _id: by } = participant;
  return {
    _id: id,
    code: await newCode(round, participant),
    round: round._id,
    participant: by,
    quotaKey: quotaKey(participant),
    supporters: [],
    support: 0,
    issue: null,
    status: 'submitted',
    history: [{ at: now, by, role: 'participant', what: 'status', from: 'draft', to: 'submitted' }],
    submittedAt: now,
    answerBy: new Date(now.getTime() + round.answerDays * dayMs),
    revision: 0,
  } satisfies Partial<Proposal>;
}

function photosOf(answers: Record<string, Answer>, channel: string): Photo[] {
  const value = answers.photos?.value;
  if (value?.kind !== 'photos') return [];
  return value.photos.map(({ mediaId, mime }) => ({ media: `${channel}:${mediaId}`, mime }));
}

/** `RR-26-0307-0042`: year, last parts of the kecamatan's and village's codes, sequence within both. */
async function newCode(round: Round, participant: Participant): Promise<string> {
  const [, , kecamatan = '00', village = '0000'] = (participant.village ?? '').split('.');
  const stem = `RR-${String(round.year).slice(-2)}-${kecamatan}${village.slice(-2)}`;
  const number = await nextNumber(stem);
  return `${stem}-${String(number).padStart(4, '0')}`;
}

/**
 * What a proposer may see of a proposal. The answer, and the state it has led to, only once it was delivered or cannot be: what
 * waits to be sent may still be taken back.
 */
export function glimpse(proposal: Proposal): ProposalGlimpse {
  return glimpseOf(proposal, mayBeTold(proposal));
}

/** What a proposer sees once they have their answer; the message that brings it is made of this. */
export function glimpseAnswered(proposal: Proposal): ProposalGlimpse {
  return glimpseOf(proposal, true);
}

function glimpseOf(proposal: Proposal, told: boolean): ProposalGlimpse {
  const { code, title, decision, supports, support } = proposal;
  return {
    code,
    title,
    status: shownStatus(proposal, told),
    answer:
      told && decision?.releasedAt
        ? {
            reason: decision.reason ?? '',
            // Written for the seat that is supported; to those who are answered with it, it is another's.
            sentence: decision.with ? maskPersonal(decision.sentence) : decision.sentence,
            office: decision.role,
            date: decision.releasedAt.toISOString(),
            ...(decision.with ? { with: decision.with } : {}),
            ...(decision.mergedWith ? { merged: decision.mergedWith.code } : {}),
            ...(decision.forwardedTo ? { forwarded: decision.forwardedTo.name } : {}),
            // Whoever is answered along with another is asked nothing of theirs.
            ...(decision.lacks && !decision.with ? { lacks: decision.lacks } : {}),
          }
        : null,
    answerBy: proposal.answerBy.toISOString(),
    ...(proposal.withdrawal ? { withdrawn: proposal.withdrawal.reason } : {}),
    ...(supports ? { supports: supports.code } : {}),
    ...(support > 0 ? { supporters: support } : {}),
    ...(told && proposal.steps ? { steps: stepGlimpses(proposal) } : {}),
  };
}

/** The state of a proposal as those are told it who may not know of an answer that is under way. */
export function shownStatus({ status, decision }: Proposal, told: boolean): ProposalStatus {
  return decision?.releasedAt && !told ? 'in-review' : status;
}

/** A proposal by its code, as people type it (any case, spaces for dashes). */
export async function findByCode(code: string): Promise<Proposal | null> {
  return ProposalModel.findOne({
    code: code
      .trim()
      .toUpperCase()
      .replaceAll(/[\s-]+/g, '-'),
  }).lean();
}

/** STATUS: all that a participant has sent, oldest first. */
export async function proposalsOf(participantId: ParticipantId): Promise<Proposal[]> {
  return ProposalModel.find({ participant: participantId }).sort({ submittedAt: 1 }).lean();
}
