import type { Happened } from './happening.ts';
import type { Line, Person } from './person.ts';
import { measureRecovery } from './recovery.ts';

/** Which repetitions a fault from outside explains. */
export interface Causes {
  /** Whether the first copy was sent at a time when the service may not have heard, or noted, that it was. */
  explain(first: Line): boolean;
  /** Whether a message may have been on its way out at that time and was lost with its process; one a fault. */
  explainLeaving(at: number): boolean;
  /** How many repetitions were explained. */
  used(): number;
}

/** What was sent so shortly before a fault may not have been noted yet; and so shortly after its end. In ms. */
const marginMs = 2_000;
/** A fault that the service does not recover from explains no more than this, in ms. */
const longestMs = 60_000;

/**
 * A fault explains from two seconds before it until two seconds after the first reply that follows its end, where it
 * can keep the service from hearing that a message was sent, or from noting it: deaths and stalls of all but the admin,
 * refused or cut sends, a full disk, an emptied Redis. Nothing else is a cause.
 */
export function causesOf(happened: Happened[], people: Person[]): Causes {
  const windows = measureRecovery(
    happened.filter(({ fault }) => fault.cutsSends),
    people,
  ).map(({ happened: { begin, end }, anybody }) => ({
    from: begin - marginMs,
    to: end + Math.min(anybody ?? 0, longestMs) + marginMs,
    left: false,
  }));
  let used = 0;
  const around = (at: number) => windows.filter(({ from, to }) => at >= from && at <= to);
  return {
    explain({ at }) {
      const explained = around(at).length > 0;
      if (explained) used += 1;
      return explained;
    },
    explainLeaving(at) {
      const free = around(at).find(({ left }) => !left);
      if (free) free.left = true;
      return free !== undefined;
    },
    used: () => used,
  };
}
