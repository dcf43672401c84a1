import { sleepUnlessStopped } from '../../process/sleep.ts';
import type { BotApi } from './bot-api.ts';
import { abortedBy, callWithin } from './call.ts';
import { wantedUpdates } from './incoming.ts';
import { type Pace, persist, type Report } from './persist.ts';
import { troubleOf } from './webhook-trouble.ts';

/**
 * Tells Telegram where to call, and looks until `stop` fires whether that still stands: another program that asks for updates
 * with this token takes it away without a word, and nobody would be heard any more. Nor would anybody where Telegram calls in
 * vain (a closed port, a certificate, a proxy): only Telegram knows of that.
 * @param wasCalled whether Telegram has called since this was asked last
 */
export async function keepWebhook(
  telegram: BotApi,
  { url, secret }: { url: string; secret: string },
  wasCalled: () => boolean,
  pace: Pace,
  report: Report,
  stop: AbortSignal,
): Promise<void> {
  const { timeoutMs, lookEveryMs } = pace;
  const set = { url, secret_token: secret, allowed_updates: [...wantedUpdates] };
  const persistently = <T>(call: (signal: AbortSignal) => Promise<T>) =>
    persist(() => callWithin(timeoutMs, call, stop), report, pace, stop);
  for (let stands = false; !stop.aborted; ) {
    if (!stands) {
      if (!(await persistently((signal) => telegram.callApi('setWebhook', set, abortedBy(signal))))) return;
      report('ready');
    }
    await sleepUnlessStopped(lookEveryMs, stop);
    const info = await persistently((signal) => telegram.callApi('getWebhookInfo', {}, abortedBy(signal)));
    if (!info) return;
    stands = info.url === url;
    // Where a call came that could not be taken in, it is known here why.
    const trouble = wasCalled() ? null : troubleOf(info);
    if (!stands) report('reconnecting', 'telegram-conflict');
    else if (trouble) report('reconnecting', 'telegram-unheard', trouble);
    else report('ready');
  }
}
