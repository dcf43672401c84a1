import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Telegraf } from 'telegraf';
import type { BotCommand, Update } from 'telegraf/types';
import type { Log } from '../../log.ts';
import { type Attachment, type Channel, type ChannelStatus, type Incoming, SendError } from '../channel.ts';
import { toSendError, withoutToken } from './errors.ts';
import { toIncoming, wantedUpdates } from './incoming.ts';
import { textLength, toTelegram } from './outgoing.ts';
import { poll } from './polling.ts';
import { abortedBy } from './signal.ts';

export interface TelegramSettings {
  token: string;
  /** Another Bot API server than Telegram's own. */
  apiRoot?: string;
  /** Absent: long polling. */
  webhook?: { url: string; secret: string };
  /** The bot's menu, in the texts' words. */
  commands: BotCommand[];
}

export interface TelegramChannel extends Channel {
  /** Where and how Telegram's calls are taken, when a webhook is set. */
  webhook: { path: string; handler: (request: IncomingMessage, response: ServerResponse) => void } | null;
}

/** Telegram's FAQ: about 30 messages a second in bulk. */
const bulkPerSecond = 30;
const sendTimeoutMs = 15_000;
/** The Bot API lets bots fetch files up to 20 MB. */
const largestFile = 20 * 1024 * 1024;
const largestUpdate = 1024 * 1024;

/** Telegram by the real telegraf: long polling or a webhook, reply keyboards, location, contact, photo, voice. */
export function createTelegramChannel(settings: TelegramSettings, log: Log): TelegramChannel {
  const { token, apiRoot = 'https://api.telegram.org', webhook } = settings;
  const { telegram } = new Telegraf(token, { telegram: { apiRoot } });
  let status: ChannelStatus = { state: 'stopped', since: new Date().toISOString() };
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let onMessage: ((message: Incoming) => Promise<void>) | null = null;

  function report(state: ChannelStatus['state'], advice?: string): void {
    if (status.state === state && status.advice === advice) return;
    status = { state, since: new Date().toISOString(), ...(advice ? { advice } : {}) };
    if (advice) log.warn({ channel: 'telegram', state }, advice);
    else log.info({ channel: 'telegram', state }, 'Telegram');
  }

  async function handOverOne(update: Update): Promise<void> {
    const message = toIncoming(update);
    if (message && onMessage) await onMessage(message);
    // Stops the button's little clock; the answer itself comes through the outbox.
    if ('callback_query' in update) await telegram.answerCbQuery(update.callback_query.id).catch(() => {});
  }

  /** Hands updates over in order, until one cannot be taken; returns how many were. */
  async function handOver(updates: Update[]): Promise<number> {
    for (const [index, update] of updates.entries()) {
      try {
        await handOverOne(update);
      } catch (error) {
        log.warn(
          { error: withoutToken(String(error), token) },
          'A message could not be taken in; it will come again',
        );
        return index;
      }
    }
    return updates.length;
  }

  async function withTimeout<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(sendTimeoutMs);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('Telegram did not answer in 15 s')));
    });
    return Promise.race([work(signal), late]).catch((error) => {
      throw toSendError(error, token);
    });
  }

  async function sendFile(address: string, { name, bytes }: Attachment): Promise<void> {
    const call = { chat_id: address, document: { source: bytes, filename: name } };
    await withTimeout((signal) => telegram.callApi('sendDocument', call, abortedBy(signal)));
  }

  return {
    name: 'telegram',
    limits: { textLength, bulkPerSecond },
    canWriteFirst: false,
    webhook: webhook
      ? {
          path: new URL(webhook.url).pathname,
          handler: (request, response) => void takeWebhook(request, response, webhook.secret, handOverOne),
        }
      : null,
    async start(take) {
      onMessage = take;
      stopping = new AbortController();
      report('starting');
      await telegram.callApi('setMyCommands', { commands: settings.commands }).catch(() => {});
      if (webhook) {
        const set = { url: webhook.url, secret_token: webhook.secret, allowed_updates: [...wantedUpdates] };
        await telegram.callApi('setWebhook', set).then(
          () => report('ready'),
          (error) => report('failed', `Telegram refused the webhook: ${withoutToken(String(error), token)}`),
        );
        return;
      }
      await telegram.callApi('deleteWebhook', {}).catch(() => {});
      running = poll(telegram, handOver, report, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
      onMessage = null;
      report('stopped');
    },
    async send(address, message) {
      let id = '';
      if (message.attachment) await sendFile(address, message.attachment);
      for (const { text, reply_markup } of toTelegram(message)) {
        const call = { chat_id: address, text, reply_markup };
        const sent = await withTimeout((signal) => telegram.callApi('sendMessage', call, abortedBy(signal)));
        id = String(sent.message_id);
      }
      return id;
    },
    download: (media) =>
      withTimeout(async (signal) => {
        const file = await telegram.getFile(media.id);
        if ((file.file_size ?? 0) > largestFile)
          throw new SendError({ kind: 'refused', reason: 'file is too big' });
        const response = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`, { signal });
        if (!response.ok) throw new Error(`the file answered ${response.status}`);
        return Buffer.from(await response.arrayBuffer());
      }),
    status: () => status,
  };
}

/**
 * Takes one call of Telegram. 200 only after the message is safe in the inbox; 503 lets Telegram bring it again.
 * The secret is compared in constant time.
 */
async function takeWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  secret: string,
  handOver: (update: Update) => Promise<void>,
): Promise<void> {
  const answer = (code: number) => response.writeHead(code).end();
  const given = request.headers['x-telegram-bot-api-secret-token'];
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(String(given ?? '')), digest(secret))) return void answer(403);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > largestUpdate) return void answer(413);
    chunks.push(chunk);
  }
  let update: Update;
  try {
    update = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof update?.update_id !== 'number') return void answer(400);
  } catch {
    return void answer(400);
  }
  await handOver(update).then(
    () => answer(200),
    () => answer(503),
  );
}
