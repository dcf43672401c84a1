import { TelegramError } from 'telegraf';
import type { Update } from 'telegraf/types';
import { sleepUnlessStopped } from '../../process/sleep.ts';
import type { BotApi } from './bot-api.ts';
import { abortedBy, callWithin } from './call.ts';
import { wantedUpdates } from './incoming.ts';
import { firstPauseMs, longestPauseMs, type Pace, persist, type Report } from './persist.ts';

/** How long Telegram holds an empty answer back, in seconds; a stop does not wait for it. */
const holdSeconds = 25;

/**
 * Fetches updates until `stop` fires. An update counts as received only when the hand-over of it and of all before
 * it has succeeded: asking with a higher offset is what acknowledges it, so what could not be handed over comes
 * again, in order. (telegraf's own polling acknowledges first, and loses what a handler could not take.)
 * @param pace its `timeoutMs` is beside the time that Telegram holds an empty answer back
 * @param handOver takes all updates of one answer, in order; resolves to whether they were taken
 */
export async function poll(
  telegram: BotApi,
  pace: Pace,
  handOver: (updates: Update[]) => Promise<boolean>,
  report: Report,
  stop: AbortSignal,
): Promise<void> {
  const { timeoutMs } = pace;
  // A webhook of an earlier setting, or one that somebody has set since, would keep the updates to itself.
  const forget = () =>
    callWithin(timeoutMs, (signal) => telegram.callApi('deleteWebhook', {}, abortedBy(signal)), stop);
  const begun = await persist(forget, report, pace, stop);
  let offset = 0;
  let pause = firstPauseMs;
  // The first question, and the first after a fault, is answered at once, so that the status is soon true.
  let timeout = 0;
  async function ask(): Promise<Update[]> {
    const question = { offset, timeout, allowed_updates: [...wantedUpdates] };
    const longest = timeout * 1000 + timeoutMs;
    timeout = 0;
    const updates = await callWithin(
      longest,
      (signal) => telegram.callApi('getUpdates', question, abortedBy(signal)),
      stop,
    ).catch(async (error) => {
      if (isKeptByWebhook(error)) await forget();
      throw error;
    });
    timeout = holdSeconds;
    return updates;
  }
  while (begun && !stop.aborted) {
    const updates = await persist(ask, report, pace, stop);
    if (!updates) return;
    report('ready');
    const last = updates.at(-1);
    if (!last) continue;
    if (await handOver(updates)) {
      offset = last.update_id + 1;
      pause = firstPauseMs;
    } else {
      await sleepUnlessStopped(pause, stop);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }
}

/** Another program that polls is refused with the same number. */
const isKeptByWebhook = (error: unknown) =>
  error instanceof TelegramError && error.code === 409 && /webhook is active/i.test(error.description);
