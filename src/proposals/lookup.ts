/** CEK: what whom is told of a proposal by its code. Codes follow one another, so anybody can think of them. */

import type { Address } from '../channels/address.ts';
import type { ProposalGlimpse } from '../conversation/glimpse.ts';
import type { Participant } from '../people/participant.model.ts';
import { isCurrent, quotaKey } from '../people/seats.ts';
import { maskPersonal } from '../texts/mask.ts';
import { mayBeTold } from './answer-state.ts';
import { LookupMissesModel } from './lookup-misses.model.ts';
import { type Proposal, ProposalModel } from './proposal.model.ts';
import type { ProposalStatus, ReasonCode } from './reasons.ts';
import { findByCode, glimpse, shownStatus } from './submit.ts';

/** So many codes that are not theirs may an address ask for within {@link missWindowMs}. */
export const mostMisses = 6;
export const missWindowMs = 60 * 60 * 1000;

/** Who asks, and from where. */
export interface Asker {
  participant: Participant;
  address: Address;
}

/** What was found; or in how many minutes the address may ask again. */
export type Lookup = { found: ProposalGlimpse | null } | { minutes: number };

/**
 * Looks a code up. The seat itself, its supporters and the verified people of its village are told what it says;
 * everybody else the state and the dates, and how often they may ask is bounded, for a restart too.
 */
export async function lookUp(code: string, { participant, address }: Asker, now: Date): Promise<Lookup> {
  const proposal = await findByCode(code);
  const part = proposal && (await partIn(proposal, participant));
  if (proposal && part) return { found: part === 'own' ? glimpse(proposal) : forOthers(proposal) };
  const minutes = await waitOf(address, now);
  if (minutes > 0) return { minutes };
  await recordMiss(address, now);
  return { found: proposal && stateOf(proposal) };
}

/** What somebody is to a proposal: of its seat, of its village or its supporters, or nobody (null). */
async function partIn(proposal: Proposal, participant: Participant): Promise<'own' | 'neighbour' | null> {
  if (proposal.participant === participant._id) return 'own';
  if (participant.leftAt || !participant.village) return null;
  const seat = quotaKey(participant);
  if (proposal.quotaKey === seat) return 'own';
  if (isCurrent(participant) && proposal.village === participant.village) return 'neighbour';
  const supports = await ProposalModel.exists({ _id: { $in: proposal.supporters }, quotaKey: seat });
  return supports ? 'neighbour' : null;
}

/** A proposal as another seat may read it. */
function forOthers(proposal: Proposal): ProposalGlimpse {
  // Why it was withdrawn is between the office and its proposer.
  const { title, answer, withdrawn, ...rest } = glimpse(proposal);
  return {
    ...rest,
    title: maskPersonal(title),
    ...(withdrawn === undefined ? {} : { withdrawn: '' }),
    answer: answer && { ...answer, sentence: maskPersonal(answer.sentence) },
  };
}

/** State and dates, and nothing of what it says. */
function stateOf(proposal: Proposal): ProposalGlimpse {
  const { code, answerBy, submittedAt, answeredAt } = proposal;
  const answered = answeredAt ? { answeredOn: answeredAt.toISOString() } : {};
  return {
    code,
    title: '',
    status: shownStatus(proposal, mayBeTold(proposal)),
    answer: null,
    answerBy: answerBy.toISOString(),
    bare: { sentOn: submittedAt.toISOString(), ...answered },
  };
}

/** What anybody may read of a proposal: how it stands, since when, and the reason in the office's standing words. */
export interface PublicState {
  code: string;
  status: ProposalStatus;
  sentOn: Date;
  answerBy: Date;
  /** When the office has answered, and why; absent until then. */
  answered?: { on: Date; reason?: ReasonCode };
}

/** The same for the public page: no words of anybody, no name, no place but what the code itself says. */
export async function lookUpInPublic(code: string): Promise<PublicState | null> {
  const proposal = await findByCode(code);
  if (!proposal) return null;
  const { answerBy, answeredAt, decision } = proposal;
  const known = {
    code: proposal.code,
    status: shownStatus(proposal, mayBeTold(proposal)),
    sentOn: proposal.submittedAt,
    answerBy,
  };
  if (!answeredAt) return known;
  return { ...known, answered: { on: answeredAt, ...(decision?.reason ? { reason: decision.reason } : {}) } };
}

/** In how many minutes an address may ask again; 0 where it may now. */
async function waitOf(address: string, now: Date): Promise<number> {
  const misses = await LookupMissesModel.findById(address).lean();
  const recent = misses?.at.filter((at) => now.getTime() - at.getTime() < missWindowMs) ?? [];
  const oldest = recent.at(-mostMisses);
  return oldest ? Math.max(1, Math.ceil((oldest.getTime() + missWindowMs - now.getTime()) / 60_000)) : 0;
}

/** Counts a miss, and forgets all addresses whose misses count no more. */
async function recordMiss(address: string, now: Date): Promise<void> {
  await LookupMissesModel.deleteMany({ last: { $lt: new Date(now.getTime() - missWindowMs) } });
  await LookupMissesModel.updateOne(
    { _id: address },
    { $push: { at: { $each: [now], $slice: -mostMisses } }, $set: { last: now } },
    { upsert: true },
  );
}
