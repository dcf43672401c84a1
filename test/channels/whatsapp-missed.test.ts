import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { useWhatsApp } from '../support/whatsapp-channel.ts';

const soon = { timeout: 45_000, interval: 20 };
const budi = '6281234567890';
const sari = '6287770001110';
const wati = '6281234567891';
const tuti = '6281234567892';
const lid = '123456789012345@lid';
const now = () => Math.floor(Date.now() / 1000);

describe('WhatsApp messages that came while the service was away', () => {
  const linked = useWhatsApp((web) => {
    web.addPerson(budi, { name: 'Budi' });
    web.addPerson(wati);
    web.addPerson(tuti);
    web.addPerson(sari, { name: 'Sari', lid: lid.replace('@lid', '') });
  });

  /** These of what is handed over, in the order in which it was; what was taken before comes again, for the inbox to know. */
  const heard = (said: string[]) => linked.phone.texts().filter((text) => said.includes(text));
  /** The same for what comes while nobody listens, once it is all there. */
  async function missed(meanwhile: () => void | Promise<void>, said: string[]): Promise<string[]> {
    await linked.phone.channel.stop();
    linked.phone.incoming.length = 0;
    await meanwhile();
    await linked.phone.start();
    await vi.waitFor(() => expect(heard(said)).toHaveLength(said.length), soon);
    return heard(said);
  }
  /** The page can read the chat from now on. */
  const mend = (id: string) => {
    const message = linked.web.findMessage(id);
    if (message) message.unreadable = false;
    linked.web.push({ type: 'changed', message });
  };

  it('keep the order of one person who has two chats, with and without their number', async () => {
    const t = now();
    const said = ['satu', 'dua', 'tiga'];
    const texts = await missed(() => {
      linked.web.incoming(lid, 'satu', { t: t - 30 });
      linked.web.incoming(sari, 'dua', { t: t - 20 });
      linked.web.incoming(lid, 'tiga', { t: t - 10 });
    }, said);
    expect(texts).toEqual(said);
    expect(linked.phone.incoming.map(({ address }) => address)).toEqual([sari, sari, sari]);
    const chats = expect.arrayContaining([lid, `${sari}@c.us`]);
    await vi.waitFor(() => expect(linked.web.seen).toEqual(chats), soon);
  });

  it('are read too where the page says it is connected, and tells of nothing (wwebjs/whatsapp-web.js#377)', async () => {
    linked.web.incoming(tuti, 'assalamualaikum');
    await vi.waitFor(() => expect(heard(['assalamualaikum'])).toHaveLength(1), soon);
    linked.web.behaviour.tellsNothing = true;
    const said = ['Jalan ke langgar', 'rusak', 'Jembatan'];
    linked.web.incoming(budi, 'Jalan ke langgar');
    linked.web.incoming(budi, 'rusak');
    linked.web.incoming(sari, 'Jembatan');
    await vi.waitFor(() => expect(heard(said)).toHaveLength(3), soon);
    expect(heard(said.slice(0, 2))).toEqual(said.slice(0, 2));
    await vi.waitFor(() => expect(linked.web.seen).toContain(`${budi}@c.us`), soon);
    linked.web.behaviour.tellsNothing = false;
    linked.web.incoming(budi, 'sudah');
    await vi.waitFor(() => expect(heard(['sudah'])).toHaveLength(1), soon);
    expect(heard(said)).toHaveLength(3);
  });

  it('keep the order of one second, in a chat with a history', async () => {
    for (let i = 0; i < 24; i += 1) linked.web.incoming(budi, `lama ${i}`);
    await vi.waitFor(() => expect(linked.phone.texts()).toContain('lama 23'), soon);
    const t = now();
    const said = ['pertama', 'berikut', 'terakhir'];
    const texts = await missed(() => {
      for (const text of said) linked.web.incoming(budi, text, { t });
    }, said);
    expect(texts).toEqual(said);
  });

  it('are read where another chat cannot be, and that one as soon as it can', async () => {
    let id = '';
    await missed(() => {
      id = linked.web.incoming(wati, 'halo', { unreadable: true });
      linked.web.incoming(sari, 'Jalan ke kebun rusak');
    }, ['Jalan ke kebun rusak']);
    linked.web.incoming(wati, 'ada orang?');
    await vi.waitFor(() => expect(heard(['ada orang?'])).toHaveLength(1), soon);
    expect(heard(['halo'])).toEqual([]);
    expect(linked.web.seen).not.toContain(`${wati}@c.us`);
    mend(id);
    await vi.waitFor(() => expect(heard(['halo'])).toHaveLength(1), soon);
    expect(heard(['ada orang?'])).toHaveLength(1);
    await vi.waitFor(() => expect(linked.web.seen).toContain(`${wati}@c.us`), soon);
  });

  it('are read though another chat never answers, which is read at a later start', async () => {
    const t = now() - 115;
    let id = '';
    await missed(() => {
      id = linked.web.incoming(tuti, 'Siring runtuh', { t, unreadable: 'hangs' });
      linked.web.incoming(sari, 'Jembatan goyang');
    }, ['Jembatan goyang']);
    const link = async () => JSON.parse(await readFile(join(linked.phone.dataDir, 'link.json'), 'utf8'));
    const behind = { [`${tuti}@c.us`]: expect.any(Number) };
    await vi.waitFor(async () => expect(await link()).toMatchObject({ behind }), soon);
    const texts = await missed(() => {
      // Nothing shows any more that it holds something: the office has read it on the phone, long before.
      for (const chat of linked.web.chats.values()) chat.unread = 0;
      mend(id);
    }, ['Siring runtuh']);
    expect(texts).toEqual(['Siring runtuh']);
    await vi.waitFor(async () => expect(await link()).toHaveProperty('behind', {}), soon);
  });

  // openclaw/openclaw#119823, mautrix/whatsapp#324: what people wrote between the end of a link and the next one was lost.
  it('are read where the phone ended the link, and the same number is linked anew', async () => {
    const { phone, web } = linked;
    await phone.channel.stop();
    const path = join(phone.dataDir, 'link.json');
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const link = JSON.parse(await readFile(path, 'utf8'));
    const times = { linkedAt: hourAgo, listensSince: hourAgo, handedOverUntil: hourAgo };
    await writeFile(path, JSON.stringify({ ...link, ...times }));
    await phone.start();
    await vi.waitFor(() => expect(phone.channel.status().state).toBe('ready'), soon);
    web.behaviour.linkAtOnce = false;
    web.logOut();
    const offered = { state: 'logged-out', qr: expect.any(String) };
    await vi.waitFor(() => expect(phone.channel.status()).toMatchObject(offered), soon);
    web.incoming(budi, 'Atap balai bocor', { t: now() - 600 });
    web.link();
    await vi.waitFor(() => expect(phone.texts()).toContain('Atap balai bocor'), soon);
    // How much may be sent a day grows with the age of this link, not of the one before.
    // On a busy machine the page may be taken for one that hangs, and be opened again.
    const linkedAt = () => Date.parse(phone.channel.status().linkedAt ?? '');
    await vi.waitFor(() => expect(linkedAt()).toBeGreaterThan(Date.parse(hourAgo)), soon);
  });

  it('are read back to when there was no link, where the process died before it could write the new one down', async () => {
    const t = now();
    const texts = await missed(async () => {
      linked.web.incoming(budi, 'kepada telepon kantor', { t: t - 1200 });
      linked.web.incoming(budi, 'Jembatan putus', { t: t - 300 });
      const path = join(linked.phone.dataDir, 'link.json');
      await writeFile(path, JSON.stringify({ unlinkedAt: new Date((t - 600) * 1000).toISOString() }));
    }, ['Jembatan putus']);
    expect(texts).toEqual(['Jembatan putus']);
    expect(heard(['kepada telepon kantor'])).toEqual([]);
    const link = JSON.parse(await readFile(join(linked.phone.dataDir, 'link.json'), 'utf8'));
    expect(link).not.toHaveProperty('unlinkedAt');
  });
});
