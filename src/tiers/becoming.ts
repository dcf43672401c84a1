/** What a forum's word makes of a proposal, by the rules of the tiers. Pure. */
import type { Proposal } from '../proposals/proposal.model.ts';
import type { Step, StepState, Tier } from '../proposals/step.model.ts';
import { placeOnWay, stateBefore } from '../proposals/steps.ts';

/** What a forum says of a proposal. */
export interface Said {
  tier: Tier;
  /** Whether it is on the list of that tier. */
  passed: boolean;
  rank?: number | undefined;
  /** The rank does not follow from the criteria. */
  overruled?: boolean;
  /** Empty where none was given. */
  reason: string;
  forum: string;
  day: string;
}

/** Why a forum's word cannot be taken; keys of the locale's `tiers.problem`. */
export type StepProblem = 'not-on-way' | 'reason-held' | 'reason-back' | 'reason-rank';

export type Becoming =
  | { kind: 'same' }
  | { kind: 'problem'; problem: StepProblem }
  /** `back`: the state goes back, which is asked about. */
  | { kind: 'step'; step: Omit<Step, 'by' | 'role' | 'at'>; state: StepState; back: boolean };

type Standing = Pick<Proposal, 'status' | 'steps'>;

/** What becomes of a proposal that a forum has spoken of. The same word twice changes nothing. */
export function becoming(proposal: Standing, said: Said): Becoming {
  const place = placeOnWay(proposal.status);
  const theirs = placeOnWay(said.tier) ?? 0;
  if (place === null) return { kind: 'problem', problem: 'not-on-way' };
  return said.passed ? passedAt(proposal, said, place, theirs) : heldAt(proposal, said, place, theirs);
}

function passedAt(proposal: Standing, said: Said, place: number, theirs: number): Becoming {
  if (theirs < place) return backTo(said.tier, said);
  const before = theirs === place ? rankNow(proposal, said.tier) : undefined;
  const moved = before !== undefined && said.rank !== undefined && said.rank !== before;
  if (theirs === place && !moved) return { kind: 'same' };
  if ((moved || said.overruled) && !said.reason) return { kind: 'problem', problem: 'reason-rank' };
  return { kind: 'step', step: stepOf('passed', said.tier, said), state: said.tier, back: false };
}

function heldAt(proposal: Standing, said: Said, place: number, theirs: number): Becoming {
  if (place >= theirs) return backTo(stateBefore(said.tier, proposal), said);
  const last = proposal.steps?.at(-1);
  const again = last?.outcome === 'held' && last.tier === said.tier;
  if (again && last.forum === said.forum && last.day === said.day) return { kind: 'same' };
  if (!said.reason) return { kind: 'problem', problem: 'reason-held' };
  const state = proposal.status as StepState;
  return { kind: 'step', step: stepOf('held', said.tier, said), state, back: false };
}

function backTo(state: StepState, said: Said): Becoming {
  if (!said.reason) return { kind: 'problem', problem: 'reason-back' };
  const { rank: _rank, overruled: _overruled, ...step } = stepOf('back', state, said);
  return { kind: 'step', step, state, back: true };
}

function stepOf(
  outcome: Step['outcome'],
  tier: StepState,
  { rank, overruled, reason, forum, day }: Said,
): Omit<Step, 'by' | 'role' | 'at'> {
  return {
    tier,
    outcome,
    forum,
    day,
    ...(rank === undefined ? {} : { rank }),
    ...(overruled ? { overruled: true as const } : {}),
    ...(reason ? { reason } : {}),
  };
}

/** The rank that a proposal has on the list of a tier. */
export function rankNow({ steps = [] }: Pick<Proposal, 'steps'>, tier: Tier): number | undefined {
  return steps.filter((one) => one.tier === tier && one.outcome === 'passed').at(-1)?.rank;
}
