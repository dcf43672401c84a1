/** The results of a forum: checked as a whole against what stands, shown, and only then written and told. */
import { findProposals } from '../proposals/list.ts';
import { type Proposal, type ProposalId, ProposalModel } from '../proposals/proposal.model.ts';
import type { Actor } from '../proposals/review.ts';
import { type Tier, tiers } from '../proposals/step.model.ts';
import { placeOnWay } from '../proposals/steps.ts';
import type { RoundId } from '../rounds/round.model.ts';
import type { Scope } from '../users/scope.ts';
import { becoming, rankNow, type StepProblem } from './becoming.ts';
import { scoreOf } from './criteria.ts';
import { type Ranks, rankList } from './rank.ts';
import { type NewStep, writeSteps } from './record.ts';
import { tellSteps } from './tell.ts';
import { isRanked, rankedTiers, readWeights } from './weights.ts';

/** What a forum was. */
export interface Meeting {
  round: RoundId;
  tier: Tier;
  /** "Musrenbang Desa Juai". */
  forum: string;
  /** `2027-01-12`. */
  day: string;
}

/** What it said of one proposal. */
export interface Result {
  id: ProposalId;
  /** As it was shown; one that was changed since is left as it is. Absent: as it is now. */
  revision?: number | undefined;
  passed: boolean;
  /** Its place on the list, from 1; absent: by the criteria where the tier has some. */
  rank?: number | undefined;
  reason: string;
}

/** Why a result cannot be entered; keys of the locale's `tiers.problem`. */
export type ResultProblem =
  | StepProblem
  | 'unknown'
  | 'with-other'
  | 'rank-twice'
  | 'changed'
  | 'not-yours'
  | 'answer-held';

/** What entering some results would do. */
export interface ResultPlan {
  meeting: Meeting;
  steps: (NewStep & { proposal: Proposal; back: boolean })[];
  /** Results that say nothing new. */
  same: ProposalId[];
  problems: {
    id: ProposalId;
    problem: ResultProblem /** Of `rank-twice`. */;
    rank?: number;
    others?: string[];
  }[];
}

/** The tiers whose results are entered from where: each area its own forum's, and those below. */
const entered: Record<Scope['kind'], readonly Tier[]> = {
  district: tiers,
  kecamatan: rankedTiers,
  village: ['musrenbang-desa'],
  office: [],
};

/** Whether somebody may enter the results of a tier. */
export const mayEnter = (scope: Scope, tier: Tier): boolean => entered[scope.kind].includes(tier);

/**
 * Checks all results of a forum and tells what each would do. Nothing is written.
 * @param results each proposal once at most
 */
export async function planResults(
  meeting: Meeting,
  results: readonly Result[],
  { scope }: Pick<Actor, 'scope'>,
  now: Date,
): Promise<ResultPlan> {
  const plan: ResultPlan = { meeting, steps: [], same: [], problems: [] };
  const found = await findProposals(
    results.map(({ id }) => id),
    scope,
  );
  const byId = new Map(found.map((proposal) => [proposal._id, proposal]));
  const usable = results.flatMap((result) => {
    const proposal = byId.get(result.id);
    const problem = whyNot(proposal, result, meeting, scope, now);
    if (problem) plan.problems.push({ id: result.id, problem });
    return problem || !proposal ? [] : [{ ...result, proposal }];
  });
  for (const list of listsOf(usable, meeting).values()) await planList(list, plan, scope);
  return plan;
}

type Usable = Result & { proposal: Proposal };

function whyNot(
  proposal: Proposal | undefined,
  { revision }: Result,
  meeting: Meeting,
  scope: Scope,
  now: Date,
): ResultProblem | null {
  if (!proposal || proposal.round !== meeting.round || proposal.unconfirmed) return 'unknown';
  if (!mayEnter(scope, meeting.tier)) return 'not-yours';
  // Until then the answer may be recalled.
  if ((proposal.decision?.delivery?.heldUntil ?? now) > now) return 'answer-held';
  if (revision !== undefined && revision !== proposal.revision) return 'changed';
  return followsOther(proposal) ? 'with-other' : null;
}

