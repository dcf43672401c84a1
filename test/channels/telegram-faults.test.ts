import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Channel, type Incoming, SendError, type SendFailure } from '../../src/channels/channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { startLink } from '../../src/channels/telegram/start-link.ts';
import { type BotApi, type Fault, startBotApi, testToken } from '../support/bot-api/server.ts';
import { rememberingLog } from '../support/log.ts';

const chat = 7;
const patience = { timeout: 20_000, interval: 10 };

/** What Telegram does to a send, and what the outbox is told. */
const sends: [string, Omit<Fault, 'method'>, Partial<SendFailure>][] = [
  [
    '429 with a time',
    { code: 429, description: 'Too Many Requests: retry after 7', retryAfter: 7 },
    { kind: 'later', retryAfterMs: 7_000 },
  ],
  [
    '429 without a time',
    { code: 429, description: 'Too Many Requests' },
    { kind: 'later', retryAfterMs: 1_000 },
  ],
  ['500', { code: 500, description: 'Internal Server Error' }, { kind: 'later', uncertain: true }],
  [
    'an error page of a proxy',
    { code: 502, body: '<html>502 Bad Gateway</html>' },
    { kind: 'later', uncertain: true },
  ],
  ['a page with 200', { code: 200, body: '<html>captive portal</html>' }, { kind: 'later', uncertain: true }],
  ['a cut line before', { reset: 'before' }, { kind: 'later', uncertain: true }],
  ['a cut line after', { reset: 'after' }, { kind: 'later', uncertain: true }],
  ['silence', { hang: 4_000 }, { kind: 'later', uncertain: true }],
  [
    'a token that was withdrawn',
    { code: 401, description: 'Unauthorized' },
    { kind: 'later', retryAfterMs: expect.any(Number) },
  ],
  ['a block', { code: 403, description: 'Forbidden: bot was blocked by the user' }, { kind: 'unreachable' }],
  [
    'a deleted account',
    { code: 403, description: 'Forbidden: user is deactivated' },
    { kind: 'unreachable' },
  ],
  [
    'a chat that never was',
    { code: 400, description: 'Bad Request: chat not found' },
    { kind: 'unreachable' },
  ],
  [
    'a message it does not take',
    { code: 400, description: 'Bad Request: message is too long' },
    { kind: 'refused' },
  ],
];

