/** Counts the proposals of a round: by issue, by village and by kecamatan, with the clock of their answers. Pure. */

import { isLate, isStillAsked, isUndecided } from '../proposals/filter.ts';
import type { Row } from '../proposals/rows.ts';
import { covers, type Scope } from '../users/scope.ts';
import { percentile } from './percentile.ts';

/** How long answers took, from sending a proposal to the delivered answer, in milliseconds. */
export interface AnswerClock {
  /** Answers that were delivered. */
  delivered: number;
  /** Null where none was. */
  median: number | null;
  p90: number | null;
  /** How many came by the promised day. */
  inTime: number;
}

/** What stands in one area. Withdrawn proposals, and those of unconfirmed people, stand in none. */
export interface AreaTally {
  proposals: number;
  /** No answer is drafted, and it is to be decided by itself. */
  undecided: number;
  /** Completed by their proposers, who were asked for it, and to be decided anew. */
  completed: number;
  /** Asked for in the third year or later, and not answered in this one. */
  longAsked: number;
  /** Drafted and not released. */
  drafted: number;
  /** Released: no network takes it, or nobody can tell whether it arrived. */
  undeliverable: number;
  /** The promised day is over, and no answer has been delivered. */
  late: number;
  clock: AnswerClock;
}

/** What a round holds within a scope. */
export interface Tally extends AreaTally {
  /** By key; `unfiled` where a person is asked. */
  issues: ReadonlyMap<string, number>;
  kecamatan: ReadonlyMap<string, AreaTally>;
  villages: ReadonlyMap<string, AreaTally>;
}

interface Sums extends Omit<AreaTally, 'clock'> {
  tookMs: number[];
  inTime: number;
}

const nothing = (): Sums => ({
  proposals: 0,
  undecided: 0,
  completed: 0,
  longAsked: 0,
  drafted: 0,
  undeliverable: 0,
  late: 0,
  tookMs: [],
  inTime: 0,
});

type Test = (row: Row) => boolean;

function add(sums: Sums, row: Row, late: Test): void {
  const { answer, deliveredAt, submittedAt, answerBy } = row;
  sums.proposals += 1;
  if (isUndecided(row)) sums.undecided += 1;
  if (row.completedAt !== null) sums.completed += 1;
  if (isStillAsked(row)) sums.longAsked += 1;
  if (answer === 'drafted') sums.drafted += 1;
  if (answer === 'undeliverable' || answer === 'unknown') sums.undeliverable += 1;
  if (late(row)) sums.late += 1;
  if (deliveredAt === null) return;
  sums.tookMs.push(deliveredAt - submittedAt);
  if (deliveredAt <= answerBy) sums.inTime += 1;
}

function told({ tookMs, inTime, ...sums }: Sums): AreaTally {
  const sorted = Float64Array.from(tookMs).sort();
  const clock = {
    delivered: sorted.length,
    median: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    inTime,
  };
  return { ...sums, clock };
}

/** Counts what lies within a scope, by the same tests as the lists that the figures lead to. */
export function tallyProposals(proposals: Iterable<Row>, scope: Scope, now: Date): Tally {
  const late = isLate(now);
  const all = nothing();
  const issues = new Map<string, number>();
  const kecamatan = new Map<string, Sums>();
  const villages = new Map<string, Sums>();
  const within = (areas: Map<string, Sums>, code: string) => {
    const sums = areas.get(code) ?? nothing();
    areas.set(code, sums);
    return sums;
  };
  for (const proposal of proposals) {
    if (proposal.unconfirmed || proposal.status === 'withdrawn' || !covers(scope, proposal)) continue;
    add(all, proposal, late);
    add(within(kecamatan, proposal.kecamatan), proposal, late);
    add(within(villages, proposal.village), proposal, late);
    if (proposal.issue === null && proposal.status === 'submitted') continue;
    const issue = proposal.issue ?? 'unfiled';
    issues.set(issue, (issues.get(issue) ?? 0) + 1);
  }
  const areas = (sums: Map<string, Sums>) => new Map([...sums].map(([code, some]) => [code, told(some)]));
  return { ...told(all), issues, kecamatan: areas(kecamatan), villages: areas(villages) };
}

/** What is told of an area that has sent nothing. */
export const emptyArea: AreaTally = told(nothing());
