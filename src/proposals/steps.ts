/** The way of an accepted proposal through the tiers, as it is kept with the proposal. */
import type { StepGlimpse } from '../conversation/glimpse.ts';
import { maskPersonal } from '../texts/mask.ts';
import { answerStateOf } from './answer-state.ts';
import type { Proposal } from './proposal.model.ts';
import {
  type Recommendation,
  type Recommender,
  recommenders,
  type Step,
  type StepState,
  type Tier,
  tiers,
} from './step.model.ts';

const way: readonly StepState[] = ['accepted', ...tiers];

/** How far a state is on the way, from 0 (accepted); null for a proposal that is not on it. */
export function placeOnWay(status: string): number | null {
  const states: readonly string[] = way;
  const place = states.indexOf(status);
  return place < 0 ? null : place;
}

/** The states on the way in which a tier is still to come. */
export const wayUntil = (tier: Tier): StepState[] => way.slice(0, way.indexOf(tier));

/** The state that a proposal comes to when a forum takes back that it passed a tier: what it had passed before. */
export function stateBefore(tier: Tier, { steps = [] }: Pick<Proposal, 'steps'>): StepState {
  const place = placeOnWay(tier) ?? 0;
  const passed = steps.filter(
    ({ outcome, tier: other }) => outcome === 'passed' && (placeOnWay(other) ?? 0) < place,
  );
  return passed.at(-1)?.tier ?? 'accepted';
}

/** What the forum of a tier said last of a proposal; null where it has not, or has taken it back. */
export function wordOf({ steps = [] }: Pick<Proposal, 'steps'>, tier: Tier): Step | null {
  const at = steps.findLastIndex((step) => step.tier === tier && step.outcome !== 'back');
  const place = placeOnWay(tier) ?? 0;
  const takenBack = steps
    .slice(at + 1)
    .some((step) => step.outcome === 'back' && (placeOnWay(step.tier) ?? 0) < place);
  return takenBack ? null : (steps[at] ?? null);
}

/** What each actor recommends now, and what they said before, oldest first. */
export function recommendationsBy({
  recommendations = [],
}: Pick<Proposal, 'recommendations'>): Map<Recommender, Recommendation[]> {
  return new Map(
    recommenders.map((actor) => [actor, recommendations.filter((one) => one.actor === actor)] as const),
  );
}

/** The words of the office that go into its list: why a forum did not take it, else the sentence of its answer. */
export function officeNote(proposal: Proposal): string {
  const last = proposal.steps?.at(-1);
  if (last?.reason) return maskPersonal(last.reason);
  return answerStateOf(proposal) === 'delivered' ? maskPersonal(proposal.decision?.sentence ?? '') : '';
}

/** The steps as those may read them who may read the proposal; oldest first. */
export function stepGlimpses({ steps = [] }: Pick<Proposal, 'steps'>): StepGlimpse[] {
  return steps.map(({ tier, outcome, rank, forum, day, reason }) => ({
    tier,
    outcome,
    rank: rank ?? 0,
    forum,
    day,
    reason: maskPersonal(reason ?? ''),
  }));
}
