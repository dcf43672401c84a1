import type { QueryFilter } from 'mongoose';
import { type Proposal, ProposalModel } from './proposal.model.ts';
import type { ProposalStatus } from './reasons.ts';
import type { Actor } from './review.ts';

/** What the list may be narrowed by; absent means all. */
export interface ProposalFilter {
  rembuk?: string | undefined;
  status?: ProposalStatus | undefined;
  /** An issue's key, or `unfiled` for those the classifier asks about. */
  issue?: string | undefined;
  kecamatan?: string | undefined;
  village?: string | undefined;
  /** Only those for which no answer is drafted yet. */
  undecided?: boolean | undefined;
  /** Words of the title, or a code. */
  search?: string | undefined;
}

export const pageSize = 25;

/** Everything an actor may see: his kecamatan, or the district. */
const ownArea = (actor: Actor): QueryFilter<Proposal> =>
  actor.kecamatan.length > 0 ? { kecamatan: { $in: actor.kecamatan } } : {};

function query(filter: ProposalFilter): QueryFilter<Proposal> {
  const { rembuk, status, issue, kecamatan, village, undecided, search } = filter;
  const clauses: QueryFilter<Proposal>[] = [];
  if (rembuk) clauses.push({ rembuk });
  if (status) clauses.push({ status });
  if (issue === 'unfiled') clauses.push({ issue: null, status: { $ne: 'submitted' } });
  else if (issue) clauses.push({ issue });
  if (kecamatan) clauses.push({ kecamatan });
  if (village) clauses.push({ village });
  // Who supports another proposal is answered with it.
  if (undecided)
    clauses.push({
      'decision.outcome': { $exists: false },
      status: { $ne: 'withdrawn' },
      $or: [{ supports: { $exists: false } }, { 'supports.apart': true }],
    });
  if (search) {
    const pattern = new RegExp(search.slice(0, 80).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    clauses.push({ $or: [{ title: pattern }, { code: pattern }] });
  }
  return clauses.length > 0 ? { $and: clauses } : {};
}

/** Those who wait for an answer first (nobody's answer released: null sorts first), the longest waiting on top. */
const order = ['decision.releasedAt', 'submittedAt', '_id'] as const;
const forwards = { 'decision.releasedAt': 1, submittedAt: 1, _id: 1 } as const;
const backwards = { 'decision.releasedAt': -1, submittedAt: -1, _id: -1 } as const;

/** One page of proposals, those whose first answer is due soonest first, and how many there are in all. */
export async function listProposals(
  filter: ProposalFilter,
  actor: Actor,
  page: number,
): Promise<{ total: number; proposals: Proposal[] }> {
  const where = { $and: [query(filter), ownArea(actor)] };
  const [total, proposals] = await Promise.all([
    ProposalModel.countDocuments(where),
    ProposalModel.find(where)
      .sort(forwards)
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean(),
  ]);
  return { total, proposals };
}

/** One proposal, if it is within the actor's area. */
export async function findProposal(id: string, actor: Actor): Promise<Proposal | null> {
  return ProposalModel.findOne({ $and: [{ _id: id }, ownArea(actor)] }).lean();
}

/** The ids of the proposals just before and after one in the list, also when it no longer fits the filter itself. */
export async function neighbours(
  proposal: Proposal,
  filter: ProposalFilter,
  actor: Actor,
): Promise<{ before: string | null; after: string | null }> {
  const where = [query(filter), ownArea(actor)];
  const [before, after] = await Promise.all([
    ProposalModel.findOne({ $and: [...where, beyond(proposal, '$lt')] }, { _id: 1 })
      .sort(backwards)
      .lean(),
    ProposalModel.findOne({ $and: [...where, beyond(proposal, '$gt')] }, { _id: 1 })
      .sort(forwards)
      .lean(),
  ]);
  return { before: before?._id ?? null, after: after?._id ?? null };
}

/** All that stand before (`$lt`) or after a proposal in the order of the list. */
function beyond(proposal: Proposal, than: '$lt' | '$gt'): QueryFilter<Proposal> {
  const place = [proposal.decision?.releasedAt ?? null, proposal.submittedAt, proposal._id];
  const clauses = order.flatMap((field, index) => {
    const equal = order.slice(0, index).map((earlier, at) => ({ [earlier]: place[at] }));
    return further(field, place[index] ?? null, than).map((clause) => ({ $and: [...equal, clause] }));
  });
  return { $or: clauses };
}

/** Comparisons see no null, though it sorts first: it is before every date, and every date is after it. */
function further(field: string, value: Date | string | null, than: '$lt' | '$gt'): object[] {
  if (value === null) return than === '$lt' ? [] : [{ [field]: { $ne: null } }];
  const clause = { [field]: { [than]: value } };
  return than === '$lt' && field === order[0] ? [clause, { [field]: null }] : [clause];
}

/** Goes through all that fit, without holding them in memory; for exports. */
export function eachProposal(filter: ProposalFilter): AsyncIterable<Proposal> {
  return ProposalModel.find(query(filter)).sort({ submittedAt: 1, _id: 1 }).lean().cursor();
}

/**
 * How many proposals of a round stand under each issue and in each state. `unfiled` counts those where a person is
 * asked; one that the classifier has not seen yet counts under its state only.
 */
export async function countProposals(
  rembuk: string,
  actor: Actor,
): Promise<{ issues: Record<string, number>; statuses: Record<string, number> }> {
  const rows = await ProposalModel.aggregate<{
    _id: { issue: string | null; status: ProposalStatus };
    n: number;
  }>([
    { $match: { $and: [{ rembuk }, ownArea(actor)] } },
    { $group: { _id: { issue: '$issue', status: '$status' }, n: { $sum: 1 } } },
  ]);
  const issues: Record<string, number> = {};
  const statuses: Record<string, number> = {};
  for (const { _id, n } of rows) {
    statuses[_id.status] = (statuses[_id.status] ?? 0) + n;
    if (_id.issue === null && _id.status === 'submitted') continue;
    const issue = _id.issue ?? 'unfiled';
    issues[issue] = (issues[issue] ?? 0) + n;
  }
  return { issues, statuses };
}

/**
 * How many of a round wait for their first answer, for how many of those none is drafted yet, and for how many the
 * promised day is over.
 */
export async function countUnanswered(
  rembuk: string,
  actor: Actor,
  now: Date,
): Promise<{ waiting: number; late: number; undecided: number }> {
  const waits = [{ rembuk, ...waitsForAnswer }, ownArea(actor)];
  const [waiting, undecided, late] = await Promise.all([
    ProposalModel.countDocuments({ $and: waits }),
    ProposalModel.countDocuments({ $and: [query({ rembuk, undecided: true }), ownArea(actor)] }),
    ProposalModel.countDocuments({ $and: [...waits, { answerBy: { $lt: now } }] }),
  ]);
  return { waiting, undecided, late };
}

const waitsForAnswer = {
  'decision.releasedAt': { $exists: false },
  status: { $ne: 'withdrawn' },
} satisfies QueryFilter<Proposal>;
