import { Telegraf } from 'telegraf';
import type { WebhookInfo } from 'telegraf/types';
import { abortedBy, callWithin, patienceMs } from './call.ts';

/** Why Telegram cannot bring what waits, in its own words; null where nothing waits. The last error stays when all is well again. */
export const troubleOf = ({ last_error_message: error, pending_update_count: waiting }: WebhookInfo) =>
  error && waiting > 0 ? error : null;

/** The same, asked of Telegram. @throws whatever keeps it from answering */
export async function webhookTrouble(token: string, apiRoot?: string): Promise<string | null> {
  const { telegram } = new Telegraf(token, apiRoot ? { telegram: { apiRoot } } : {});
  const ask = (signal: AbortSignal) => telegram.callApi('getWebhookInfo', {}, abortedBy(signal));
  return troubleOf(await callWithin(patienceMs, ask));
}
