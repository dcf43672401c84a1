import { AsyncLocalStorage } from 'node:async_hooks';

/** A try of a piece of work that is counted while it is under way. */
export interface CountedTry {
  /** Counts it (again). */
  begin(): Promise<unknown>;
  /** As if it had not begun. */
  undo(): Promise<unknown>;
}

const current = new AsyncLocalStorage<CountedTry>();

/** Runs work as a try that {@link atRest} takes back while the work only waits. */
export const asTry = <T>(one: CountedTry, work: () => T): T => current.run(one, work);

/** Waits within work, for a server that is away: a process that dies meanwhile does not die of this work. */
export async function atRest(wait: () => Promise<unknown>): Promise<void> {
  const one = current.getStore();
  await one?.undo();
  await wait();
  await one?.begin();
}
