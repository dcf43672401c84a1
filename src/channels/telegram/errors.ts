import { TelegramError } from 'telegraf';
import { SendError, type SendFailure } from '../channel.ts';

/** How soon to try again after a fault of the network or of Telegram's own, which tell no time. */
const faultPauseMs = 2_000;

/** Removes the bot's token from a text; telegraf puts it into messages of its own (addresses, bad replies). */
export function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, '[token]').replaceAll(/\d{6,12}:[\w-]{20,}/g, '[token]');
}

/** What Telegram said of a call, as the outbox understands it. */
export function toSendError(error: unknown, token: string): SendError {
  if (error instanceof SendError) return error;
  return new SendError(failureOf(error, token));
}

function failureOf(error: unknown, token: string): SendFailure {
  if (!(error instanceof TelegramError)) {
    const text = error instanceof Error ? error.message : String(error);
    const reason = withoutToken(text, token).slice(0, 200);
    return { kind: 'later', retryAfterMs: faultPauseMs, reason, ...doubt(neverArrived.test(text)) };
  }
  const reason = withoutToken(error.description, token);
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
