import { execFileSync } from 'node:child_process';
import { access, mkdir, readFile, readlink, rmdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLease, type WhatsAppUnderTest, whatsAppAgainst } from '../support/whatsapp-channel.ts';
import { timeOf } from '../support/whatsapp-web/answers.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

const soon = { timeout: 90_000, interval: 20 };
const budi = '6281234567890';
const sari = '6281234567891';

describe('the link to the phone', { timeout: 300_000 }, () => {
  let web: WhatsAppWeb;
  let phone: WhatsAppUnderTest;

  beforeEach(async () => {
    web = await startWhatsAppWeb();
    web.addPerson(budi, { name: 'Budi' });
    web.addPerson(sari, { name: 'Sari' });
    phone = await whatsAppAgainst(web);
  });
  afterEach(async () => {
    await phone.remove();
    await web.close();
  });

  const status = () => phone.channel.status();
  const becomes = (state: string) => vi.waitFor(() => expect(status()).toMatchObject({ state }), soon);
  const linked = async () => {
    web.behaviour.linkAtOnce = true;
    await phone.start();
    await becomes('ready');
  };
  /** The browser of this session, found by the mark it leaves in its profile. */
  const browserPid = async () =>
    Number((await readlink(join(phone.dataDir, 'session', 'SingletonLock'))).split('-').at(-1));

  it('is made by a QR code that renews itself, and asks the page for no module it lacks', async () => {
    web.behaviour.qrEveryMs = 300;
    await phone.start();
    await becomes('scan');
    const first = status().qr;
    expect(first).toMatch(/^2@[0-9A-F]+,/);
    expect(status().advice).toBe('whatsapp-scan');
    await vi.waitFor(() => expect(status().qr).not.toBe(first), soon);
    web.link();
    await becomes('ready');
    expect(status()).toEqual({ state: 'ready', since: expect.any(String), linkedAt: expect.any(String) });
    expect(web.reports).toEqual([]);
  });

  it('is made by a pairing code; one that WhatsApp refuses leaves the QR code', async () => {
    await phone.start();
    await becomes('scan');
    web.behaviour.refusePairing = 'rate-overlimit';
    await expect(phone.channel.linking?.offerPairingCode('6281100000001')).rejects.toThrow(/no pairing code/);
    expect(status().qr).toBeDefined();
    web.behaviour.refusePairing = null;
    await phone.channel.linking?.offerPairingCode('6281100000001');
    await vi.waitFor(() => expect(status()).toMatchObject({ state: 'scan', pairingCode: 'ABCD1234' }), soon);
    expect(web.pairingCodes).toEqual([{ phone: '6281100000001', code: 'ABCD1234' }]);
    web.link();
    await becomes('ready');
    expect(status().pairingCode).toBeUndefined();
  });

  it('outlives a kill -9 of the browser, and what came meanwhile is handed over in order', async () => {
    await linked();
    process.kill(await browserPid(), 'SIGKILL');
    await becomes('reconnecting');
    expect(status().advice).toBe('whatsapp-fault');
    for (const text of ['satu', 'dua', 'tiga']) web.incoming(budi, text);
    await becomes('ready');
    await vi.waitFor(() => expect(phone.texts()).toEqual(['satu', 'dua', 'tiga']), soon);
    await phone.channel.send(budi, { text: 'Terima kasih', choices: [] });
    expect(web.sent.map(({ body }) => body)).toEqual(['Terima kasih']);
  });

  // agentscope-ai/QwenPaw#2376, iobroker-community-adapters/ioBroker.telegram#122: what came in was too old by a clock of one's own.
  describe.each([
    ['ahead', -3_600],
    ['behind', 3_600],
  ])('of a machine whose clock is an hour %s', (_how, clockAheadS) => {
    beforeEach(() => {
      web.behaviour.clockAheadS = clockAheadS;
    });

    it('leaves the chats from before alone, and brings what comes while the service is away', async () => {
      web.incoming(sari, 'pribadi', { t: timeOf(web) - 1_800 });
      await linked();
      await phone.channel.stop();
      web.incoming(budi, 'selagi pergi');
      await phone.start();
      await becomes('ready');
      await vi.waitFor(() => expect(phone.texts()).toEqual(['selagi pergi']), soon);
      const written = async () => JSON.parse(await readFile(join(phone.dataDir, 'link.json'), 'utf8'));
      const nowThere = () => Date.now() + clockAheadS * 1_000;
      await vi.waitFor(async () => {
        const { handedOverUntil } = await written();
        expect(Math.abs(Date.parse(handedOverUntil) - nowThere())).toBeLessThan(60_000);
      }, soon);
    });

    it('brings what is edited in its first hour', async () => {
      await linked();
      const id = web.incoming(budi, 'Jalan rusak');
      await vi.waitFor(() => expect(phone.texts()).toEqual(['Jalan rusak']), soon);
      web.edit(id, 'Jembatan rusak');
      await vi.waitFor(() => expect(phone.texts()).toEqual(['Jalan rusak', 'Jembatan rusak']), soon);
    });
  });

  it('is kept while the disk is full, and written once it is not: what came since is handed over', async () => {
    // Nothing can be written where a folder stands.
    const inTheWay = join(phone.dataDir, 'link.json.new');
    await mkdir(inTheWay, { recursive: true });
    await linked();
    const { linkedAt } = status();
    process.kill(await browserPid(), 'SIGKILL');
    await becomes('reconnecting');
    web.incoming(budi, 'selagi penuh');
    await becomes('ready');
    expect(status().linkedAt).toBe(linkedAt);
    await vi.waitFor(() => expect(phone.texts()).toEqual(['selagi penuh']), soon);
    await rmdir(inTheWay);
    const written = async () => JSON.parse(await readFile(join(phone.dataDir, 'link.json'), 'utf8'));
    await vi.waitFor(async () => expect(await written()).toMatchObject({ linkedAt }), soon);
  });

  it('asks for another one after the phone has ended it while the disk is full', async () => {
    await linked();
    web.behaviour.linkAtOnce = false;
    await mkdir(join(phone.dataDir, 'link.json.new'));
    web.logOut();
    await vi.waitFor(
      () => expect(status()).toMatchObject({ state: 'logged-out', qr: expect.any(String) }),
      soon,
    );
  });

  it('outlives a page that hangs', async () => {
    await linked();
    web.push({ type: 'hang' });
    await becomes('reconnecting');
    await becomes('ready');
  });

  it('ends when the phone ends it: the session goes, staff are told, a new code is offered', async () => {
    await linked();
    web.behaviour.linkAtOnce = false;
    web.logOut();
    await vi.waitFor(
      () => expect(status()).toMatchObject({ state: 'logged-out', qr: expect.any(String) }),
      soon,
    );
    expect(status().advice).toBe('whatsapp-logged-out');
    const send = phone.channel.send(budi, { text: 'halo', choices: [] });
    await expect(send).rejects.toMatchObject({ failure: { kind: 'later' } });
    web.link();
    await becomes('ready');
  });

  it('is ended by staff on both sides', async () => {
    await linked();
    web.behaviour.linkAtOnce = false;
    await phone.channel.linking?.unlink();
    await becomes('scan');
    expect(web.devices.size).toBe(0);
  });

  it('that another browser has taken over is tried again, and says so', async () => {
    await linked();
    web.push({ type: 'state', state: 'CONFLICT' });
    await vi.waitFor(() => expect(status().advice).toBe('whatsapp-conflict'), soon);
    await becomes('ready');
  });

  it('is taken up where a browser of a dead service still holds it, or a mark of another machine is left', async () => {
    const { dataDir } = phone;
    // Of the dead service only the browser is left: when that ends, nobody starts another, which would fight for the
    // profile.
    const dead = await whatsAppAgainst(web, { dataDir, timings: { firstPause: 3_600_000 } });
    web.behaviour.linkAtOnce = true;
    await dead.start();
    await vi.waitFor(() => expect(dead.channel.status().state).toBe('ready'), soon);
    const orphan = await browserPid();
    const successor = await whatsAppAgainst(web, { dataDir });
    await successor.start();
    await vi.waitFor(() => expect(successor.channel.status().state).toBe('ready'), soon);
    expect(() => execFileSync('kill', ['-0', String(orphan)], { stdio: 'ignore' })).toThrow();
    await dead.channel.stop();
    await successor.channel.stop();
    await symlink('another-host-4242', join(dataDir, 'session', 'SingletonLock')).catch(() => {});
    await successor.start();
    await vi.waitFor(() => expect(successor.channel.status().state).toBe('ready'), soon);
    await successor.channel.stop();
  });

  it('has one owner; the other stands by, and takes over when it is gone', async () => {
    const lease = memoryLease();
    web.behaviour.linkAtOnce = true;
    const first = await whatsAppAgainst(web, { lease, dataDir: phone.dataDir });
    const second = await whatsAppAgainst(web, { lease, dataDir: phone.dataDir });
    await first.start();
    await vi.waitFor(() => expect(first.channel.status().state).toBe('ready'), soon);
    await second.start();
    await vi.waitFor(() => expect(second.channel.status().state).toBe('standby'), soon);
    await expect(second.channel.send(budi, { text: 'halo', choices: [] })).rejects.toMatchObject({
      failure: { kind: 'later' },
    });
    await first.channel.stop();
    await vi.waitFor(() => expect(second.channel.status().state).toBe('ready'), soon);
    expect(web.devices.size).toBe(1);
    await second.channel.stop();
  });

  it('becomes ready though the sync had ended before anybody listened', async () => {
    web.behaviour.quietSync = true;
    await linked();
    web.incoming(budi, 'halo');
    await vi.waitFor(() => expect(phone.texts()).toEqual(['halo']), soon);
  });

  it('tells by name which module a new page lacks', async () => {
    web.behaviour.without = 'WAWebConnModel';
    await phone.start();
    await becomes('reconnecting');
    // The page tells the stand-in by a way of its own, which may be slower than the failure that ends the session.
    const report = { kind: 'missing-module', detail: 'WAWebConnModel' };
    await vi.waitFor(() => expect(web.reports).toContainEqual(report), soon);
  });

  it('keeps its session in a folder that nobody else can read', async () => {
    await linked();
    await access(join(phone.dataDir, 'link.json'));
    const mode = execFileSync('stat', ['-c', '%a', join(phone.dataDir, 'link.json')], { encoding: 'utf8' });
    expect(mode.trim()).toBe('600');
  });
});
