import { percentile } from '../../src/demo/account.ts';
import type { Happened } from './happening.ts';
import type { Person } from './person.ts';

/**
 * How long it took, in ms from the end of a fault, until the service spoke again. Null where nobody waited, and where
 * another fault lasted that silences the service.
 */
export interface Recovery {
  happened: Happened;
  /** Until the next reply to anybody. */
  anybody: number | null;
  /** Until the last of those who waited for a reply at its end had one; Infinity where somebody never had. */
  everybody: number | null;
  waiting: number;
}

export function measureRecovery(happened: Happened[], people: Person[]): Recovery[] {
  const met = happened.filter((one) => one.met);
  return met.map((one) => {
    const lasts = met.some(
      (other) => other.fault.silences && other !== one && other.begin <= one.end && other.end > one.end,
    );
    return lasts ? { happened: one, anybody: null, everybody: null, waiting: 0 } : recoveryOf(one, people);
  });
}

function recoveryOf(happened: Happened, people: Person[]): Recovery {
  const { end } = happened;
  const waiting = people.filter(({ lines }) => lines.findLast(({ at }) => at <= end)?.from === 'person');
  const spoken = (person: Person) =>
    (person.lines.find(({ at, from }) => from === 'service' && at > end)?.at ?? Number.POSITIVE_INFINITY) -
    end;
  if (waiting.length === 0) return { happened, anybody: null, everybody: null, waiting: 0 };
  return {
    happened,
    anybody: Math.min(...people.map(spoken)),
    everybody: Math.max(...waiting.map(spoken)),
    waiting: waiting.length,
  };
}

/** Median and greatest of what is known, in ms. */
export function middleAndMost(values: (number | null)[]): { median: number | null; max: number | null } {
  const known = values.filter((value) => value !== null);
  return { median: percentile(known, 0.5), max: percentile(known, 1) };
}
