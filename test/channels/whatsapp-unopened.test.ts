import { describe, expect, it, vi } from 'vitest';
import { useWhatsApp } from '../support/whatsapp-channel.ts';

const soon = { timeout: 45_000, interval: 20 };
const budi = '6281234567890';
const wati = '6281234567891';

/**
 * wwebjs/whatsapp-web.js#199025 and many of its kind: a message came as ciphertext, without words, while its sender saw it
 * as sent. The library asks the phone for it again, and gives it up after 15 s.
 */
describe('a WhatsApp message that cannot be opened', () => {
  const linked = useWhatsApp((web) => {
    web.addPerson(budi, { name: 'Budi' });
    web.addPerson(wati, { name: 'Wati' });
  });

  const arrived = (count: number) =>
    vi.waitFor(() => expect(linked.phone.incoming).toHaveLength(count), soon);

  it('is told of, and taken up as itself where it is opened after all', async () => {
    const id = linked.web.incoming(budi, '', { type: 'ciphertext' });
    await arrived(1);
    expect(linked.phone.incoming[0]).toMatchObject({
      address: budi,
      content: { kind: 'unsupported', what: 'unopened' },
    });
    expect(linked.phone.incoming[0]?.messageId).not.toBe(id);

    linked.web.open(id, 'Jalan ke kebun rusak');
    await arrived(2);
    expect(linked.phone.incoming[1]).toMatchObject({
      messageId: id,
      content: { kind: 'text', text: 'Jalan ke kebun rusak' },
    });
  });

  it('is not told of where it is opened in time', async () => {
    const opened = linked.web.incoming(budi, '', { type: 'ciphertext' });
    linked.web.open(opened, 'halo');
    await arrived(1);
    // Once this later one is told of, the first would have been.
    linked.web.incoming(budi, '', { type: 'ciphertext' });
    await arrived(2);
    expect(linked.phone.incoming.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'halo' },
      { kind: 'unsupported', what: 'unopened' },
    ]);
  });

  it('is told of at once where it is to be seen once, on a phone', async () => {
    linked.web.incoming(budi, '', { type: 'ciphertext', subtype: 'view_once_unavailable_fanout' });
    await arrived(1);
    expect(linked.phone.incoming[0]?.content).toEqual({ kind: 'unsupported', what: 'view-once' });
  });

  it('is told of where it came while the service was away', async () => {
    await linked.phone.channel.stop();
    linked.web.incoming(wati, '', { type: 'ciphertext' });
    linked.web.incoming(wati, 'ada orang?');
    await linked.phone.start();
    const hers = () => linked.phone.incoming.filter(({ address }) => address === wati);
    await vi.waitFor(() => expect(hers()).toHaveLength(2), soon);
    expect(hers().map(({ content }) => content)).toEqual([
      { kind: 'unsupported', what: 'unopened' },
      { kind: 'text', text: 'ada orang?' },
    ]);
  });

  it('is nothing to the office in a group', async () => {
    const group = '120363000000000001@g.us';
    const kept = { type: 'ciphertext', subtype: 'view_once_unavailable_fanout' };
    linked.web.incoming(group, '', { ...kept, author: `${budi}@c.us` });
    linked.web.incoming(budi, '', kept);
    await vi.waitFor(
      () => expect(linked.phone.incoming.at(-1)?.content).toMatchObject({ what: 'view-once' }),
      soon,
    );
    expect([budi, wati]).toEqual(expect.arrayContaining(linked.phone.incoming.map(({ address }) => address)));
  });
});
