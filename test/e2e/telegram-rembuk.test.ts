import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { gather, type Standing } from '../../src/demo/account.ts';
import { type Crowd, createCrowd } from '../../src/demo/crowd.ts';
import { invite, setUp, untilSettled } from '../../src/demo/hold.ts';
import type { Persona } from '../../src/demo/memory.ts';
import { inventPeople } from '../../src/demo/people.ts';
import { readDemoProposals } from '../../src/demo/proposals.ts';
import { intended, verify } from '../../src/demo/verify.ts';
import { silentLog } from '../../src/log.ts';
import { listDeadLetters } from '../../src/messaging/queues/dead-letters.ts';
import { listRegions } from '../../src/regions/regions.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { type TestService, testService } from '../support/service.ts';
import { telegramPhones } from '../support/telegram-phones.ts';

/**
 * The rembuk of the demo once more, over the real telegraf and a Bot API that fails as Telegram does: sixty people
 * press their personal links, three strangers register themselves, one blocks the bot.
 */
const count = 60;
const chatOf = (index: number) => String(5001 + index);
const strangerChats = ['9001', '9002', '9003'];
const blockerChat = 9100;

const strangers = [
  { name: 'Hamdani', kecamatan: 'Halong', village: 'Uren', office: 'Ketua RT', rt: '2' },
  { name: 'Siti Rahmah', kecamatan: 'Paringin', village: 'Balida', office: 'PKK', rt: '' },
  { name: 'Gusti Amin', kecamatan: 'Juai', village: 'Mungkur Uyam', office: 'Karang Taruna', rt: '' },
];

describe('a rembuk of sixty over Telegram, with a Telegram that fails now and then', () => {
  let api: BotApi;
  let service: TestService;
  let app: App;
  let crowd: Crowd;
  let standings: Standing[];
  let settled: boolean;
  const standingOf = (address: string) =>
    standings.find(({ participant }) => participant.addresses?.includes(`telegram:${address}`));

  beforeAll(async () => {
    api = await startBotApi();
    service = await testService({ TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url });
    app = await startApp(service.config, service.backends, { ...service, role: 'all', log: silentLog });
    const { runtime } = app;
    const regions = await listRegions('63.11');
    const proposals = await readDemoProposals();
    const people = inventPeople(regions, proposals, count, 2);
    const unlisted = strangers.map(
      (introduces, index): Persona => ({
        habit: { kind: 'straightforward' },
        manner: 'tap',
        proposals: proposals.slice(-1 - index).slice(0, 1),
        seed: index,
        introduces,
      }),
    );
    const phones = await telegramPhones(api);
    crowd = createCrowd(
      [
        ...people.map(({ persona }, index) => ({ address: chatOf(index), persona })),
        ...unlisted.map((persona, index) => ({ address: strangerChats[index] ?? '', persona })),
      ],
      phones.deliver,
      { thinkMs: 20, now: () => performance.now() },
    );
    phones.connect(crowd);

    const round = await setUp(people, () => null, runtime.now());
    // Nobody can be written to first: all invitations wait for the links to be pressed.
    expect(await invite(round, runtime)).toBe(0);
    failNowAndThen(api);
    for (const [index, { startCode: code }] of round.participants.entries())
      crowd.begin(chatOf(index), { content: { kind: 'start', code } });
    for (const chat of strangerChats) crowd.begin(chat, { content: { kind: 'start' } });
    await blockInTheMiddle(api);
    const isNetworkQuiet = () => api.state.updates.length === 0;
    settled = await untilSettled(crowd, runtime, { deadlineMs: 300_000, isNetworkQuiet });
    crowd.stop();
    standings = await gather(round.round._id, runtime.flows);
  }, 900_000);

  afterAll(async () => {
    await app?.stop();
    await service?.remove();
    await api?.close();
  });

  it('comes to rest with every conversation accounted for and every proposal as it was sent', () => {
    expect(verify(crowd.phones, standingOf)).toEqual([]);
    expect(settled).toBe(true);
    expect(standings).toHaveLength(count + strangers.length + 1);
  });

  it('meets every fault, and gives nothing up', async () => {
    expect(api.met).toHaveLength(faults.reduce((sum, fault) => sum + fault.times, 0));
    expect(await listDeadLetters(app.runtime.queues)).toEqual([]);
  });

  it('asks nobody the same twice but where Telegram swallowed the answer to a send', () => {
    const repeated = crowd.phones.reduce((sum, { memory }) => sum + memory.repeated, 0);
    const swallowed = api.met.filter((fault) => fault.reset === 'after').length;
    expect(repeated).toBeLessThanOrEqual(swallowed);
    const askedAgain = crowd.phones.filter(({ persona }) => persona.manner !== 'near');
    expect(askedAgain.flatMap(({ memory }) => memory.askedAgain)).toEqual([]);
  });

  it('obeys every 429', () => {
    const tooMany = api.met.filter(({ code }) => code === 429);
    expect(tooMany).toHaveLength(6);
    for (const { chat = 0, at, retryAfter = 0 } of tooMany) {
      const next = api.sentTo(chat).find((message) => message.at >= at);
      expect(next && next.at - at).toBeGreaterThanOrEqual(retryAfter * 1000);
    }
  });

  it('gives each proposal a code of its own, and the proposer that code', () => {
    const codes = standings.flatMap(({ proposals }) => proposals.map(({ code }) => code));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(crowd.phones.reduce((sum, { persona }) => sum + intended(persona), 0));
  });

  it('takes strangers in, unverified, and their proposals too', () => {
    for (const [index, { name }] of strangers.entries()) {
      const standing = standingOf(strangerChats[index] ?? '');
      expect(standing?.participant).toMatchObject({ name, registeredBy: 'self', verified: false });
      expect(standing?.proposals).toHaveLength(1);
    }
  });

  it('stops writing to who has blocked the bot', () => {
    const blocked = standingOf(String(blockerChat));
    expect(blocked?.participant.unreachable).toMatchObject([{ address: `telegram:${blockerChat}` }]);
    expect(blocked?.conversation?.outbox).toEqual([]);
  });
});

const faults = [
  {
    method: 'sendMessage',
    code: 429,
    description: 'Too Many Requests: retry after 1',
    retryAfter: 1,
    times: 6,
  },
  { method: 'sendMessage', code: 502, description: 'Bad Gateway', times: 4 },
  { method: 'sendMessage', code: 500, body: '<html>Internal Server Error</html>', times: 2 },
  { method: 'sendMessage', reset: 'before', times: 4 },
  { method: 'sendMessage', reset: 'after', times: 3 },
  { method: 'getUpdates', code: 500, description: 'Internal Server Error', times: 2 },
  { method: 'getUpdates', reset: 'before', times: 2 },
  { method: 'getUpdates', code: 200, body: '<html>', times: 1 },
] as const;

/** Puts the faults in, a while apart, so that they meet people at different questions. */
function failNowAndThen(api: BotApi): void {
  const one = faults.flatMap(({ times, ...fault }) => Array.from({ length: times }, () => fault));
  for (const [index, fault] of one.entries()) setTimeout(() => api.fail(fault), 300 + index * 150);
}

/** A stranger who begins to register and then blocks the bot, with a question on its way to them. */
async function blockInTheMiddle(api: BotApi): Promise<void> {
  api.start(blockerChat);
  await api.waitFor(blockerChat, ({ text }) => text.includes('mendaftar'), 60_000);
  api.say(blockerChat, '1');
  api.block(blockerChat);
}