/** Whether a proposal goes the way of the one that it supports. */
export const followsOther = ({ supports, decision }: Pick<Proposal, 'supports' | 'decision'>): boolean =>
  supports !== undefined && !supports.apart && decision?.with !== undefined;

/** Each village, or kecamatan, has a list of its own; above them a forum has one. */
function listsOf(usable: readonly Usable[], { tier }: Meeting): Map<string, Usable[]> {
  const lists = new Map<string, Usable[]>();
  for (const one of usable) {
    const key = areaOf(one.proposal, tier);
    lists.set(key, [...(lists.get(key) ?? []), one]);
  }
  return lists;
}

const areaOf = ({ village, kecamatan }: Proposal, tier: Tier): string =>
  tier === 'musrenbang-desa' ? village : tier === 'musrenbang-kecamatan' ? kecamatan : '';

async function planList(list: readonly Usable[], plan: ResultPlan, scope: Scope): Promise<void> {
  const { meeting } = plan;
  const { ranks, overruled, twice } = await ranksOf(list, meeting);
  for (const { id, proposal, passed, rank: typed, reason } of list) {
    const rank = passed ? ranks.get(id) : undefined;
    const others = typed !== undefined && passed ? twice.get(typed) : undefined;
    if (others && rank !== undefined) {
      plan.problems.push({ id, problem: 'rank-twice', rank, others: others.filter((one) => one !== id) });
      continue;
    }
    const { forum, day, tier } = meeting;
    const said = { tier, passed, rank, overruled: passed && overruled.has(id), reason, forum, day };
    const becomes = becoming(proposal, said);
    if (becomes.kind === 'same') plan.same.push(id);
    else if (becomes.kind === 'problem') plan.problems.push({ id, problem: becomes.problem });
    // It undoes the word of the forum that the proposal has come to.
    else if (becomes.back && !mayEnter(scope, proposal.status as Tier))
      plan.problems.push({ id, problem: 'not-yours' });
    else {
      const { step, state, back } = becomes;
      plan.steps.push({ proposal, step, state, back });
    }
  }
}

/** The ranks of one list. Who is on it already and is not spoken of again keeps theirs. */
async function ranksOf(list: readonly Usable[], { round, tier }: Meeting): Promise<Ranks> {
  const weights = isRanked(tier) ? await readWeights(round, tier) : null;
  const ranked = list
    .filter(({ passed }) => passed)
    .map(({ id, proposal, rank }) => ({
      id,
      score: weights && scoreOf(proposal, weights),
      rank: rank ?? rankNow(proposal, tier),
    }));
  const [first] = list;
  const taken = first && weights ? await takenRanks(first.proposal, tier, list) : new Map<number, string>();
  return rankList(ranked, taken);
}

/** Ranks of those on the list of a proposal's village or kecamatan that are not in `but`, with whose they are. */
async function takenRanks(
  { round, village, kecamatan }: Proposal,
  tier: Tier,
  but: readonly Usable[],
): Promise<Map<number, string>> {
  const area = tier === 'musrenbang-desa' ? { village } : { kecamatan };
  const there = await ProposalModel.find(
    { round, ...area, 'steps.tier': tier, _id: { $nin: but.map(({ id }) => id) } },
    { code: 1, status: 1, steps: 1, supports: 1, decision: 1 },
  ).lean();
  const isOnIt = (one: Pick<Proposal, 'status' | 'supports' | 'decision'>) =>
    !followsOther(one) && (placeOnWay(one.status) ?? -1) >= (placeOnWay(tier) ?? 0);
  return new Map(
    there.filter(isOnIt).flatMap((one) => {
      const rank = rankNow(one, tier);
      return rank === undefined ? [] : ([[rank, one._id]] as const);
    }),
  );
}

/**
 * Writes what a plan says and tells all concerned; proposals that were changed meanwhile are left as they are. What a crash
 * leaves untold is told at the next start.
 * @returns how many steps were written
 */
export async function enterResults(
  { steps }: Pick<ResultPlan, 'steps'>,
  actor: Actor,
  now: Date,
): Promise<number> {
  const written = await writeSteps(steps, actor, now);
  await tellSteps(
    steps.map(({ proposal }) => proposal._id),
    now,
  );
  return written;
}
