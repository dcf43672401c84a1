/** By what the proposals of a list are ranked before people have their say. Pure. */
import type { Proposal } from '../proposals/proposal.model.ts';

/** What counts, each from 0 to 1; their weights are the office's. */
export const criteria = ['households', 'support', 'vulnerable', 'land', 'evidence'] as const;
export type Criterion = (typeof criteria)[number];

/** Whole numbers from 0 to 100; only how they stand to each other matters. */
export type Weights = Readonly<Record<Criterion, number>>;

/** Until the office sets its own. */
export const standardWeights: Weights = {
  households: 30,
  support: 25,
  vulnerable: 20,
  land: 15,
  evidence: 10,
};

/** From so many households, or supporters, on a proposal has the whole of it. An RT has 30 to 80 households. */
const fullHouseholds = 100;
const fullSupport = 5;

type Scored = Pick<Proposal, 'answers' | 'photos' | 'support'>;

const share = (count: number, full: number) => Math.min(1, Math.max(0, count / full));

const measures: Record<Criterion, (proposal: Scored) => number> = {
  households: ({ answers }) => {
    const value = answers.households?.value;
    return value?.kind === 'count' ? share(value.count, fullHouseholds) : 0;
  },
  support: ({ support }) => share(support, fullSupport),
  vulnerable: ({ answers }) => {
    const group = choiceOf(answers.group);
    return group !== null && group !== 'umum' ? 1 : 0;
  },
  /** What needs no land has nothing in its way. */
  land: ({ answers }) => (choiceOf(answers.land) === 'unclear' ? 0 : 1),
  evidence: ({ answers, photos }) => {
    const place = answers.place?.value;
    const located = place?.kind === 'place' && place.lat !== undefined;
    return (photos.length > 0 ? 0.5 : 0) + (located ? 0.5 : 0);
  },
};

function choiceOf(answer: Scored['answers'][string] | undefined): string | null {
  return answer?.value.kind === 'choice' ? answer.value.choice : null;
}

/** How a proposal stands by the criteria, 0 to 100, to a tenth. */
export function scoreOf(proposal: Scored, weights: Weights): number {
  const all = criteria.reduce((sum, criterion) => sum + weights[criterion], 0);
  if (all === 0) return 0;
  const reached = criteria.reduce(
    (sum, criterion) => sum + weights[criterion] * measures[criterion](proposal),
    0,
  );
  return Math.round((reached / all) * 1000) / 10;
}
