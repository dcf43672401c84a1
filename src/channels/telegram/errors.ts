import { TelegramError } from 'telegraf';
import { SendError, type SendFailure } from '../channel.ts';

/** How soon to try again after a fault of the network or of Telegram's own, which tell no time. */
const faultPauseMs = 2_000;

/** Removes the bot's token from a text; telegraf puts it into messages of its own (addresses, bad replies). */
export function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, '[token]').replaceAll(/\d{6,12}:[\w-]{20,}/g, '[token]');
}

/** Why a call failed, in the words of whoever said so, for the log; nothing secret is in it. */
export function reasonOf(error: unknown, token: string): string {
  const said =
    error instanceof TelegramError ? error.description : error instanceof Error ? error.message : error;
  return withoutToken(String(said), token).slice(0, 200);
}

/** What Telegram said of a call, as the outbox understands it. */
export function toSendError(error: unknown, token: string): SendError {
  if (error instanceof SendError) return error;
  return new SendError(failureOf(error, token));
}

function failureOf(error: unknown, token: string): SendFailure {
  const reason = reasonOf(error, token);
  if (!(error instanceof TelegramError)) {
    return { kind: 'later', retryAfterMs: faultPauseMs, reason, ...doubt(neverArrived.test(String(error))) };
  }
  const retryAfter = error.parameters?.retry_after;
  if (error.code === 429) return { kind: 'later', retryAfterMs: (retryAfter ?? 1) * 1000, reason };
  if (
    error.code === 403 ||
    (error.code === 400 && /chat not found|user not found|deactivated|upgraded/i.test(reason))
  ) {
    return { kind: 'unreachable', reason };
  }
  if (error.code >= 500 || error.code === 401 || error.code === 404)
    return { kind: 'later', retryAfterMs: faultPauseMs, reason, ...doubt(error.code < 500) };
  return { kind: 'refused', reason };
}

/** Faults of the way there: no connection was made, so Telegram cannot have carried anything out. */
const neverArrived = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

const doubt = (certain: boolean) => (certain ? {} : ({ uncertain: true } as const));
