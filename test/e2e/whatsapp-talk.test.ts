import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { findBrowser } from '../../src/embedded/browser.ts';
import { silentLog } from '../../src/log.ts';
import { addParticipants, findByAddress } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { type TestService, testService } from '../support/service.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

const number = '6281234567890';
const lid = '123456789012345@lid';
const soon = { timeout: 90_000, interval: 50 };

let web: WhatsAppWeb;
let service: TestService;
let app: App;

beforeAll(async () => {
  web = await startWhatsAppWeb();
  web.behaviour.linkAtOnce = true;
  // The clock of this machine runs ahead: what was answered is told by WhatsApp's own clock all the same.
  web.behaviour.clockAheadS = -30;
  web.addPerson(number, { name: 'Pak Budi', lid: lid.replace('@lid', ''), told: false });
  const { path } = await findBrowser({ dataDir: '.rembuk', onProgress: () => {} });
  service = await testService({
    WHATSAPP_ENABLED: 'true',
    CHROMIUM_PATH: path,
    CHROMIUM_ARGS: web.chromiumArgs.map((arg) => `"${arg}"`).join(' '),
  });
  app = await startApp(service.config, service.backends, { ...service, role: 'all', log: silentLog });
  await openRound(new Date().getFullYear(), new Date());
  await addParticipants(
    [
      {
        name: 'Budi Setiawan',
        office: 'ketua-rt',
        rt: '03',
        village: '63.11.01.2003',
        kecamatan: '63.11.01',
        address: `whatsapp:${number}`,
      },
    ],
    new Date(),
  );
});
afterAll(async () => {
  await app?.stop();
  await service?.remove();
  await web?.close();
});

/** What they were sent, once there are so many. */
async function told(count: number): Promise<string[]> {
  await vi.waitFor(() => expect(web.sent.length).toBeGreaterThanOrEqual(count), soon);
  return web.sent.map(({ body = '' }) => body);
}

/** All that came is handled; what was told is noted to be, for what may not have arrived is said again. */
async function allNoted(): Promise<void> {
  await vi.waitFor(async () => {
    expect(await MessageModel.countDocuments({ waiting: true })).toBe(0);
    expect(await ConversationModel.countDocuments({ 'outbox.0': { $exists: true } })).toBe(0);
  }, soon);
}

async function killBrowser(): Promise<void> {
  const lock = await readlink(join(service.config.DATA_DIR, 'whatsapp', 'session', 'SingletonLock'));
  process.kill(Number(lock.split('-').at(-1)), 'SIGKILL');
  await vi.waitFor(() => expect(web.online()).toBe(false), soon);
}

/** Seconds, by WhatsApp's clock. */
const clock = () => Math.floor(Date.now() / 1000) + web.behaviour.clockAheadS;

describe('a talk over WhatsApp, from the phone to the database and back', { timeout: 300_000 }, () => {
  it('knows the head of RT 03 though WhatsApp hides their number, and numbers the choices', async () => {
    web.incoming(lid, 'assalamualaikum');
    const [welcome] = await told(1);
    expect(welcome).toContain('Rembuk Remas');
    expect(welcome).toMatch(/\*1\.\* .+\n\*2\.\* /);
    const participant = await findByAddress(`whatsapp:${number}`);
    expect(participant).toMatchObject({ name: 'Budi Setiawan', rt: '03' });
    expect(await findByAddress(`whatsapp:${lid}`)).toBeNull();
  });

  it('goes on after a kill -9 of the browser, with one answer to each message', async () => {
    web.incoming(lid, '1');
    const before = (await told(2)).length;
    await allNoted();
    await killBrowser();
    web.incoming(lid, 'bantuan');
    await vi.waitFor(() => expect(web.online()).toBe(true), soon);
    await told(before + 1);
    await allNoted();
    expect(await MessageModel.countDocuments()).toBe(3);
    const texts = web.sent.map(({ body }) => body);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('asks again for what could not be opened, and is not asked twice where it is opened after all', async () => {
    const before = web.sent.length;
    const id = web.incoming(lid, '', { type: 'ciphertext' });
    expect((await told(before + 1)).at(-1)).toContain('Mohon kirim sekali lagi');
    web.incoming(lid, '1');
    expect((await told(before + 2)).at(-1)).toContain('2/9');
    web.open(id, '1');
    web.incoming(lid, 'Jalan ke kebun rusak');
    expect((await told(before + 3)).at(-1)).toContain('3/9');
    const talk = await ConversationModel.findOne({ 'state.answers.problem': { $exists: true } }).lean();
    expect(talk?.state?.answers).toMatchObject({
      area: { words: expect.stringContaining('1') },
      problem: { words: 'Jalan ke kebun rusak' },
    });
    await allNoted();
    expect(web.sent).toHaveLength(before + 3);
  });

  it('joins what was said in one second, in its order, while the service was away', async () => {
    const before = web.sent.length;
    web.incoming(lid, '6');
    expect((await told(before + 1)).at(-1)).toContain('4/9');
    await allNoted();
    await killBrowser();
    // A chat with a history: of such a one the library turns round what was sent in one second.
    const old = { chat: lid, from: lid, to: web.account.phone, fromMe: false, type: 'chat', ack: 0 };
    for (let i = 0; i < 25; i += 1)
      web.keep({ ...old, id: `3AOLD${i}`, body: `lama ${i}`, t: clock() - 86_400 + i }, false);
    const t = clock() + 1;
    web.incoming(lid, 'Perkerasan jalan kebun dengan batu kerikil', { t });
    web.incoming(lid, 'Dekat langgar Al-Hidayah', { t });
    const words = 'Perkerasan jalan kebun dengan batu kerikil\nDekat langgar Al-Hidayah';
    await vi.waitFor(
      async () =>
        expect(
          await ConversationModel.findOne({ 'state.answers.problem': { $exists: true } }).lean(),
        ).toMatchObject({
          state: { answers: { proposal: { words } } },
        }),
      soon,
    );
  });
});
