import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, listen } from '../../src/app/web.ts';
import type { Incoming } from '../../src/channels/channel.ts';
import { createTelegramChannel, type TelegramChannel } from '../../src/channels/telegram/channel.ts';
import { silentLog } from '../../src/log.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';

const chat = 7;
const secret = 'a-secret_of-the-webhook';
const path = '/telegram/hook';
const patience = { timeout: 20_000, interval: 10 };
const update = (id: number, text: string) => ({
  update_id: id,
  message: { message_id: id, date: 1, text, chat: { id: chat, type: 'private', first_name: 'Orang' } },
});

describe('Telegram by webhook', () => {
  let api: BotApi;
  let channel: TelegramChannel;
  let server: Awaited<ReturnType<typeof listen>>;
  let url: string;
  let taken: Incoming[];
  let calls: number;
  let said: string[];
  const warnings = () => said;
  let take: (messages: Incoming[]) => Promise<void>;
  const open = (port: number) =>
    listen('127.0.0.1', port, {
      admin: null,
      trustProxy: ['loopback'],
      webhook: {
        path,
        handler: (request, response) => {
          calls += 1;
          channel.webhook?.handler(request, response);
        },
      },
      health: async () => ({ mongodb: true, redis: true }),
      ready: () => true,
    });
  const start = async () => {
    await channel.start((messages) => take(messages));
    await vi.waitFor(() => expect(channel.status().state).toBe('ready'), patience);
  };
  const call = (
    body: string,
    headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': secret },
  ) => fetch(url, { method: 'POST', body, headers }).then((response) => response.status);

  beforeEach(async () => {
    api = await startBotApi();
    api.state.user(chat);
    taken = [];
    calls = 0;
    said = [];
    take = async (messages) => void taken.push(...messages);
    server = await open(0);
    url = new URL(path, addressOf(server, '127.0.0.1')).href;
    const settings = {
      token: testToken,
      apiRoot: api.url,
      webhook: { url, secret },
      commands: [],
      lookEveryMs: 200,
    };
    channel = createTelegramChannel(settings, {
      ...silentLog,
      error: (_facts, message) => said.push(message),
    });
  });
  afterEach(async () => {
    await channel.stop();
    await api.close();
    server.closeAllConnections();
    server.close();
  });

  it('tells Telegram where to call and takes what it brings, in order', async () => {
    await start();
    expect(api.state.webhook).toEqual({ url, secret_token: secret });
    for (const text of ['satu', 'dua', 'tiga']) api.say(chat, text);
    await vi.waitFor(() => expect(taken).toHaveLength(3), patience);
    expect(taken.map(({ content }) => content)).toEqual(
      ['satu', 'dua', 'tiga'].map((text) => ({ kind: 'text', text })),
    );
  });

  // telegraf/telegraf#1624: another instance that fetched had taken the webhook away, and the bot heard nothing any more.
  it('tells Telegram again where to call, when another program has taken that away', async () => {
    await start();
    api.state.webhook = null;
    api.say(chat, 'satu');
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    expect(api.state.webhook).toEqual({ url, secret_token: secret });
    await vi.waitFor(() => expect(channel.status()).toMatchObject({ state: 'ready' }), patience);
  });

  // zammad/zammad#770, home-assistant/core#7093, python-telegram-bot/python-telegram-bot#821: up, and deaf.
  it('says that Telegram cannot call, until it can again', async () => {
    await start();
    server.closeAllConnections();
    server.close();
    api.say(chat, 'satu');
    const deaf = { state: 'reconnecting', advice: 'telegram-unheard' };
    await vi.waitFor(() => expect(channel.status()).toMatchObject(deaf), patience);
    server = await open(Number(new URL(url).port));
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    await vi.waitFor(() => expect(channel.status()).toMatchObject({ state: 'ready' }), patience);
  });

  it('is ready where Telegram calls and its own inbox is away', async () => {
    await start();
    const states = new Set<string>();
    take = async () => {
      states.add(channel.status().state);
      throw new Error('the inbox is away');
    };
    api.say(chat, 'satu');
    // As many as come within several looks.
    await vi.waitFor(() => expect(calls).toBeGreaterThan(20), patience);
    expect([...states]).toEqual(['ready']);
  });

  it('answers 200 only after the hand-over, and 503 when it failed, so that it comes again', async () => {
    await start();
    let refusals = 2;
    take = async (messages) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the inbox is away');
      taken.push(...messages);
    };
    api.say(chat, 'satu');
    api.say(chat, 'dua');
    await vi.waitFor(() => expect(taken).toHaveLength(2), patience);
    expect(taken.map(({ content }) => content.kind === 'text' && content.text)).toEqual(['satu', 'dua']);
  });

  it('refuses a caller without the secret, before it reads a word', async () => {
    await start();
    const body = JSON.stringify(update(1, 'palsu'));
    expect(await call(body, {})).toBe(403);
    expect(await call(body, { 'x-telegram-bot-api-secret-token': `${secret}x` })).toBe(403);
    expect(await call(body, { 'x-telegram-bot-api-secret-token': '' })).toBe(403);
    expect(taken).toEqual([]);
  });

  it('refuses what is no update', async () => {
    await start();
    for (const body of ['', '{', 'null', '[]', '"text"', '{"update_id":"1"}'])
      expect(await call(body)).toBe(400);
    expect(taken).toEqual([]);
  });

  it('refuses what is far larger than an update, and goes on', async () => {
    await start();
    expect(await call(JSON.stringify(update(1, 'x'.repeat(1024 * 1024))))).toBe(413);
    expect(await call(JSON.stringify(update(2, 'kecil')))).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it.each(['reset', 'closed'])('outlives a call that is %s in the middle of its body', async (how) => {
    await start();
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: ${secret}\r\n`;
    socket.write(`${head}Content-Length: 1000\r\n\r\n{"update_id":1,"mess`);
    await vi.waitFor(() => expect(calls).toBe(1), patience);
    if (how === 'reset') socket.resetAndDestroy();
    else socket.end();
    // A rejection that nobody hears of would end this very process.
    await vi.waitFor(() => expect(warnings()).toContain('A call of the webhook broke off'), patience);
    expect(await call(JSON.stringify(update(2, 'sesudahnya')))).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it('acknowledges what concerns nobody', async () => {
    await start();
    expect(await call('{"update_id":5,"edited_message":{}}')).toBe(200);
    expect(taken).toEqual([]);
  });

  it('takes nothing before the start and after the stop: it comes again', async () => {
    expect(await call(JSON.stringify(update(1, 'pagi')))).toBe(503);
    await start();
    await channel.stop();
    expect(await call(JSON.stringify(update(2, 'malam')))).toBe(503);
    expect(taken).toEqual([]);
  });

  it('asks again until Telegram takes the address', async () => {
    api.fail({ method: 'setWebhook', code: 500, description: 'Internal Server Error', times: 2 });
    await start();
    expect(api.state.webhook).toMatchObject({ url });
  });

  it('says which settings to mend when Telegram refuses the address', async () => {
    api.fail({
      method: 'setWebhook',
      code: 400,
      description: 'Bad Request: bad webhook: HTTPS url must be provided for webhook',
    });
    await channel.start(async () => {});
    const failed = { state: 'failed', advice: 'telegram-webhook' };
    await vi.waitFor(() => expect(channel.status()).toMatchObject(failed), patience);
  });
});
