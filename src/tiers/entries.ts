/** What was brought of a forum: kept, shown with all it would do, and carried out once it is confirmed. */
import { randomUUID } from 'node:crypto';
import { findProposals } from '../proposals/list.ts';
import type { Proposal, ProposalId } from '../proposals/proposal.model.ts';
import type { Actor } from '../proposals/review.ts';
import { type Tier, tiers } from '../proposals/step.model.ts';
import { type Entry, EntryModel } from './entry.model.ts';
import { recommend } from './recommend.ts';
import { enterResults, planResults, type ResultPlan, type ResultProblem } from './results.ts';

/** Keeps what somebody brought until they confirm it, a day at most. @returns its id */
export async function keepEntry(entry: Omit<Entry, '_id' | 'done'>): Promise<string> {
  const _id = randomUUID();
  await EntryModel.create({ _id, ...entry });
  return _id;
}

/** What was brought; only of the user who did. */
export async function findEntry(id: string, by: string): Promise<Entry | null> {
  return EntryModel.findOne({ _id: id, by }).lean();
}

/** What confirming an entry would do now. */
export interface EntryPlan {
  steps: ResultPlan['steps'];
  /** How many results say nothing new. */
  same: number;
  /** Results that cannot be entered, with their proposals as far as they are known. */
  problems: {
    id: ProposalId;
    code: string;
    tier: Tier;
    problem: ResultProblem;
    rank: number;
    /** Codes of the others that have the same rank. */
    others: string;
  }[];
  recommendations: number;
  /** How many steps go back, which is asked about. */
  back: number;
}

/** Looks at an entry as a whole. Nothing is written. */
export async function planEntry(entry: Entry, actor: Actor, now: Date): Promise<EntryPlan> {
  const plan: EntryPlan = { steps: [], same: 0, problems: [], back: 0, recommendations: 0 };
  for (const tier of tiers) {
    const results = entry.results.filter((one) => one.tier === tier);
    if (results.length === 0) continue;
    const { round, forum, day } = entry;
    const { steps, same, problems } = await planResults({ round, tier, forum, day }, results, actor, now);
    const codes = await codesOf(
      problems.flatMap(({ id, others = [] }) => [id, ...others]),
      actor,
    );
    plan.steps.push(...steps);
    plan.same += same.length;
    plan.problems.push(
      ...problems.map(({ id, problem, rank = 0, others = [] }) => ({
        id,
        code: codes.get(id) ?? '',
        tier,
        problem,
        rank,
        others: others.map((one) => codes.get(one) ?? '').join(', '),
      })),
    );
  }
  plan.back = plan.steps.filter(({ back }) => back).length;
  plan.recommendations = entry.recommendations.length;
  return plan;
}

async function codesOf(ids: readonly ProposalId[], { scope }: Actor): Promise<Map<ProposalId, string>> {
  const found: Pick<Proposal, '_id' | 'code'>[] = await findProposals([...new Set(ids)], scope);
  return new Map(found.map(({ _id, code }) => [_id, code]));
}

/** What whoever confirms has said yes to. */
export interface Consent {
  /** Rows and results that cannot be used are left out. */
  leaveOut: boolean;
  /** States go back. */
  goBack: boolean;
}

/**
 * Carries an entry out. A second time does nothing more, and whatever a crash has left is done by confirming again.
 * @returns what was written; null where something needs a yes that was not given
 */
export async function confirmEntry(
  entry: Entry,
  { leaveOut, goBack }: Consent,
  actor: Actor,
  now: Date,
): Promise<Required<Entry>['done'] | null> {
  if (entry.done) return entry.done;
  const plan = await planEntry(entry, actor, now);
  const broken = plan.problems.length + entry.findings.filter((one) => one.broken).length;
  if ((broken > 0 && !leaveOut) || (plan.back > 0 && !goBack)) return null;
  // Recommendations first: they change the revision that a step is guarded by, and are not told to anybody.
  const recommendations = await recommend(entry.recommendations, actor, now);
  const { steps: fresh } = recommendations > 0 ? await planEntry(unpinned(entry), actor, now) : plan;
  const steps = await enterResults({ steps: fresh }, actor, now);
  const done = { steps, recommendations };
  await EntryModel.updateOne({ _id: entry._id }, { $set: { done } });
  return done;
}

/** The results without the revisions that they were read at. */
const unpinned = (entry: Entry): Entry => ({
  ...entry,
  results: entry.results.map(({ revision: _revision, ...result }) => result),
});
