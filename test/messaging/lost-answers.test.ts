import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { silentLog } from '../../src/log.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { giveClassifier, type TestService, testService } from '../support/service.ts';

/**
 * A network that takes what is sent and whose answers are lost, as a proxy or an overloaded server does for hours. The same
 * message once more after every lost answer comes to dozens of them (SiderealPress/Lobster#630,
 * python-telegram-bot/python-telegram-bot#1045, NousResearch/hermes-agent#64238).
 */
describe('a reply whose answer is lost again and again', () => {
  let api: BotApi;
  let service: TestService;
  let app: App;
  const chat = 7_001;

  beforeAll(async () => {
    api = await startBotApi();
    service = await testService({ TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url });
    await giveClassifier(service);
    app = await startApp(service.config, service.backends, { ...service, role: 'all', log: silentLog });
  });
  afterAll(async () => {
    await app?.stop();
    await service?.remove();
    await api?.close();
  });

  it('is said again ever more rarely, and at once to somebody who writes meanwhile', async () => {
    const takeBack = api.fail({ method: 'sendMessage', chat, reset: 'after', times: 1_000 });
    api.say(chat, 'halo');
    const copies = () => api.sentTo(chat);
    const text = (await api.waitFor(chat, () => true)).text;
    await api.waitFor(chat, () => copies().length === 3, 60_000);
    const [first = 0, second = 0, third = 0] = copies().map(({ at }) => at);
    expect(copies().map((copy) => copy.text)).toEqual([text, text, text]);
    expect(second - first).toBeGreaterThan(1_900);
    expect(third - second).toBeGreaterThan(5_900);

    takeBack();
    api.say(chat, 'halo, ada orangnya?');
    await api.waitFor(chat, () => copies().length === 4, 60_000);
    const fourth = copies()[3];
    expect(fourth?.text).toBe(text);
    // The next would have been due 18 s later.
    expect((fourth?.at ?? 0) - third).toBeLessThan(18_000);
  });
});
