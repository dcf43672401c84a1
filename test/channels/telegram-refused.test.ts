import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Channel, Incoming } from '../../src/channels/channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { rememberingLog } from '../support/log.ts';

const chat = 7;
const patience = { timeout: 20_000, interval: 10 };

describe('Telegram that refuses to give what came in', () => {
  let api: BotApi;
  let channel: Channel;
  let taken: Incoming[];
  const log = rememberingLog();
  const settings = () => ({
    token: testToken,
    apiRoot: api.url,
    commands: [],
    timeoutMs: 3_000,
    lookEveryMs: 200,
  });
  const start = () => channel.start(async (messages) => void taken.push(...messages));
  const state = (wanted: object) =>
    vi.waitFor(() => expect(channel.status()).toMatchObject(wanted), patience);

  beforeEach(async () => {
    api = await startBotApi();
    api.state.user(chat);
    taken = [];
    channel = createTelegramChannel(settings(), log);
  });
  afterEach(async () => {
    await channel.stop();
    await api.close();
  });

  // Naltox/telegram-node-bot#92, anthropics/claude-plugins-official#1128: deaf until somebody started the bot anew.
  it.each([
    ['a token', { code: 401, description: 'Unauthorized' }, 'telegram-token'],
    ['the address', { code: 404, description: 'Not Found' }, 'telegram-token'],
    ['the session', { code: 400, description: 'Bad Request: Logged out' }, 'telegram-webhook'],
  ])('fetches on where Telegram refuses %s for a while', async (_what, fault, advice) => {
    api.fail({ method: 'getUpdates', times: 2, ...fault });
    await start();
    await state({ state: 'failed', advice });
    api.say(chat, 'masih di sini');
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    await state({ state: 'ready' });
  });

  it('says of a token that Telegram does not know which setting to mend', async () => {
    await channel.stop();
    const token = '123456:another-token-than-the-api-knows';
    channel = createTelegramChannel({ ...settings(), token }, log);
    await start();
    await state({ state: 'failed', advice: 'telegram-token' });
    expect(log.text()).not.toContain(token);
  });

  it('removes the webhook of an earlier setting before it fetches, however often that fails', async () => {
    api.state.webhook = { url: 'http://127.0.0.1:1/' };
    api.fail({ method: 'deleteWebhook', reset: 'before', times: 2 });
    await start();
    api.say(chat, 'halo');
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    expect(api.state.webhook).toBeNull();
  });

  // botgram/botgram#14, m1guelpf/chatgpt-telegram#40: refused again and again, and nothing taken in.
  it('removes a webhook that somebody sets while it fetches', async () => {
    await start();
    await state({ state: 'ready' });
    api.state.webhook = { url: 'http://127.0.0.1:1/' };
    api.say(chat, 'satu');
    await state({ state: 'reconnecting', advice: 'telegram-conflict' });
    api.say(chat, 'dua');
    await vi.waitFor(() => expect(taken).toHaveLength(2), patience);
    await state({ state: 'ready' });
    expect(api.state.webhook).toBeNull();
  });
});
