import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBotApi } from '../../src/channels/telegram/bot-api.ts';
import { abortedBy } from '../../src/channels/telegram/call.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';

const chat = 7;

/** Threads that keep this process alive. */
const threads = () => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;

describe('the Bot API, called from a thread of its own', () => {
  let api: BotApi;
  const account = () => ({ token: testToken, apiRoot: api.url });

  beforeEach(async () => {
    api = await startBotApi();
    api.state.user(chat);
  });
  afterEach(() => api.close());

  it('gives what Telegram answers, and lets go of the thread once nothing is under way', async () => {
    const before = threads();
    const bot = openBotApi(account());
    const first = bot.callApi('sendMessage', { chat_id: chat, text: 'satu' });
    bot.close();
    expect((await first).message_id).toBe(api.sentTo(chat).at(0)?.message_id);
    await vi.waitFor(() => expect(threads()).toBe(before));
    await bot.callApi('sendMessage', { chat_id: chat, text: 'dua' });
    expect(api.sentTo(chat).map(({ text }) => text)).toEqual(['satu', 'dua']);
    bot.close();
  });

  it('throws what telegraf throws', async () => {
    const bot = openBotApi(account());
    const send = () => bot.callApi('sendMessage', { chat_id: chat, text: 'halo' });
    api.fail({ method: 'sendMessage', code: 429, description: 'Too Many Requests', retryAfter: 3 });
    await expect(send()).rejects.toMatchObject({
      code: 429,
      description: 'Too Many Requests',
      parameters: { retry_after: 3 },
    });
    api.fail({ method: 'sendMessage', reset: 'before' });
    const cut = await send().catch((error: Error) => error);
    expect(cut).toMatchObject({ code: expect.stringMatching(/ECONNRESET/) });
    expect(String(cut)).not.toContain(testToken);
    bot.close();
  });

  it('ends a call that nobody waits for any more', async () => {
    const bot = openBotApi(account());
    const nobodyWaits = new AbortController();
    const poll = bot.callApi('getUpdates', { timeout: 25 } as never, abortedBy(nobodyWaits.signal));
    await vi.waitFor(() => expect(api.isPolled()).toBe(true));
    nobodyWaits.abort();
    await expect(poll).rejects.toThrow('ended');
    await vi.waitFor(() => expect(api.isPolled()).toBe(false));
    bot.close();
  });

  it('asks nothing for whom nobody waits from the beginning', async () => {
    const bot = openBotApi(account());
    const poll = bot.callApi('getUpdates', { timeout: 25 } as never, abortedBy(AbortSignal.abort()));
    await expect(poll).rejects.toThrow('ended');
    await bot.callApi('getMe', {});
    expect(api.isPolled()).toBe(false);
    bot.close();
  });

  it('goes on with another thread while the one it let go of is ending', async () => {
    const bot = openBotApi(account());
    for (const text of ['satu', 'dua', 'tiga']) {
      await bot.callApi('sendMessage', { chat_id: chat, text });
      bot.close();
    }
    expect(api.sentTo(chat)).toHaveLength(3);
  });

  it('does not wait for a thread that is gone', async () => {
    const bot = openBotApi(account(), new URL('data:text/javascript,throw new Error("no memory left")'));
    const call = () => bot.callApi('getMe', {});
    await expect(Promise.all([call(), call()])).rejects.toThrow(/thread is gone.*no memory left/);
    await expect(call()).rejects.toThrow(/thread is gone/);
  });
});
