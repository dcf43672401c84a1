import type { Judged } from '../../src/classification/evaluation.ts';

/** How two classifiers compare on the same texts, each text by itself. */
export interface Paired {
  /** Texts that only the first has right, and only the second. */
  first: number;
  second: number;
  /** How likely a difference as large as this is where both are equally good: McNemar's test, exact, two-sided. */
  p: number;
}

/** Compares two classifiers that have judged the same texts in the same order. */
export function comparePaired(one: Judged[], other: Judged[]): Paired {
  const isRight = ({ example, said }: Judged) => said.primary === example.primary;
  const pairs = one.map((judged, at) => [isRight(judged), other[at] !== undefined && isRight(other[at])]);
  const first = pairs.filter(([mine, theirs]) => mine && !theirs).length;
  const second = pairs.filter(([mine, theirs]) => !mine && theirs).length;
  return { first, second, p: twoSided(Math.min(first, second), first + second) };
}

/** Twice the chance of `fewest` heads or fewer of `all` throws of a fair coin, at most 1. */
function twoSided(fewest: number, all: number): number {
  let log = -all * Math.LN2;
  let sum = Math.exp(log);
  for (let heads = 1; heads <= fewest; heads++) {
    log += Math.log((all - heads + 1) / heads);
    sum += Math.exp(log);
  }
  return Math.min(1, 2 * sum);
}
