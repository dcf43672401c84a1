import { Telegraf } from 'telegraf';
import { abortedBy, callWithin, patienceMs } from './call.ts';
import { reasonOf } from './errors.ts';

/**
 * Asks Telegram for the bot's name and returns the maker of personal start links.
 * @throws Error in plain words when Telegram does not know the token, cannot be reached, or does not answer within `timeoutMs`
 */
export async function startLink(
  token: string,
  apiRoot?: string,
  timeoutMs = patienceMs,
): Promise<(code: string) => string> {
  const bot = new Telegraf(token, apiRoot ? { telegram: { apiRoot } } : {});
  try {
    const { username } = await callWithin(timeoutMs, (signal) =>
      bot.telegram.callApi('getMe', {}, abortedBy(signal)),
    );
    return (code) => `https://t.me/${username}?start=${encodeURIComponent(code)}`;
  } catch (error) {
    throw new Error(`Telegram did not answer who this bot is: ${reasonOf(error, token)}`);
  }
}

/** The same for whoever may want links later: Telegram is asked only then. Null where no bot is set up. */
export function startLinks(
  token: string | undefined,
  apiRoot?: string,
): (() => Promise<(code: string) => string>) | null {
  return token ? () => startLink(token, apiRoot) : null;
}
