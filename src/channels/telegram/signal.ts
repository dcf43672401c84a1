import type { Telegram } from 'telegraf';

type CallOptions = NonNullable<Parameters<Telegram['callApi']>[2]>;

/** telegraf is typed for a stand-in of AbortSignal from before Node had one; the real one does the same. */
export function abortedBy(signal: AbortSignal): CallOptions {
  return { signal } as unknown as CallOptions;
}
