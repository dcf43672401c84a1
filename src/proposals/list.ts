import type { ParticipantId } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { type Scope, within } from '../users/scope.ts';
import type { AnswerState } from './answer-state.ts';
import {
  type Facet,
  inScope,
  isLate,
  isUndecided,
  type ProposalFilter,
  testsOf,
  waitsForAnswer,
} from './filter.ts';
import { orders } from './orders.ts';
import { type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';
import { type Row, rowsOf } from './rows.ts';
import { inWords } from './wording.ts';

export const pageSize = 25;

/** A filter of one round. */
export type RoundFilter = ProposalFilter & { round: RoundId };

const orderOf = ({ order, supported }: ProposalFilter) =>
  orders[order ?? (supported ? 'support' : 'waiting')];

/** The test of a whole filter, within a scope. */
function testOf(filter: ProposalFilter, scope: Scope, now: Date): (row: Row) => boolean {
  const within = inScope(scope);
  const tests = testsOf(filter, now);
  return (row) => within(row) && onlyMissed(row, tests) === null;
}

/** The ids of all that fit, in order. */
async function idsOf(filter: RoundFilter, scope: Scope, now: Date): Promise<ProposalId[]> {
  const rows = await rowsOf(filter.round);
  return rows
    .inOrder(orderOf(filter))
    .filter(testOf(filter, scope, now))
    .map(({ id }) => id);
}

/** One page of proposals in the filter's order (the longest waiting first), and how many there are in all. */
export async function listProposals(
  filter: RoundFilter,
  scope: Scope,
  page: number,
  now: Date,
): Promise<{ total: number; proposals: Proposal[] }> {
  const ids = await idsOf(filter, scope, now);
  const shown = ids.slice((page - 1) * pageSize, page * pageSize);
  return { total: ids.length, proposals: await findProposals(shown, scope) };
}

/** So many are read at once. */
const readAtOnce = 100;

/** Goes through all that fit, in the filter's order, some at a time; what was spoken is written, as far as it is. */
export async function* eachListed(filter: RoundFilter, scope: Scope, now: Date): AsyncGenerator<Proposal> {
  const ids = await idsOf(filter, scope, now);
  for (let from = 0; from < ids.length; from += readAtOnce)
    yield* await inWords(await findProposals(ids.slice(from, from + readAtOnce), scope));
}

/** One proposal, if it lies within the scope. */
export async function findProposal(id: string, scope: Scope): Promise<Proposal | null> {
  return ProposalModel.findOne({ $and: [{ _id: id }, within(scope)] }).lean();
}

/** The proposals of earlier rounds that one sends again, as far as they lie within the scope; the newest first. */
export async function forerunnersOf(
  { carriedFrom }: Pick<Proposal, 'carriedFrom'>,
  scope: Scope,
): Promise<Proposal[]> {
  const before = carriedFrom && (await findProposal(carriedFrom.id, scope));
  return before ? [before, ...(await forerunnersOf(before, scope))] : [];
}

/** Those of some proposals that lie within the scope, in the order they are named in. */
export async function findProposals(ids: readonly string[], scope: Scope): Promise<Proposal[]> {
  const found = await ProposalModel.find({ $and: [{ _id: { $in: [...ids] } }, within(scope)] }).lean();
  const byId = new Map(found.map((proposal) => [proposal._id, proposal]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** All that somebody has sent from within the scope, oldest first. */
export async function proposalsBy(participantId: ParticipantId, scope: Scope): Promise<Proposal[]> {
  return ProposalModel.find({ participant: participantId, ...within(scope) })
    .sort({ submittedAt: 1 })
    .lean();
}

/** Where a proposal stands in a list, also when it no longer fits the filter itself. */
export interface Standing {
  before: ProposalId | null;
  after: ProposalId | null;
  /** A page of the list, with the proposal in it. */
  around: readonly Row[];
  /** From 1; 0 where it no longer fits. */
  place: number;
  total: number;
}

/** What stands before and after a proposal in the list. */
export async function standingOf(
  { _id: id }: Pick<Proposal, '_id'>,
  filter: RoundFilter,
  scope: Scope,
  now: Date,
): Promise<Standing> {
  const sorted = (await rowsOf(filter.round)).inOrder(orderOf(filter));
  const fits = testOf(filter, scope, now);
  const shown = sorted.filter((row) => row.id === id || fits(row));
  const here = shown.findIndex((row) => row.id === id);
  const own = shown[here];
  const isIn = own !== undefined && fits(own);
  const from = Math.max(0, Math.min(here - Math.floor(pageSize / 2), shown.length - pageSize));
  return {
    before: shown[here - 1]?.id ?? null,
    after: shown[here + 1]?.id ?? null,
    around: shown.slice(from, from + pageSize),
    place: isIn ? here + 1 : 0,
    total: shown.length - (own && !isIn ? 1 : 0),
  };
}

/** Goes through all of a round (or of every one), oldest first, without holding them in memory; for exports. */
export function eachProposal({ round }: { round?: RoundId | undefined }): AsyncIterable<Proposal> {
  return ProposalModel.find(round ? { round } : {})
    .sort({ submittedAt: 1, code: 1 })
    .lean()
    .cursor();
}

/** How many proposals stand under each issue and in each state. */
export interface ProposalCounts {
  /** All that count, whatever the filter. */
  all: number;
  /** `unfiled` counts those where a person is asked; one that the classifier has not seen yet is under no issue. */
  issues: Record<string, number>;
  statuses: Record<string, number>;
  /** How far the answers are; without those for which nothing is decided. */
  answers: Partial<Record<AnswerState, number>>;
  /** For which no answer is drafted, and whose promised day is over. */
  undecided: number;
  late: number;
  /** That others support. */
  supported: number;
  /** That stand in no other figure, for nobody has confirmed their proposers. */
  unconfirmed: number;
}

/**
 * How many of a round a filter would leave, of each issue and state: what each figure leads to when it is pressed. A
 * figure is not narrowed by the choice it stands for itself.
 */
export async function countProposals(
  round: RoundId,
  scope: Scope,
  filter: ProposalFilter = {},
  now = new Date(),
): Promise<ProposalCounts> {
  const counts = {
    all: 0,
    issues: {},
    statuses: {},
    answers: {},
    undecided: 0,
    late: 0,
    supported: 0,
    unconfirmed: 0,
  };
  const tests = testsOf(filter, now);
  const within = inScope(scope);
  const late = isLate(now);
  for (const row of (await rowsOf(round)).byId.values()) {
    if (!within(row)) continue;
    if (!row.unconfirmed) counts.all += 1;
    const missed = onlyMissed(row, tests);
    if (missed !== 'several') countRow(counts, row, missed, filter, late);
  }
  return counts;
}

type Test = (row: Row) => boolean;

/** Which one of the conditions a row does not meet; most meet two or more not, and count nowhere. */
function onlyMissed(row: Row, tests: [Facet, Test][]): Facet | null | 'several' {
  let missed: Facet | null = null;
  for (const [facet, test] of tests) {
    if (test(row)) continue;
    if (missed !== null) return 'several';
    missed = facet;
  }
  return missed;
}

function countRow(
  counts: ProposalCounts,
  row: Row,
  missed: Facet | null,
  filter: ProposalFilter,
  late: Test,
) {
  const countsFor = (facet: Facet) => missed === null || missed === facet;
  if (row.unconfirmed) {
    if (row.status !== 'withdrawn' && countsFor('unconfirmed')) counts.unconfirmed += 1;
    if (!filter.unconfirmed) return;
  }
  if (countsFor('supported') && row.support > 0) counts.supported += 1;
  if (countsFor('undecided') && isUndecided(row)) counts.undecided += 1;
  if (countsFor('late') && late(row)) counts.late += 1;
  if (countsFor('answer') && row.answer !== 'none')
    counts.answers[row.answer] = (counts.answers[row.answer] ?? 0) + 1;
  if (countsFor('status')) counts.statuses[row.status] = (counts.statuses[row.status] ?? 0) + 1;
  if (!countsFor('issue') || (row.issue === null && row.status === 'submitted')) return;
  const issue = row.issue ?? 'unfiled';
  counts.issues[issue] = (counts.issues[issue] ?? 0) + 1;
}

/**
 * For how many of a round no answer has reached the proposer, for how many of those none is drafted yet, and for how many
 * the promised day is over.
 */
export async function countUnanswered(
  round: RoundId,
  scope: Scope,
  now: Date,
): Promise<{ waiting: number; late: number; undecided: number }> {
  const found = { waiting: 0, late: 0, undecided: 0 };
  const [within, late] = [inScope(scope), isLate(now)];
  for (const row of (await rowsOf(round)).byId.values()) {
    if (!within(row) || !waitsForAnswer(row)) continue;
    found.waiting += 1;
    if (late(row)) found.late += 1;
    if (isUndecided(row)) found.undecided += 1;
  }
  return found;
}