describe('Telegram with faults', () => {
  let api: BotApi;
  let channel: Channel;
  let taken: Incoming[];
  const log = rememberingLog();
  const errors: unknown[] = [];
  const start = () => channel.start(async (messages) => void taken.push(...messages));
  const state = (wanted: object) =>
    vi.waitFor(() => expect(channel.status()).toMatchObject(wanted), patience);

  beforeEach(async () => {
    api = await startBotApi();
    api.state.user(chat);
    taken = [];
    const settings = { token: testToken, apiRoot: api.url, commands: [], timeoutMs: 3_000 };
    channel = createTelegramChannel(settings, log);
  });
  afterEach(async () => {
    await channel.stop();
    await api.close();
    for (const text of [log.text(), ...errors.map(everythingOf)]) expect(text).not.toContain(testToken);
  });

  it.each(sends)('tells the outbox what %s means', async (_what, fault, expected) => {
    await start();
    api.fail({ method: 'sendMessage', ...fault });
    const error = await channel.send(String(chat), { text: 'Halo', choices: [] }).catch((cause) => cause);
    errors.push(error);
    expect(error).toBeInstanceOf(SendError);
    expect(error.failure).toMatchObject(expected);
    expect(error.failure.reason).not.toBe('');
  });

  // NousResearch/hermes-agent#114396, openclaw/openclaw#99693: what had arrived came again with the part that was put off.
  describe('a message in parts', () => {
    const twoParts = Array.from({ length: 700 }, (_, at) => `Baris ${at + 1}`).join('\n');
    const bytes = Buffer.from('%PDF');
    const letter = { name: 'Undangan.pdf', mime: 'application/pdf' as const, bytes };
    const putOff = (times = 1) =>
      api.fail({ method: 'sendMessage', times, code: 429, description: 'Too Many Requests', retryAfter: 1 });

    it('brings its file once, though the text behind it is put off', async () => {
      await start();
      putOff(2);
      const { messageId } = await channel.send(String(chat), {
        text: 'Halo',
        choices: [],
        attachment: letter,
      });
      expect(api.state.documents.map(({ name }) => name)).toEqual(['Undangan.pdf']);
      expect(api.sentTo(chat)).toMatchObject([{ text: 'Halo', message_id: Number(messageId) }]);
    });

    it('brings its first part once, though the second is put off', async () => {
      await start();
      const quiet = api.onSent(() => api.sentTo(chat).length === 1 && putOff());
      await channel.send(String(chat), { text: twoParts, choices: [] });
      quiet();
      expect(api.sentTo(chat).map(({ text }) => text.split('\n')[0])).toEqual(['Baris 1', 'Baris 421']);
    });

    it('may have arrived where the channel is stopped between its parts', async () => {
      await start();
      api.fail({
        method: 'sendMessage',
        times: 9,
        code: 429,
        description: 'Too Many Requests',
        retryAfter: 30,
      });
      const sending = channel
        .send(String(chat), { text: 'Halo', choices: [], attachment: letter })
        .catch((error) => error);
      await vi.waitFor(() => expect(api.state.documents).toHaveLength(1), patience);
      await channel.stop();
      expect((await sending).failure).toMatchObject({ kind: 'later', uncertain: true });
    });
  });

  it('knows a send that no connection was made for: it has surely not arrived', async () => {
    await api.close();
    await start();
    const error = await channel.send(String(chat), { text: 'Halo', choices: [] }).catch((cause) => cause);
    errors.push(error);
    expect(error.failure).toEqual({
      kind: 'later',
      retryAfterMs: expect.any(Number),
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    // Whoever mends the network finds in the log what it is.
    const facts = { advice: 'telegram-unreachable', reason: expect.stringContaining('ECONNREFUSED') };
    expect(log.lines).toContainEqual(expect.objectContaining({ facts: expect.objectContaining(facts) }));
  });

  it.each([
    ['429 with a time', { code: 429, description: 'Too Many Requests', retryAfter: 1 }],
    ['500', { code: 500, description: 'Internal Server Error' }],
    ['a page with 200', { code: 200, body: '<html>' }],
    ['a cut line', { reset: 'before' as const }],
  ])('fetches on after %s', async (_what, fault) => {
    api.fail({ method: 'getUpdates', times: 2, ...fault });
    await start();
    await state({ state: 'reconnecting', advice: expect.any(String) });
    api.say(chat, 'masih di sini');
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    await state({ state: 'ready' });
    expect(channel.status().advice).toBeUndefined();
  });

  // telegraf#735: after a day no poll came back any more, and none was sent again.
  it.each(['getUpdates', 'deleteWebhook'])('asks again when %s is never answered', async (method) => {
    api.fail({ method, hang: 600_000 });
    await start();
    await state({ state: 'reconnecting', advice: 'telegram-unreachable' });
    api.say(chat, 'masih di sini');
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    await state({ state: 'ready' });
  });

  it('does not wait for ever for the name of the bot, which start links are made of', async () => {
    api.fail({ method: 'getMe', hang: 600_000 });
    await expect(startLink(testToken, api.url, 500)).rejects.toThrow('did not answer in 500 ms');
    const link = await startLink(testToken, api.url, 5_000);
    expect(link('ABC')).toMatch(/^https:\/\/t\.me\/.+\?start=ABC$/);
  });

  it('says that another program uses the bot, and takes over when that has ended', async () => {
    await start();
    await state({ state: 'ready' });
    api.fail({
      method: 'getUpdates',
      code: 409,
      description: 'Conflict: terminated by other getUpdates request',
    });
    api.say(chat, 'satu');
    await state({ state: 'reconnecting', advice: 'telegram-conflict' });
    await state({ state: 'ready' });
    api.say(chat, 'dua');
    await vi.waitFor(() => expect(taken.length).toBe(2), patience);
  });

  it('takes private words only: nothing from groups, joins or other bots', async () => {
    await start();
    const group = { id: -100, type: 'group', title: 'RT 03' };
    api.send(chat, { text: 'di grup', chat: group });
    api.state.push({ edited_message: { text: 'diubah', chat: group, message_id: 5, date: 1, edit_date: 2 } });
    api.send(chat, { new_chat_title: 'judul' });
    api.send(chat, { text: 'dari mesin', from: { id: chat, is_bot: true, first_name: 'Mesin' } });
    api.say(chat, 'kata pribadi');
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    expect(taken[0]?.content).toEqual({ kind: 'text', text: 'kata pribadi' });
  });

  it('hears that somebody has blocked the bot', async () => {
    await start();
    api.block(chat);
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    expect(taken[0]).toMatchObject({ address: String(chat), content: { kind: 'blocked' } });
  });

  it('stops while Telegram holds an answer back, and does not wait for it', async () => {
    await start();
    await state({ state: 'ready' });
    await vi.waitFor(() => expect(api.isPolled()).toBe(true), patience);
    const begun = performance.now();
    await channel.stop();
    // It is held back for 50 s.
    expect(performance.now() - begun).toBeLessThan(25_000);
  });
});

/** All that a log or a page could show of an error, its causes too. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everythingOf(error.cause)].join('\n');
}
