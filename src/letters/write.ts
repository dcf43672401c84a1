import { findProposals } from '../proposals/list.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import type { Actor } from '../proposals/review.ts';
import type { Round } from '../rounds/round.model.ts';
import { isDuplicate, whileRaced } from '../storage/mongodb.ts';
import { type Letter, LetterModel } from './letter.model.ts';
import { waitingForLetter } from './read.ts';
import { tellLetters } from './tell.ts';

/** An office as letters name it. */
type Addressee = Letter['office'];

/** What a letter is to be made of, as a form asks for it. */
export interface LetterDraft {
  round: Round;
  /** The key of the office it goes to; empty where none was chosen. */
  office: string;
  proposals: readonly string[];
  /** The last day for an answer, `2026-12-29`. */
  due: string;
}

/** A letter that cannot be written; `problem` is a key of the locales' `paper-pages.letters.problem`, `codes` of what is at fault. */
export class LetterError extends Error {
  readonly problem: 'no-addressee' | 'nothing' | 'not-forwarded' | 'other-office' | 'written-already';
  readonly codes: readonly string[];
  constructor(problem: LetterError['problem'], codes: readonly string[] = []) {
    super(`Letter refused: ${problem} ${codes.join(', ')}`.trim());
    this.name = 'LetterError';
    this.problem = problem;
    this.codes = codes;
  }
}

/**
 * Writes one letter to an office for some proposals that were handed on to it, or to nobody that there still is; their
 * proposers are told. Each stands in one letter.
 * @param offices all there are; one that is gone gets no letter
 * @throws LetterError naming the proposals at fault; nothing is written then
 */
export async function writeLetter(
  draft: LetterDraft,
  offices: readonly Addressee[],
  actor: Actor,
  now: Date,
): Promise<Letter> {
  const chosen = await findProposals(draft.proposals, actor.scope);
  if (chosen.length === 0) throw new LetterError('nothing');
  const office = offices.find(({ key }) => key === draft.office);
  if (!office) throw new LetterError('no-addressee', codesOf(chosen));
  const waiting = await waitingForLetter(draft.round._id, actor.scope);
  const ids = new Set(waiting.map(({ _id }) => _id));
  refuse('not-forwarded', chosen, ({ status }) => status !== 'forwarded');
  refuse('written-already', chosen, ({ _id }) => !ids.has(_id));
  refuse('other-office', chosen, (proposal) => {
    const addressee = addresseeOf(proposal, offices);
    return addressee !== null && addressee.key !== office.key;
  });
  const letter = await insert(draft, { key: office.key, name: office.name }, chosen, actor, now);
  await tellLetters(now);
  return letter;
}

/** The office that a proposal was handed on to; null where none was named, or it is none any more. */
export function addresseeOf({ decision }: Proposal, offices: readonly Addressee[]): Addressee | null {
  return offices.find(({ key }) => key === decision?.forwardedTo?.key) ?? null;
}

const codesOf = (proposals: readonly Proposal[]) => proposals.map(({ code }) => code);

function refuse(
  problem: LetterError['problem'],
  proposals: readonly Proposal[],
  isAtFault: (proposal: Proposal) => boolean,
): void {
  const found = proposals.filter(isAtFault);
  if (found.length > 0) throw new LetterError(problem, codesOf(found));
}

async function insert(
  { round, due }: LetterDraft,
  office: Addressee,
  proposals: readonly Proposal[],
  { name: by, role }: Actor,
  at: Date,
): Promise<Letter> {
  const letter = {
    round: round._id,
    office,
    proposals: proposals.map(({ _id: id, code, village, kecamatan }) => ({ id, code, village, kecamatan })),
    by,
    role,
    at,
    due,
    untold: true as const,
    revision: 0,
  };
  try {
    return await whileRaced('_id_', () => insertNumbered(letter));
  } catch (error) {
    // Somebody else has put one of them into a letter a moment ago.
    if (isDuplicate(error, 'proposals.id_1')) throw new LetterError('written-already', codesOf(proposals));
    throw error;
  }
}

/** A letter takes its number by being stored: one that is not stored, whatever the reason, leaves no gap in the register. */
async function insertNumbered(unnumbered: Omit<Letter, '_id' | 'number'>): Promise<Letter> {
  const { round } = unnumbered;
  const last = await LetterModel.findOne({ round }, { number: 1 }).sort({ number: -1 }).lean();
  const number = (last?.number ?? 0) + 1;
  const letter: Letter = { _id: `${round}-${number}`, number, ...unnumbered };
  await LetterModel.create(letter);
  return letter;
}
