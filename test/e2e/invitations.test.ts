import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkAddress } from '../../src/channels/address.ts';
import { findBrowser } from '../../src/embedded/browser.ts';
import { silentLog } from '../../src/log.ts';
import { type Invitation, InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { environmentOf, rembuk, type ServiceProcess, startHastyService } from '../support/command-line.ts';
import { giveClassifier, type TestService, testService } from '../support/service.ts';
import { settleUncertain, until, untilAllSent } from '../support/uncertain.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

/**
 * A rembuk of two hundred is invited, half over WhatsApp's page and half over the Bot API, while the whole service
 * and the browser alone are killed (`kill -9`) in the middle. About two minutes on a quiet machine, most of it the
 * time that a dead owner's leases still hold.
 */
const half = 100;
const chatOf = (index: number) => 5001 + index;
const numberOf = (index: number) => `62812340${String(10_000 + index * 7)}`;

type Whom = 'service' | 'browser';
/** Who is killed when one of the two networks has taken so many invitations. */
const kills: { whom: Whom; when: 'telegram' | 'whatsapp'; taken: number }[] = [
  { whom: 'service', when: 'telegram', taken: 35 },
  { whom: 'browser', when: 'whatsapp', taken: 25 },
  { whom: 'service', when: 'whatsapp', taken: 50 },
  { whom: 'browser', when: 'whatsapp', taken: 75 },
];

/** Invitations under way at once: twelve over Telegram, one over WhatsApp. No more can be in doubt after a kill. */
const mostInFlight = { service: 13, browser: 1 };

describe('a rembuk of two hundred whose service and browser are killed while it invites', () => {
  let api: BotApi;
  let web: WhatsAppWeb;
  let service: TestService;
  let running: ServiceProcess | undefined;
  let env: NodeJS.ProcessEnv;
  let year: number;
  /** How much had gone out at each kill, and about how many numbers WhatsApp had been asked. */
  const atKills: { telegram: number; whatsapp: number; asked: number }[] = [];
  /** Invitations in doubt when the sending was over. */
  let uncertain: Invitation[];

  const taken = {
    telegram: () => api.state.sent.length,
    whatsapp: () => web.sent.length,
  };
  /** How often each of the two hundred was sent anything at all. */
  const counts = (): number[] => [
    ...Array.from({ length: half }, (_, index) => api.sentTo(chatOf(index)).length),
    ...Array.from({ length: half }, (_, index) => sentOverWhatsApp(numberOf(index))),
  ];

  beforeAll(async () => {
    [api, web] = await Promise.all([startBotApi(), startWhatsAppWeb()]);
    web.behaviour.linkAtOnce = true;
    const { path } = await findBrowser({ dataDir: '.rembuk', onProgress: () => {} });
    service = await testService();
    await giveClassifier(service);
    env = environmentOf(service, {
      TELEGRAM_BOT_TOKEN: testToken,
      TELEGRAM_API_ROOT: api.url,
      WHATSAPP_ENABLED: 'true',
      CHROMIUM_PATH: path,
      CHROMIUM_ARGS: web.chromiumArgs.map((arg) => `"${arg}"`).join(' '),
    });
    running = await startHastyService(env);
    await connectMongo(service.backends.mongodbUri, silentLog, service.backends.name);
    year = await enterPeople(api, web);

    await invite();
    for (const { whom, when, taken: count } of kills) {
      await until(() => taken[when]() >= count, `${count} over ${when}`);
      const asked = new Set(web.queries).size;
      atKills.push({ telegram: taken.telegram(), whatsapp: taken.whatsapp(), asked });
      if (whom === 'browser') await killBrowser(service);
      else {
        await running.kill();
        running = await startHastyService(env);
      }
    }
    await untilAllSent();
    uncertain = await settleUncertain((address) =>
      address.startsWith('telegram:')
        ? api.sentTo(Number(networkAddress(address))).length
        : sentOverWhatsApp(networkAddress(address)),
    );
    await invite('--retry', 'unknown');
    await untilAllSent();
  }, 900_000);

  afterAll(async () => {
    await running?.stop();
    await disconnectMongo();
    await service?.remove();
    await Promise.all([api?.close(), web?.close()]);
  }, 60_000);

  /** What went to somebody, under their number or under the id that WhatsApp hides it behind. */
  function sentOverWhatsApp(number: string): number {
    const person = web.find(`${number}@c.us`);
    return web.sent.filter(({ chat }) => chat === person?.phone || chat === person?.lid).length;
  }

  async function invite(...args: string[]): Promise<void> {
    const { code, stderr } = await rembuk(['invite', 'send', ...args], env);
    if (code !== 0) throw new Error(`rembuk invite send ended with ${code}: ${stderr}`);
  }

  it('was killed four times in the middle', () => {
    expect(atKills).toHaveLength(kills.length);
    for (const { telegram, whatsapp } of atKills) {
      expect(telegram + whatsapp).toBeGreaterThan(0);
      expect(whatsapp).toBeLessThan(half);
    }
    expect(atKills[0]?.telegram).toBeLessThan(half);
  });

  it('reaches every one of them exactly once', () => {
    expect(counts()).toEqual(Array.from({ length: 2 * half }, () => 1));
  });

  it('leaves no more in doubt than was on its way at the kills', () => {
    const most = kills.reduce((sum, { whom }) => sum + mostInFlight[whom], 0);
    expect(uncertain.length).toBeLessThanOrEqual(most);
    for (const invitation of uncertain) expect(invitation).toMatchObject({ uncertain: true });
  });

  it('says of each that it arrived, and has given nobody up', async () => {
    const rows = await InvitationModel.find({ round: String(year) }).lean();
    expect(rows).toHaveLength(2 * half);
    const others = rows.filter(({ status }) => !['sent', 'delivered'].includes(status));
    expect(others).toEqual([]);
    const delivered = rows.filter(({ status }) => status === 'delivered');
    expect(delivered.length).toBeGreaterThanOrEqual(half - uncertain.length);
  });

  it('asks WhatsApp about a number when its turn has come and not before: in bulk it is what gets banned', () => {
    for (const [index, { asked, whatsapp }] of atKills.entries())
      expect(asked).toBeLessThanOrEqual(whatsapp + 1 + index);
    // Once to know whether they are there, and once by the page itself, which opens their chat.
    expect(web.queries.length).toBeLessThanOrEqual(2 * (half + uncertain.length + kills.length));
    expect(web.reports).toEqual([]);
  });
});

/** Opens the round at any hour of the day, and enters a hundred people on each network. */
async function enterPeople(api: BotApi, web: WhatsAppWeb): Promise<number> {
  const now = new Date();
  const round = await openRound(now.getFullYear(), now, { hours: null });
  const seat = (village: string, index: number, address: string) => ({
    name: `Ketua RT ${index + 1}`,
    office: 'ketua-rt' as const,
    rt: String(index + 1).padStart(3, '0'),
    village,
    kecamatan: '63.11.01',
    address,
  });
  const seats = Array.from({ length: half }, (_, index) => {
    api.state.user(chatOf(index));
    web.addPerson(numberOf(index), { told: index % 2 === 0 });
    return [
      seat('63.11.01.2003', index, `telegram:${chatOf(index)}`),
      seat('63.11.01.2004', index, `whatsapp:${numberOf(index)}`),
    ];
  });
  await addParticipants(seats.flat(), now);
  return round.year;
}

/** Ends the browser of the service as a lack of memory does; it is found by the mark in its profile. */
async function killBrowser({ config }: TestService): Promise<void> {
  const lock = await readlink(join(config.DATA_DIR, 'whatsapp', 'session', 'SingletonLock'));
  process.kill(Number(lock.split('-').at(-1)), 'SIGKILL');
}
