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
  /** Words of the title, or a code. */
  search?: string | undefined;
}

export const pageSize = 25;

/** Everything an actor may see: his kecamatan, or the district. */
const ownArea = (actor: Actor): QueryFilter<Proposal> =>
  actor.kecamatan.length > 0 ? { kecamatan: { $in: actor.kecamatan } } : {};

function query(filter: ProposalFilter): QueryFilter<Proposal> {
  const { rembuk, status, issue, kecamatan, village, search } = filter;
  const clauses: QueryFilter<Proposal>[] = [];
  if (rembuk) clauses.push({ rembuk });
  if (status) clauses.push({ status });
  if (issue === 'unfiled') clauses.push({ issue: null, status: { $ne: 'submitted' } });
  else if (issue) clauses.push({ issue });
  if (kecamatan) clauses.push({ kecamatan });
  if (village) clauses.push({ village });
  if (search) {
    const pattern = new RegExp(search.slice(0, 80).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    clauses.push({ $or: [{ title: pattern }, { code: pattern }] });
  }
  return clauses.length > 0 ? { $and: clauses } : {};
}

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
      .sort({ submittedAt: 1, _id: 1 })
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

/** Goes through all that fit, without holding them in memory; for exports. */
export function eachProposal(filter: ProposalFilter): AsyncIterable<Proposal> {
  return ProposalModel.find(query(filter)).sort({ submittedAt: 1, _id: 1 }).lean().cursor();
}

/** How many proposals of a round stand under each issue (`unfiled` where a person is asked) and in each state. */
export async function countProposals(
  rembuk: string,
  actor: Actor,
): Promise<{ issues: Record<string, number>; statuses: Record<string, number> }> {
  const match = { $and: [{ rembuk }, ownArea(actor)] };
  const group = (field: string) =>
    ProposalModel.aggregate<{ _id: string | null; n: number }>([
      { $match: match },
      { $group: { _id: field, n: { $sum: 1 } } },
    ]);
  const [issues, statuses] = await Promise.all([group('$issue'), group('$status')]);
  const counts = (rows: { _id: string | null; n: number }[]) =>
    Object.fromEntries(rows.map((row) => [row._id ?? 'unfiled', row.n]));
  return { issues: counts(issues), statuses: counts(statuses) };
}
