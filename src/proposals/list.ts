import type { QueryFilter } from 'mongoose';
import type { ParticipantId } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { type Scope, within } from '../users/scope.ts';
import { isUnanswered } from './answer-state.ts';
import { isCounted, isPending, type Proposal, ProposalModel } from './proposal.model.ts';
import type { ProposalStatus } from './reasons.ts';

/** What the list may be narrowed by; absent means all. */
export interface ProposalFilter {
  round?: RoundId | undefined;
  status?: ProposalStatus | undefined;
  /** An issue's key, or `unfiled` for those the classifier asks about. */
  issue?: string | undefined;
  kecamatan?: string | undefined;
  village?: string | undefined;
  /** Only those for which no answer is drafted yet. */
  undecided?: boolean | undefined;
  /** Only those of people whom staff have not confirmed. */
  unconfirmed?: boolean | undefined;
  /** Only those that somebody supports, the most supported first. */
  supported?: boolean | undefined;
  /** Words of the title, or a code. */
  search?: string | undefined;
}

export const pageSize = 25;

function query(filter: ProposalFilter): QueryFilter<Proposal> {
  const { round, status, issue, kecamatan, village, undecided, unconfirmed, supported, search } = filter;
  const clauses: QueryFilter<Proposal>[] = [];
  if (round) clauses.push({ round });
  if (status) clauses.push({ status });
  if (issue === 'unfiled') clauses.push({ issue: null, status: { $ne: 'submitted' } });
  else if (issue) clauses.push({ issue });
  if (kecamatan) clauses.push({ kecamatan });
  if (village) clauses.push({ village });
  if (unconfirmed) clauses.push(isPending);
  // Who supports another proposal is answered with it; what counts nowhere yet is not to be decided yet.
  if (undecided)
    clauses.push({
      ...isCounted,
      'decision.outcome': { $exists: false },
      status: { $ne: 'withdrawn' },
      $or: [{ supports: { $exists: false } }, { 'supports.apart': true }],
    });
  if (supported) clauses.push({ support: { $gt: 0 } });
  if (search) {
    const pattern = new RegExp(search.slice(0, 80).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    clauses.push({ $or: [{ title: pattern }, { code: pattern }] });
  }
  return clauses.length > 0 ? { $and: clauses } : {};
}

/** One field of an order: by which, upwards (1) or downwards (-1), and what a proposal has there. */
interface Rank {
  field: string;
  up: 1 | -1;
  of(proposal: Proposal): Date | string | number | null;
}

const submitted: Rank[] = [
  { field: 'submittedAt', up: 1, of: (proposal) => proposal.submittedAt },
  { field: '_id', up: 1, of: (proposal) => proposal._id },
];
/** Those who wait for an answer first (nobody's answer released: null sorts first), the longest waiting on top. */
const byWaiting: Rank[] = [
  { field: 'decision.releasedAt', up: 1, of: (proposal) => proposal.decision?.releasedAt ?? null },
  ...submitted,
];
const bySupport: Rank[] = [{ field: 'support', up: -1, of: (proposal) => proposal.support }, ...submitted];

const orderOf = (filter: ProposalFilter) => (filter.supported ? bySupport : byWaiting);

/** The order as the database wants it; `way` -1 is from the last to the first. */
const sorting = (order: Rank[], destination: 1 | -1 = 1) =>
  Object.fromEntries(
    order.map(({ field, up }) => [field, up === destination ? (1 as const) : (-1 as const)]),
  );

/** One page of proposals, those whose first answer is due soonest first, and how many there are in all. */
export async function listProposals(
  filter: ProposalFilter,
  scope: Scope,
  page: number,
): Promise<{ total: number; proposals: Proposal[] }> {
  const where = { $and: [query(filter), within(scope)] };
  const [total, proposals] = await Promise.all([
    ProposalModel.countDocuments(where),
    ProposalModel.find(where)
      .sort(sorting(orderOf(filter)))
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean(),
  ]);
  return { total, proposals };
}

/** One proposal, if it lies within the scope. */
export async function findProposal(id: string, scope: Scope): Promise<Proposal | null> {
  return ProposalModel.findOne({ $and: [{ _id: id }, within(scope)] }).lean();
}

/** All that somebody has sent from within the scope, oldest first. */
export async function proposalsBy(participantId: ParticipantId, scope: Scope): Promise<Proposal[]> {
  return ProposalModel.find({ participant: participantId, ...within(scope) })
    .sort({ submittedAt: 1 })
    .lean();
}

/** The ids of the proposals just before and after one in the list, also when it no longer fits the filter itself. */
export async function neighbours(
  proposal: Proposal,
  filter: ProposalFilter,
  scope: Scope,
): Promise<{ before: string | null; after: string | null }> {
  const where = [query(filter), within(scope)];
  const order = orderOf(filter);
  const nearest = (destination: 1 | -1) =>
    ProposalModel.findOne({ $and: [...where, beyond(proposal, order, destination)] }, { _id: 1 })
      .sort(sorting(order, destination))
      .lean();
  const [before, after] = await Promise.all([nearest(-1), nearest(1)]);
  return { before: before?._id ?? null, after: after?._id ?? null };
}

/** All that stand before a proposal (-1) or after it (1) in an order. */
function beyond(proposal: Proposal, order: Rank[], destination: 1 | -1): QueryFilter<Proposal> {
  const clauses = order.flatMap((rank, index) => {
    const equal = order.slice(0, index).map(({ field, of }) => ({ [field]: of(proposal) }));
    return further(rank, rank.of(proposal), destination).map((clause) => ({ $and: [...equal, clause] }));
  });
  return { $or: clauses };
}

/** Comparisons see no null, though it sorts lowest: it is before every date, and every date is after it. */
function further({ field, up }: Rank, value: ReturnType<Rank['of']>, destination: 1 | -1): object[] {
  const higher = up === destination;
  if (value === null) return higher ? [{ [field]: { $ne: null } }] : [];
  const clause = { [field]: { [higher ? '$gt' : '$lt']: value } };
  return !higher && field === 'decision.releasedAt' ? [clause, { [field]: null }] : [clause];
}

/** Goes through all that fit, oldest first, without holding them in memory; for exports. */
export function eachProposal(filter: ProposalFilter): AsyncIterable<Proposal> {
  return ProposalModel.find(query(filter)).sort({ submittedAt: 1, code: 1 }).lean().cursor();
}

/**
 * How many proposals of a round stand under each issue and in each state. `unfiled` counts those where a person is
 * asked; one that the classifier has not seen yet counts under its state only. `supported` counts those that others support,
 * `unconfirmed` those that stand in no other figure, for nobody has confirmed their proposers.
 */
export async function countProposals(
  roundId: RoundId,
  scope: Scope,
): Promise<{
  issues: Record<string, number>;
  statuses: Record<string, number>;
  supported: number;
  unconfirmed: number;
}> {
  const unconfirmed = await ProposalModel.countDocuments({
    $and: [{ round: roundId, ...isPending, status: { $ne: 'withdrawn' } }, within(scope)],
  });
  const where = { $and: [{ round: roundId, ...isCounted }, within(scope)] };
  const supported = await ProposalModel.countDocuments({ ...where, support: { $gt: 0 } });
  const rows = await ProposalModel.aggregate<{
    _id: { issue: string | null; status: ProposalStatus };
    n: number;
  }>([{ $match: where }, { $group: { _id: { issue: '$issue', status: '$status' }, n: { $sum: 1 } } }]);
  const issues: Record<string, number> = {};
  const statuses: Record<string, number> = {};
  for (const { _id, n } of rows) {
    statuses[_id.status] = (statuses[_id.status] ?? 0) + n;
    if (_id.issue === null && _id.status === 'submitted') continue;
    const issue = _id.issue ?? 'unfiled';
    issues[issue] = (issues[issue] ?? 0) + n;
  }
  return { issues, statuses, supported, unconfirmed };
}

/**
 * How many of a round have no answer that has reached its proposer, for how many of those none is drafted yet, and for how
 * many the promised day is over.
 */
export async function countUnanswered(
  roundId: RoundId,
  scope: Scope,
  now: Date,
): Promise<{ waiting: number; late: number; undecided: number }> {
  const waits = [{ round: roundId, ...waitsForAnswer }, within(scope)];
  const [waiting, undecided, late] = await Promise.all([
    ProposalModel.countDocuments({ $and: waits }),
    ProposalModel.countDocuments({ $and: [query({ round: roundId, undecided: true }), within(scope)] }),
    ProposalModel.countDocuments({ $and: [...waits, { answerBy: { $lt: now } }] }),
  ]);
  return { waiting, undecided, late };
}

const waitsForAnswer = {
  ...isCounted,
  ...isUnanswered,
  status: { $ne: 'withdrawn' },
} satisfies QueryFilter<Proposal>;
