import { setTimeout as sleep } from 'node:timers/promises';
import { TelegramError } from 'telegraf';
import type { ChannelStatus } from '../channel.ts';

export const firstPauseMs = 200;
export const longestPauseMs = 10_000;

export type Report = (state: ChannelStatus['state'], advice?: string) => void;

/**
 * Calls Telegram until it has answered well, with growing pauses, and reports meanwhile what is wrong.
 * @returns null when `stop` fired, or when Telegram's answer leaves nothing to wait for (reported as `failed`)
 */
export async function persist<T>(
  call: () => Promise<T>,
  report: Report,
  stop: AbortSignal,
): Promise<T | null> {
  for (let pause = firstPauseMs; !stop.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await call();
    } catch (error) {
      if (stop.aborted) return null;
      const { fatal, advice, waitMs = pause } = judge(error);
      report(fatal ? 'failed' : 'reconnecting', advice);
      if (fatal) return null;
      await sleep(waitMs, undefined, { signal: stop }).catch(() => {});
    }
  }
  return null;
}

function judge(error: unknown): { fatal: boolean; advice: string; waitMs?: number } {
  if (!(error instanceof TelegramError)) return { fatal: false, advice: 'telegram-unreachable' };
  if (error.code === 401 || error.code === 404) {
    return { fatal: true, advice: 'telegram-token' };
  }
  if (error.code === 409) {
    return { fatal: false, advice: 'telegram-conflict', waitMs: 5_000 };
  }
  if (error.code === 400) {
    return { fatal: true, advice: 'telegram-webhook' };
  }
  const retryAfter = error.parameters?.retry_after;
  return {
    fatal: false,
    advice: 'telegram-fault',
    ...(retryAfter ? { waitMs: retryAfter * 1000 } : {}),
  };
}
