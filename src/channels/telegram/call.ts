import type { Telegram } from 'telegraf';

/** How long Telegram may take to answer a call by which it does something at once, in ms. */
export const patienceMs = 15_000;

type CallOptions = NonNullable<Parameters<Telegram['callApi']>[2]>;

/**
 * One call of Telegram that ends, whatever the line does: a router that forgets a connection tells neither side, and the
 * call would be waited for until the service is started anew.
 * @param ms how long it may take, all of its answer read
 * @param stop ends it before
 * @throws Error after that time, without a word of what Telegram may have done
 */
export async function callWithin<T>(
  ms: number,
  call: (signal: AbortSignal) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  const ending = new AbortController();
  let end: (error: unknown) => void = () => {};
  const over = new Promise<never>((_, reject) => {
    end = (error) => {
      reject(error);
      ending.abort(error);
    };
  });
  const stopped = () => end(stop?.reason);
  // The clock is stopped with the answer, or each of many calls would be kept in memory as long as that.
  const late = setTimeout(() => end(new Error(`Telegram did not answer in ${ms} ms`)), ms);
  stop?.addEventListener('abort', stopped, { once: true });
  if (stop?.aborted) stopped();
  try {
    return await Promise.race([call(ending.signal), over]);
  } finally {
    clearTimeout(late);
    stop?.removeEventListener('abort', stopped);
  }
}

/** telegraf is typed for a stand-in of AbortSignal from before Node had one; the real one does the same. */
export function abortedBy(signal: AbortSignal): CallOptions {
  return { signal } as unknown as CallOptions;
}
