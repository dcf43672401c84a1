import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryPeople, useWhatsApp } from '../support/whatsapp-channel.ts';

const soon = { timeout: 45_000, interval: 20 };
const budi = '6281234567890';
const sari = '6287770001110';

describe.each([
  ['as WhatsApp spelled its ids until July 2026', false],
  ['as it spells them since', true],
])('messages, %s', (_, renamedIds) => {
  const people = memoryPeople();
  const linked = useWhatsApp(
    (web) => {
      web.behaviour.renamedIds = renamedIds;
      web.addPerson(budi, { name: 'Budi' });
      web.addPerson(sari, { lid: '123456789012345', told: false });
      web.addPerson('6285550001110', { lid: '555555555555555', told: false, hidden: true });
      // The number was somebody's own before it was the office's.
      web.incoming(budi, 'Jadi ke Paringin?', { t: Math.floor(Date.now() / 1000) - 86_400 });
    },
    { people },
  );
  const say = (text: string) => ({ text, choices: [] });
  const arrived = (count: number) =>
    vi.waitFor(() => expect(linked.phone.incoming).toHaveLength(count), soon);

  afterEach(() => {
    linked.phone.receipts.length = 0;
    linked.web.sent.length = 0;
    linked.web.queries.length = 0;
    linked.web.behaviour.acks = [2];
  });

  it('from before the link are nobody’s to answer', async () => {
    linked.web.incoming(budi, 'halo');
    await arrived(1);
    expect(linked.phone.texts()).toEqual(['halo']);
  });

  it('from an id that hides its number are its number’s, and it is looked up once', async () => {
    linked.web.incoming('123456789012345@lid', 'satu');
    linked.web.incoming('123456789012345@lid', 'dua');
    await arrived(2);
    expect(linked.phone.incoming).toMatchObject([
      { address: sari, alias: '123456789012345@lid', content: { text: 'satu' } },
      { address: sari, alias: '123456789012345@lid', content: { text: 'dua' } },
    ]);
    expect(linked.web.queries).toEqual(['123456789012345@lid']);
    expect(people.all).toContainEqual({ phone: sari, lid: '123456789012345' });
  });

  it('from an id whose number could not be asked for just then wait, and keep their order', async () => {
    const { web, phone } = linked;
    web.addPerson('6281111000009', { lid: '999000999000999', told: false });
    web.behaviour.failQueries = 2;
    web.incoming('999000999000999@lid', 'satu');
    await vi.waitFor(() => expect(web.queries).toContain('999000999000999@lid'), soon);
    web.incoming('999000999000999@lid', 'dua');
    await arrived(2);
    expect(phone.incoming).toMatchObject([
      { address: '6281111000009', content: { text: 'satu' } },
      { address: '6281111000009', content: { text: 'dua' } },
    ]);
  });

  it('from an id whose number WhatsApp keeps are answered at that id', async () => {
    linked.web.incoming('555555555555555@lid', 'halo');
    await arrived(1);
    const [message] = linked.phone.incoming;
    expect(message).toMatchObject({ address: '555555555555555@lid' });
    expect(message?.alias).toBeUndefined();
    await linked.phone.channel.send('555555555555555@lid', say('Selamat pagi'));
    expect(linked.web.sent).toMatchObject([{ chat: '555555555555555@lid', body: 'Selamat pagi' }]);
  });

  // rmyndharis/OpenWA#1058, chatwoot#13636: replies went to the number that somebody had given up, and its new owner read them.
  it('from who has changed their number are of the new one, and known by the old', async () => {
    const { web, phone } = linked;
    const [old, changed, hidden] = ['6281111000001', '6281111000002', '777000777000777@lid'];
    web.addPerson(old, { lid: '777000777000777' });
    web.incoming(hidden, 'halo');
    await arrived(1);
    expect(phone.incoming[0]).toMatchObject({ address: old, alias: hidden });
    web.people.delete(`${old}@c.us`);
    web.addPerson(changed, { lid: '777000777000777' });
    await phone.channel.stop();
    await phone.start();
    await vi.waitFor(() => expect(phone.channel.status().state).toBe('ready'), soon);
    web.incoming(hidden, 'masih saya');
    await vi.waitFor(() => expect(phone.texts()).toContain('masih saya'), soon);
    expect(phone.incoming.at(-1)).toMatchObject({ address: changed, alias: old });
    web.incoming(hidden, 'lagi');
    await vi.waitFor(() => expect(phone.texts()).toContain('lagi'), soon);
    expect(phone.incoming.at(-1)).toMatchObject({ address: changed, alias: old });
    await phone.channel.send(changed, say('Selamat pagi'));
    expect(web.sent).toMatchObject([{ chat: `${changed}@c.us`, body: 'Selamat pagi' }]);
  });

  it('in groups, on statuses and of the phone itself are left alone', async () => {
    linked.web.incoming('120363000000000001@g.us', 'halo semua', { author: `${budi}@c.us` });
    linked.web.incoming('status@broadcast', 'liburan', { author: `${budi}@c.us` });
    linked.web.incoming(budi, 'dari HP kantor', {
      fromMe: true,
      from: linked.web.account.phone,
      to: `${budi}@c.us`,
    });
    linked.web.incoming(budi, 'yang terakhir');
    await arrived(1);
    expect(linked.phone.texts()).toEqual(['yang terakhir']);
  });

  it('hold no number in their id, for ids are logged and queued', async () => {
    const id = linked.web.incoming(budi, 'halo');
    await arrived(1);
    expect(linked.phone.incoming[0]?.messageId).toBe(id);
    expect(id).not.toContain(budi);
  });

  it('to a number that is not on WhatsApp are refused at its first send, and asked about once each', async () => {
    const stranger = linked.phone.channel.send('628999999999', say('Undangan'));
    await expect(stranger).rejects.toMatchObject({
      failure: { kind: 'unreachable', reason: 'not on WhatsApp' },
    });
    expect(linked.web.sent).toEqual([]);
    await linked.phone.channel.send(budi, say('satu'));
    await linked.phone.channel.send(budi, say('dua'));
    expect(linked.web.queries.filter((wid) => wid === `${budi}@c.us`)).toEqual([]);
    expect(linked.web.typed).toContain(`${budi}@c.us`);
  });

  it('to somebody new cost one question, and none when they are known', async () => {
    const baru = renamedIds ? '6282220001112' : '6282220001111';
    linked.web.addPerson(baru);
    await linked.phone.channel.send(baru, say('satu'));
    const asked = linked.web.queries.length;
    await linked.phone.channel.send(baru, say('dua'));
    expect(linked.web.queries).toHaveLength(asked);
    expect(people.all).toContainEqual({ phone: baru, lid: `1${baru}` });
  });

  it('are told the time of by one clock, WhatsApp’s own, both ways', async () => {
    const behind = 3_600;
    linked.web.behaviour.clockAheadS = -behind;
    const before = Math.floor(Date.now() / 1000 - behind) * 1000;
    const { at } = await linked.phone.channel.send(budi, say('Undangan'));
    linked.web.incoming(budi, 'siap');
    await arrived(1);
    linked.web.behaviour.clockAheadS = 0;
    const times = [at?.getTime() ?? 0, Date.parse(linked.phone.incoming[0]?.sentAt ?? '')];
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(Date.now() - behind * 1000);
    }
  });

  it('are followed to the phone and the eye, and never backwards', async () => {
    linked.web.behaviour.acks = [3, 2];
    const { messageId: id } = await linked.phone.channel.send(budi, say('Undangan'));
    await vi.waitFor(() => expect(linked.phone.receipts.at(-1)?.status).toBe('read'), soon);
    linked.web.ack(id, 2);
    linked.web.ack(id, 4);
    await linked.phone.channel.send(budi, say('berikutnya'));
    await vi.waitFor(() => expect(linked.phone.receipts.at(-1)?.messageId).not.toBe(id), soon);
    const mine = linked.phone.receipts.filter(({ messageId }) => messageId === id);
    expect(mine.map(({ status }) => status)).toEqual(['sent', 'read']);
    expect(mine[0]).toMatchObject({ address: budi, at: expect.any(String) });
  });

  it('carry a letter before the text', async () => {
    const bytes = Buffer.from('%PDF-1.7 undangan');
    await linked.phone.channel.send(budi, {
      ...say('Mohon hadir.'),
      attachment: { name: 'Undangan.pdf', mime: 'application/pdf', bytes },
    });
    expect(linked.web.sent).toMatchObject([
      { type: 'document', filename: 'Undangan.pdf' },
      { body: 'Mohon hadir.' },
    ]);
    const file = linked.web.files.get(linked.web.sent[0]?.directPath ?? '');
    expect(file?.bytes.equals(bytes)).toBe(true);
  });

  it('read by the office on the phone while the service was away are handed over all the same', async () => {
    await linked.phone.channel.stop();
    linked.web.incoming(budi, 'pertama');
    linked.web.incoming(sari, 'kedua');
    for (const chat of linked.web.chats.values()) chat.unread = 0;
    await linked.phone.start();
    await vi.waitFor(() => expect(new Set(linked.phone.texts())).toContain('kedua'), soon);
    expect(linked.phone.texts()).toContain('pertama');
    const ids = linked.phone.incoming.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of two people under one id are two messages, also among those that were missed', async () => {
    const id = '3ACHOSENBYTHEPHONE';
    await linked.phone.channel.stop();
    linked.web.incoming(budi, 'dari Budi', { id });
    linked.web.incoming(sari, 'dari Sari', { id });
    await linked.phone.start();
    await vi.waitFor(
      () => expect(linked.phone.texts()).toEqual(expect.arrayContaining(['dari Budi', 'dari Sari'])),
      soon,
    );
    linked.web.incomingFile(budi, Buffer.from('gambar Budi'), 'image/jpeg', { id: '3AFILE' });
    linked.web.incomingFile(sari, Buffer.from('gambar Sari'), 'image/jpeg', { id: '3AFILE' });
    await vi.waitFor(
      () => expect(linked.phone.incoming.filter(({ content }) => content.kind === 'photo')).toHaveLength(2),
      soon,
    );
    const files = linked.phone.incoming.flatMap(({ content }) =>
      content.kind === 'photo' ? [content.media] : [],
    );
    const bytes = await Promise.all(files.map((file) => linked.phone.channel.download(file)));
    expect(bytes.map(String).sort()).toEqual(['gambar Budi', 'gambar Sari']);
  });
});
