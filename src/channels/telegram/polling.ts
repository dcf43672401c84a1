import { setTimeout as sleep } from 'node:timers/promises';
import { type Telegram, TelegramError } from 'telegraf';
import type { Update } from 'telegraf/types';
import type { ChannelStatus } from '../channel.ts';
import { wantedUpdates } from './incoming.ts';
import { abortedBy } from './signal.ts';

/** How long Telegram holds an empty answer back, in seconds; a stop does not wait for it. */
const holdSeconds = 25;
const firstPauseMs = 200;
const longestPauseMs = 10_000;

type Report = (state: ChannelStatus['state'], advice?: string) => void;

/**
 * Fetches updates until `stop` fires. An update counts as received only when the hand-over of it and of all before
 * it has succeeded: asking with a higher offset is what acknowledges it, so what could not be handed over comes
 * again, in order. (telegraf's own polling acknowledges first, and loses what a handler could not take.)
 */
export async function poll(
  telegram: Telegram,
  handOver: (updates: Update[]) => Promise<number>,
  report: Report,
  stop: AbortSignal,
): Promise<void> {
  let offset = 0;
  let pause = firstPauseMs;
  while (!stop.aborted) {
    try {
      const ask = { offset, timeout: holdSeconds, allowed_updates: [...wantedUpdates] };
      const updates: Update[] = await telegram.callApi('getUpdates', ask, abortedBy(stop));
      report('ready');
      const taken = await handOver(updates);
      const last = updates[taken - 1];
      if (last) offset = last.update_id + 1;
      if (taken === updates.length) {
        pause = firstPauseMs;
        continue;
      }
    } catch (error) {
      if (stop.aborted) return;
      const { fatal, advice, waitMs } = judge(error);
      report(fatal ? 'failed' : 'reconnecting', advice);
      if (fatal) return;
      if (waitMs) pause = waitMs;
    }
    await sleep(pause, undefined, { signal: stop }).catch(() => {});
    pause = Math.min(pause * 2, longestPauseMs);
  }
}

function judge(error: unknown): { fatal: boolean; advice: string; waitMs?: number } {
  if (!(error instanceof TelegramError))
    return { fatal: false, advice: 'Telegram cannot be reached; trying again.' };
  if (error.code === 401 || error.code === 404) {
    return {
      fatal: true,
      advice: 'Telegram does not know this token. Set TELEGRAM_BOT_TOKEN as BotFather gave it.',
    };
  }
  if (error.code === 409) {
    return {
      fatal: false,
      advice: 'Another program uses this bot (or a webhook is set). Stop it; trying again.',
      waitMs: 5_000,
    };
  }
  const retryAfter = error.parameters?.retry_after;
  return {
    fatal: false,
    advice: 'Telegram has a fault; trying again.',
    ...(retryAfter ? { waitMs: retryAfter * 1000 } : {}),
  };
}
