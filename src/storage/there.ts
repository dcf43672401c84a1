import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';

/** How long a start waits for a server that is away: a machine that boots starts everything at once. */
export const startPatienceMs = 120_000;
const pauseMs = 1_000;
/** A start that waits so long for one answer says so, and again after as long: a new index may take a large database minutes. */
const slowMs = 30_000;

/**
 * Starts something, and anew while a server that it needs is away, for a while and no longer.
 * @param work must be safe to repeat
 * @param options.passes whether what the work threw can pass by itself
 * @param options.stopping fires when the service is told to stop meanwhile
 * @throws whatever the work throws; the last refusal when the server did not come in time
 */
export async function onceServersAreThere<T>(
  work: () => Promise<T>,
  options: { passes: (error: unknown) => boolean; log: Log; stopping: AbortSignal; patienceMs: number },
): Promise<T> {
  const { passes, log, stopping, patienceMs } = options;
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const left = Math.ceil((until - performance.now()) / 1000);
      if (!passes(error) || stopping.aborted || left <= 0) throw error;
      log.warn({ error: String(error) }, `The start waits for its servers, ${left} s at most`);
      await sleep(pauseMs, undefined, { signal: stopping }).catch(() => {
        throw error;
      });
    }
  }
}

/** A database that is there and does not answer is waited for without end, but not in silence. */
export async function tellingWhenSlow<T>(work: () => Promise<T>, log: Log): Promise<T> {
  let waited = 0;
  const slow = setInterval(() => {
    waited += slowMs / 1000;
    log.warn({}, `The start waits for an answer of the database, ${waited} s so far`);
  }, slowMs);
  try {
    return await work();
  } finally {
    clearInterval(slow);
  }
}
