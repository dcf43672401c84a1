import { TelegramError } from 'telegraf';
import { sleepUnlessStopped } from '../../process/sleep.ts';
import type { ChannelStatus } from '../channel.ts';

export const firstPauseMs = 200;
export const longestPauseMs = 10_000;

/** How long Telegram is waited for, in ms. */
export interface Pace {
  /** For the answer to a call. */
  timeoutMs: number;
  /** How often is looked at what only people change: a refused token or address, a webhook that was set or taken away. */
  lookEveryMs: number;
}

/** @param error what was said or thrown, whose words are for the log */
export type Report = (state: ChannelStatus['state'], advice?: string, error?: unknown) => void;

/**
 * Calls Telegram until it has answered well, with growing pauses, and reports meanwhile what is wrong. Where it refuses the
 * settings it is `failed`, and tried again now and then: Telegram has refused tokens that were right, in faults of its own.
 * @returns null when `stop` fired
 */
export async function persist<T>(
  call: () => Promise<T>,
  report: Report,
  { lookEveryMs }: Pick<Pace, 'lookEveryMs'>,
  stop: AbortSignal,
): Promise<T | null> {
  for (let pause = firstPauseMs; !stop.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await call();
    } catch (error) {
      if (stop.aborted) return null;
      const { refused, advice, waitMs = pause } = judge(error);
      report(refused ? 'failed' : 'reconnecting', advice, error);
      await sleepUnlessStopped(refused ? lookEveryMs : waitMs, stop);
    }
  }
  return null;
}

function judge(error: unknown): { refused: boolean; advice: string; waitMs?: number } {
  if (!(error instanceof TelegramError)) return { refused: false, advice: 'telegram-unreachable' };
  if (error.code === 401 || error.code === 404) {
    return { refused: true, advice: 'telegram-token' };
  }
  if (error.code === 409) {
    return { refused: false, advice: 'telegram-conflict', waitMs: 5_000 };
  }
  if (error.code === 400) {
    return { refused: true, advice: 'telegram-webhook' };
  }
  const retryAfter = error.parameters?.retry_after;
  return {
    refused: false,
    advice: 'telegram-fault',
    ...(retryAfter ? { waitMs: retryAfter * 1000 } : {}),
  };
}
