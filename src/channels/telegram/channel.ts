import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BotCommand, Message, Update } from 'telegraf/types';
import type { Log } from '../../log.ts';
import { background } from '../../process/background.ts';
import { inGroups } from '../../process/in-groups.ts';
import {
  type Attachment,
  type Channel,
  type ChannelStatus,
  type Incoming,
  SendError,
  type SendFailure,
} from '../channel.ts';
import { largestFile, readWhole, tooBig } from '../largest-file.ts';
import { keepWebhook } from './announcing.ts';
import { openBotApi } from './bot-api.ts';
import { abortedBy, callWithin, patienceMs } from './call.ts';
import { reasonOf, toSendError, withoutToken } from './errors.ts';
import { sendInParts } from './in-parts.ts';
import { toIncoming } from './incoming.ts';
import { type TelegramMessage, textLength, toTelegram } from './outgoing.ts';
import type { Report } from './persist.ts';
import { poll } from './polling.ts';
import { takeWebhook } from './webhook.ts';

export interface TelegramSettings {
  token: string;
  /** Another Bot API server than Telegram's own. */
  apiRoot?: string;
  /** Absent: long polling. */
  webhook?: { url: string; secret: string };
  /** The bot's menu, in the texts' words. */
  commands: BotCommand[];
  /** How long a send or a download may take, in milliseconds; tests are less patient. */
  timeoutMs?: number;
  /** How often is looked at what only people change, in milliseconds; see `Pace`. */
  lookEveryMs?: number;
}

export interface TelegramChannel extends Channel {
  /** Where and how Telegram's calls are taken, when a webhook is set. */
  webhook: { path: string; handler: (request: IncomingMessage, response: ServerResponse) => void } | null;
}

/** Telegram's FAQ: about 30 messages a second in bulk. */
const outreachPerSecond = 30;
const notRunning: SendFailure = { kind: 'later', retryAfterMs: 1_000, reason: 'Telegram is not running' };

/** Telegram by the real telegraf: long polling or a webhook, reply keyboards, location, contact, photo, voice. */
export function createTelegramChannel(settings: TelegramSettings, log: Log): TelegramChannel {
  const { token, apiRoot = 'https://api.telegram.org', webhook } = settings;
  const { timeoutMs = patienceMs, lookEveryMs = 60_000 } = settings;
  const telegram = openBotApi({ token, apiRoot });
  let status: ChannelStatus = { state: 'stopped', since: new Date().toISOString() };
  let stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  let onMessages: ((messages: Incoming[]) => Promise<void>) | null = null;
  const handingOver = new Set<Promise<void>>();

  const report: Report = (state, advice, error) => {
    if (status.state === state && status.advice === advice) return;
    status = { state, since: new Date().toISOString(), ...(advice ? { advice } : {}) };
    const reason = error === undefined ? {} : { reason: reasonOf(error, token) };
    log[advice ? 'warn' : 'info']({ channel: 'telegram', state, advice, ...reason }, 'Telegram');
  };

  /** Hands updates over together. @throws whatever keeps them from being taken in; then they are to come again */
  async function handOver(updates: Update[]): Promise<void> {
    if (!onMessages) throw new Error('Telegram is not running');
    const messages = updates.map(toIncoming).filter((message) => message !== null);
    if (messages.length > 0) await onMessages(messages);
    // Stops each button's little clock; the answer itself comes through the outbox.
    for (const update of updates)
      if ('callback_query' in update)
        background(() => answerPress(update.callback_query.id), log, 'A pressed button');
  }

  const answerPress = (id: string) =>
    callWithin(timeoutMs, (signal) =>
      telegram.callApi('answerCallbackQuery', { callback_query_id: id }, abortedBy(signal)),
    );

  /** As {@link handOver}, for calls that come by themselves: those of one moment go together, and a stop waits for them. */
  const handOverCall = inGroups(handOver);
  let called = false;
  function handOverTracked(update: Update): Promise<void> {
    called = true;
    const handed = handOverCall(update).finally(() => handingOver.delete(handed));
    handingOver.add(handed);
    return handed;
  }

  function wasCalled(): boolean {
    const was = called;
    called = false;
    return was;
  }

  /** Hands over what a poll has brought; false where it could not be taken in. */
  async function handOverPoll(updates: Update[]): Promise<boolean> {
    try {
      await handOver(updates);
      return true;
    } catch (error) {
      log.warn(
        { error: withoutToken(String(error), token) },
        'Messages could not be taken in; they will come again',
      );
      return false;
    }
  }

  /** @throws SendError also while the channel is not running: nothing is sent then, and the outbox keeps it */
  async function withTimeout<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (!onMessages) throw new SendError(notRunning);
    return callWithin(timeoutMs, work).catch((error) => {
      throw toSendError(error, token);
    });
  }

  function sendFile(address: string, { name, bytes }: Attachment): Promise<Message> {
    const call = { chat_id: address, document: { source: bytes, filename: name } };
    return withTimeout((signal) => telegram.callApi('sendDocument', call, abortedBy(signal)));
  }

  function sendText(address: string, message: TelegramMessage): Promise<Message> {
    const call = { chat_id: address, ...message };
    return withTimeout((signal) => telegram.callApi('sendMessage', call, abortedBy(signal)));
  }

  async function run(): Promise<void> {
    const pace = { timeoutMs, lookEveryMs };
    if (webhook) await keepWebhook(telegram, webhook, wasCalled, pace, report, stopping.signal);
    else await poll(telegram, pace, handOverPoll, report, stopping.signal);
  }

  async function showMenu(): Promise<void> {
    const { commands } = settings;
    // A bot without its menu serves as well.
    await callWithin(
      timeoutMs,
      (signal) => telegram.callApi('setMyCommands', { commands }, abortedBy(signal)),
      stopping.signal,
    ).catch(() => {});
  }

  return {
    name: 'telegram',
    limits: { textLength, outreachPerSecond },
    canWriteFirst: false,
    webhook: webhook
      ? {
          path: new URL(webhook.url).pathname,
          handler: (request, response) =>
            background(
              () => takeWebhook(request, response, webhook.secret, handOverTracked),
              log,
              'A call of the webhook broke off',
            ),
        }
      : null,
    async start(take) {
      onMessages = take;
      stopping = new AbortController();
      report('starting');
      running = Promise.all([run(), showMenu()]);
    },
    async stop() {
      stopping.abort();
      await running;
      onMessages = null;
      await Promise.allSettled(handingOver);
      telegram.close();
      report('stopped');
    },
    async send(address, message) {
      const { attachment } = message;
      const file = attachment ? [() => sendFile(address, attachment)] : [];
      const texts = toTelegram(message).map((part) => () => sendText(address, part));
      const sent = await sendInParts([...file, ...texts], stopping.signal);
      return { messageId: String(sent?.message_id ?? '') };
    },
    download: (media) =>
      withTimeout(async (signal) => {
        const file = await telegram.callApi('getFile', { file_id: media.id }, abortedBy(signal));
        if ((file.file_size ?? 0) > largestFile) throw tooBig();
        const response = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`, { signal });
        if (!response.ok) throw new Error(`the file answered ${response.status}`);
        return readWhole(response);
      }),
    status: () => status,
  };
}
