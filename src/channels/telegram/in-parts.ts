import { setTimeout as sleep } from 'node:timers/promises';
import { SendError } from '../channel.ts';

/** A later part is waited for so long in all, in ms; claims and slots of a sender are kept up meanwhile. */
const longestWaitMs = 60_000;

/**
 * Sends the parts of one message in their order: its file, then its text, which may be long. Once the first has arrived the
 * whole can no longer be said again without repeating it, so a later part that Telegram puts off (429) is waited for here.
 * @returns what came of the last part
 * @throws SendError of the first part, as it is; of a later one never that nothing was sent
 */
export async function sendInParts<T>(parts: (() => Promise<T>)[], stopping: AbortSignal): Promise<T | null> {
  let last: T | null = null;
  for (const [index, part] of parts.entries()) {
    last = index === 0 ? await part() : await persistently(part, stopping);
  }
  return last;
}

async function persistently<T>(part: () => Promise<T>, stopping: AbortSignal): Promise<T> {
  let waited = 0;
  for (;;) {
    try {
      return await part();
    } catch (error) {
      if (!(error instanceof SendError) || error.failure.kind !== 'later' || error.failure.uncertain)
        throw error;
      const { retryAfterMs } = error.failure;
      waited += retryAfterMs;
      const partly = new SendError({ ...error.failure, uncertain: true }, { cause: error });
      if (retryAfterMs <= 0 || waited > longestWaitMs) throw partly;
      await sleep(retryAfterMs, undefined, { signal: stopping }).catch(() => {
        throw partly;
      });
    }
  }
}
