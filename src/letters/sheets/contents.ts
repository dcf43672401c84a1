/** What a Lembar Desa says: how everything stands that a village has proposed, asked and been given. */
import { createHash } from 'node:crypto';
import { mayBeTold } from '../../proposals/answer-state.ts';
import { type Proposal, ProposalModel } from '../../proposals/proposal.model.ts';
import type { ProposalStatus, ReasonCode } from '../../proposals/reasons.ts';
import type { Step } from '../../proposals/step.model.ts';
import { shownStatus } from '../../proposals/submit.ts';
import { inWords } from '../../proposals/wording.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { maskPersonal } from '../../texts/mask.ts';
import { type SharedAnswer, sharedOf } from '../../threads/read.ts';
import type { Work } from '../../works/work.model.ts';
import { worksOf } from '../../works/works.ts';
import { type Letter, LetterModel } from '../letter.model.ts';

/** A proposal as its village may read it: no name, no number, and no answer that has not reached its proposer. */
export interface SheetLine {
  code: string;
  /** Whose it is, as `seatOf` reads it. */
  quotaKey: string;
  title: string;
  /** Whose supported it; each as `seatOf` reads it. */
  supporters: string[];
  status: ProposalStatus;
  /** Why, in a standing word, and the office's sentence; of a forum that did not take it, its reason. */
  reason?: ReasonCode;
  sentence?: string;
  /** What the last forum said. */
  step?: Pick<Step, 'tier' | 'outcome' | 'forum' | 'day' | 'rank'>;
  /** The letter that it was handed on with, and what came back. */
  letter?: { number: number; office: string; due: string; outcome?: 'taken' | 'declined'; sentence?: string };
  /** The day by which it is answered. */
  answerBy: Date;
}

/** All that one sheet says. */
export interface SheetContents {
  round: RoundId;
  village: string;
  lines: SheetLine[];
  /** Questions and answers that were opened to the village, the newest first. */
  questions: SharedAnswer[];
  /** What is budgeted or built there, the newest first. */
  works: Pick<Work, 'year' | 'name' | 'size' | 'stage'>[];
}

/** So many questions and works are told; a sheet is two pages. */
const most = { questions: 4, works: 8 };

/** Reads what a village's sheet says now; `null` where it has neither proposed nor been given anything. */
export async function readSheet(round: RoundId, village: string): Promise<SheetContents | null> {
  const [proposals, letters, questions, works] = await Promise.all([
    ProposalModel.find({ round, village, unconfirmed: { $exists: false }, status: { $ne: 'withdrawn' } })
      .sort({ code: 1 })
      .lean()
      .then(inWords),
    LetterModel.find({ round }).lean(),
    sharedOf(village, most.questions),
    worksOf(village),
  ]);
  if (proposals.length + works.length === 0) return null;
  const joins = ({ supports }: Proposal) => supports !== undefined && !supports.apart;
  const seats = new Map(proposals.filter(joins).map(({ _id, quotaKey }) => [_id, quotaKey]));
  return {
    round,
    village,
    lines: proposals
      .filter((proposal) => !joins(proposal))
      .map((proposal) => lineOf(proposal, seats, letters)),
    questions,
    works: works
      .slice(0, most.works)
      .map(({ year, name, size, stage }) => ({ year, name: maskPersonal(name), size, stage })),
  };
}

function lineOf(proposal: Proposal, seats: ReadonlyMap<string, string>, letters: Letter[]): SheetLine {
  const { code, quotaKey, title, supporters, decision, steps, answerBy } = proposal;
  const told = mayBeTold(proposal);
  const step = steps?.at(-1);
  const words = step?.reason ?? (told ? decision?.sentence : undefined);
  const letter = letterWith(proposal, letters);
  return {
    code,
    quotaKey,
    title: maskPersonal(title),
    supporters: supporters.flatMap((id) => seats.get(id) ?? []),
    status: shownStatus(proposal, told),
    ...(told && decision?.reason ? { reason: decision.reason } : {}),
    ...(words ? { sentence: maskPersonal(words) } : {}),
    ...(step ? { step: stepOf(step) } : {}),
    ...(letter ? { letter } : {}),
    answerBy,
  };
}

const stepOf = ({ tier, outcome, forum, day, rank }: Step) => ({
  tier,
  outcome,
  forum,
  day,
  ...(rank === undefined ? {} : { rank }),
});

function letterWith({ _id }: Proposal, letters: Letter[]): SheetLine['letter'] {
  for (const { number, office, due, proposals } of letters) {
    const own = proposals.find(({ id }) => id === _id);
    if (!own) continue;
    const { outcome, sentence } = own.answer ?? {};
    const answer = outcome && sentence ? { outcome, sentence: maskPersonal(sentence) } : {};
    return { number, office: office.name, due, ...answer };
  }
  return undefined;
}

/** Stands for what a sheet says: as long as nothing has changed for its readers, it is the same. */
export function printOf(contents: SheetContents): string {
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 12);
}
