/** Letters as they stand, and what waits to be put into one. */
import { mayBeTold } from '../proposals/answer-state.ts';
import { type Proposal, ProposalModel } from '../proposals/proposal.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { localDay } from '../time/local-time.ts';
import { covers, type Scope, within } from '../users/scope.ts';
import { type Letter, LetterModel, type LetterProposal } from './letter.model.ts';

/** `waiting`: not everything in it is answered. `overdue`: nor is there time left. `answered`: everything is. */
export type LetterState = 'waiting' | 'overdue' | 'answered';

/** How a letter stands on a day, `2026-12-29`. */
export function letterState({ proposals, due }: Letter, today: string): LetterState {
  if (proposals.every(({ answer }) => answer)) return 'answered';
  return due < today ? 'overdue' : 'waiting';
}

/** Whether somebody may read a letter: all that it holds is of their area. */
const isWithin = ({ proposals }: Letter, scope: Scope) =>
  proposals.every((proposal) => covers(scope, proposal));

/** The letters of a round within a scope, the newest first. */
export async function listLetters(round: RoundId, scope: Scope): Promise<Letter[]> {
  const letters = await LetterModel.find({ round }).sort({ number: -1 }).lean();
  return letters.filter((letter) => isWithin(letter, scope));
}

/** A letter, if it lies within the scope. */
export async function findLetter(id: string, scope: Scope): Promise<Letter | null> {
  const letter = await LetterModel.findById(id).lean();
  return letter && isWithin(letter, scope) ? letter : null;
}

/** The letter in which a proposal stands, for who may see that proposal. */
export interface LetterAbout {
  letter: Letter;
  /** What the office has answered to this proposal. */
  answer: LetterProposal['answer'];
  /** Whether they may read all that the letter holds. */
  mayRead: boolean;
}

/** Finds the letter that a proposal, or the one it supports, was handed on with. */
export async function letterAbout(
  { _id, supports }: Pick<Proposal, '_id' | 'supports'>,
  scope: Scope,
): Promise<LetterAbout | null> {
  const handedOn = supports && !supports.apart ? supports.id : _id;
  const letter = await LetterModel.findOne({ 'proposals.id': handedOn }).lean();
  if (!letter) return null;
  const { answer } = letter.proposals.find(({ id }) => id === handedOn) ?? {};
  return { letter, answer, mayRead: isWithin(letter, scope) };
}

/** How many letters of a round are overdue within a scope. */
export async function countOverdue(
  round: RoundId,
  scope: Scope,
  now: Date,
  timeZone: string,
): Promise<number> {
  const today = localDay(now, timeZone);
  const letters = await listLetters(round, scope);
  return letters.filter((letter) => letterState(letter, today) === 'overdue').length;
}

/**
 * Proposals of a round that are handed on and stand in no letter yet, the oldest first: once their proposers have been told, for until
 * then the answer may be taken back. Those that support another are left out: they are handed on with it.
 */
export async function waitingForLetter(round: RoundId, scope: Scope): Promise<Proposal[]> {
  const forwarded = await ProposalModel.find({
    round,
    status: 'forwarded',
    'decision.releasedAt': { $exists: true },
    'decision.with': { $exists: false },
    ...within(scope),
  })
    .sort({ submittedAt: 1, _id: 1 })
    .lean();
  const written = await LetterModel.find({ round }).lean();
  const inLetters = new Set(written.flatMap(({ proposals }) => proposals.map(({ id }) => id)));
  return forwarded.filter((proposal) => mayBeTold(proposal) && !inLetters.has(proposal._id));
}
