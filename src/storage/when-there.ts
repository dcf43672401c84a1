import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { atRest } from '../process/at-rest.ts';
import { isStorageAway } from './mongodb.ts';

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** The service is going down while work waited for the database; the queue will hand the work out again. */
export class StoppingError extends Error {
  constructor() {
    super('Stopped while waiting for the database.');
    this.name = 'StoppingError';
  }
}

/** For work that nobody waits for: what a stop has cut short is done after the next start. */
export function unlessStopped(error: unknown): void {
  if (!(error instanceof StoppingError)) throw error;
}

/**
 * Does a piece of work, and while the database is away waits and does it again, for as long as it takes:
 * a message waits, it is never dropped. Any other error is the caller's.
 * @param work must be safe to repeat
 * @throws StoppingError when `stopping` fires first
 */
export async function whenStorageIsThere<T>(
  work: () => Promise<T>,
  log: Log,
  stopping: AbortSignal,
): Promise<T> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isStorageAway(error)) throw error;
      if (pause === firstPauseMs)
        log.warn({ error: String(error) }, 'The database is away; work waits for it');
      await atRest(() => sleep(pause, undefined, { signal: stopping })).catch(() => {
        throw new StoppingError();
      });
    }
  }
}
