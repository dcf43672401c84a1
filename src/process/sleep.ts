import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits, for those who look again and again. A stop cuts it short, and is for the caller to see: it is no fault.
 * @param ms how long
 * @param options `ref: false` where a wait alone must not keep the process alive
 */
export async function sleepUnlessStopped(
  ms: number,
  stop: AbortSignal,
  options: { ref?: boolean } = {},
): Promise<void> {
  await sleep(ms, undefined, { ...options, signal: stop }).catch((error: unknown) => {
    if (!stop.aborted) throw error;
  });
}
