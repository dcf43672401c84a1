import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type WhatsAppUnderTest, whatsAppAgainst } from '../support/whatsapp-channel.ts';
import { startWhatsAppWeb, type WhatsAppWeb } from '../support/whatsapp-web/server.ts';

const soon = { timeout: 45_000, interval: 20 };
const budi = '6281234567890';
const wati = '6281234567891';

/**
 * wwebjs/whatsapp-web.js#199025 and many of its kind: a message came as ciphertext, without words, while its sender saw it
 * as sent. The library asks the phone for it again, and gives it up after 15 s.
 */
describe('a WhatsApp message that cannot be opened', () => {
  let web: WhatsAppWeb;
  let phone: WhatsAppUnderTest;

  beforeAll(async () => {
    web = await startWhatsAppWeb();
    web.behaviour.linkAtOnce = true;
    web.addPerson(budi, { name: 'Budi' });
    web.addPerson(wati, { name: 'Wati' });
    phone = await whatsAppAgainst(web);
    await phone.start();
    await vi.waitFor(() => expect(phone.channel.status().state).toBe('ready'), soon);
  });
  afterAll(async () => {
    await phone.remove();
    await web.close();
  });
  afterEach(() => {
    phone.incoming.length = 0;
    expect(web.reports).toEqual([]);
  });

  const arrived = (count: number) => vi.waitFor(() => expect(phone.incoming).toHaveLength(count), soon);

  it('is told of, and taken up as itself where it is opened after all', async () => {
    const id = web.incoming(budi, '', { type: 'ciphertext' });
    await arrived(1);
    expect(phone.incoming[0]).toMatchObject({
      address: budi,
      content: { kind: 'unsupported', what: 'unopened' },
    });
    expect(phone.incoming[0]?.messageId).not.toBe(id);

    web.open(id, 'Jalan ke kebun rusak');
    await arrived(2);
    expect(phone.incoming[1]).toMatchObject({
      messageId: id,
      content: { kind: 'text', text: 'Jalan ke kebun rusak' },
    });
  });

  it('is not told of where it is opened in time', async () => {
    const opened = web.incoming(budi, '', { type: 'ciphertext' });
    web.open(opened, 'halo');
    await arrived(1);
    // Once this later one is told of, the first would have been.
    web.incoming(budi, '', { type: 'ciphertext' });
    await arrived(2);
    expect(phone.incoming.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'halo' },
      { kind: 'unsupported', what: 'unopened' },
    ]);
  });

  it('is told of at once where it is to be seen once, on a phone', async () => {
    web.incoming(budi, '', { type: 'ciphertext', subtype: 'view_once_unavailable_fanout' });
    await arrived(1);
    expect(phone.incoming[0]?.content).toEqual({ kind: 'unsupported', what: 'view-once' });
  });

  it('is told of where it came while the service was away', async () => {
    await phone.channel.stop();
    web.incoming(wati, '', { type: 'ciphertext' });
    web.incoming(wati, 'ada orang?');
    await phone.start();
    const hers = () => phone.incoming.filter(({ address }) => address === wati);
    await vi.waitFor(() => expect(hers()).toHaveLength(2), soon);
    expect(hers().map(({ content }) => content)).toEqual([
      { kind: 'unsupported', what: 'unopened' },
      { kind: 'text', text: 'ada orang?' },
    ]);
  });

  it('is nothing to the office in a group', async () => {
    const group = '120363000000000001@g.us';
    const kept = { type: 'ciphertext', subtype: 'view_once_unavailable_fanout' };
    web.incoming(group, '', { ...kept, author: `${budi}@c.us` });
    web.incoming(budi, '', kept);
    await vi.waitFor(() => expect(phone.incoming.at(-1)?.content).toMatchObject({ what: 'view-once' }), soon);
    expect([budi, wati]).toEqual(expect.arrayContaining(phone.incoming.map(({ address }) => address)));
  });
});
