/** A try of a piece of work that is counted while it is under way. */
export interface CountedTry {
  /** Counts it (again). */
  begin(): Promise<unknown>;
  /** As if it had not begun. */
  undo(): Promise<unknown>;
}

/**
 * The tries of this process that are under way. A set that all share, and no context that follows each promise: that costs
 * every message some hundredths of its time, and a server that is away is away for all of them.
 */
const underWay = new Set<CountedTry>();
/** How many waits are under way, and the tries that the first of them has taken back. */
let waits = 0;
let resting: CountedTry[] = [];

/** Runs work as a try that {@link atRest} takes back while work of this process waits. */
export async function asTry<T>(one: CountedTry, work: () => Promise<T>): Promise<T> {
  underWay.add(one);
  try {
    return await work();
  } finally {
    underWay.delete(one);
  }
}

/** Waits within work, for a server that is away: a process that dies meanwhile does not die of its work. */
export async function atRest(wait: () => Promise<unknown>): Promise<void> {
  waits += 1;
  try {
    if (waits === 1) {
      resting = [...underWay];
      await Promise.all(resting.map((one) => one.undo()));
    }
    await wait();
  } finally {
    waits -= 1;
    if (waits === 0) {
      const rested = resting.filter((one) => underWay.has(one));
      resting = [];
      await Promise.all(rested.map((one) => one.begin()));
    }
  }
}
