import { random } from '../../src/demo/random.ts';

/** A fault and its instant. Times are in ms from the beginning of the run. */
export interface Planned {
  at: number;
  fault: string;
  /** How long it lasts, for one that lasts. */
  lastsMs: number;
  /** What else chance decides within it. */
  seed: number;
}

export interface Pace {
  /** From one fault's beginning to the next one's, least and most. */
  gapMs: readonly [number, number];
  /** How long a fault lasts that lasts. */
  lastsMs: readonly [number, number];
}

/** As in the field: hours are pressed into minutes, but nothing is given time to heal before the next. */
export const usualPace: Pace = { gapMs: [3_000, 12_000], lastsMs: [5_000, 30_000] };

/**
 * Draws faults and their instants. The same seed, count, names and pace give the same plan. No fault comes a second
 * time before each has come once.
 */
export function drawPlan(
  seed: number,
  count: number,
  faults: readonly string[],
  pace = usualPace,
): Planned[] {
  const chance = random(seed);
  const between = ([least, most]: readonly [number, number]) => least + chance.below(most - least + 1);
  let deck: string[] = [];
  let at = 0;
  return Array.from({ length: count }, () => {
    if (deck.length === 0) deck = chance.shuffle(faults);
    at += between(pace.gapMs);
    return { at, fault: deck.pop() ?? '', lastsMs: between(pace.lastsMs), seed: chance.below(2 ** 31) };
  });
}
