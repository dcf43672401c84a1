import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { useWhatsApp } from '../support/whatsapp-channel.ts';

const soon = { timeout: 45_000, interval: 20 };
const budi = '6281234567890';
const cases = z
  .array(
    z.looseObject({
      name: z.string(),
      type: z.string(),
      file: z.boolean().default(false),
      mimetype: z.string().default(''),
      is: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .parse(parse(readFileSync('test/channels/whatsapp-kinds.yaml', 'utf8')));

describe('what people send on WhatsApp', () => {
  const linked = useWhatsApp((web) => web.addPerson(budi, { name: 'Budi' }));

  /** All that is handed over up to this word. */
  const upTo = async (word: string) => {
    linked.web.incoming(budi, word);
    await vi.waitFor(() => expect(linked.phone.texts()).toContain(word), soon);
    return linked.phone.incoming.slice(0, -1);
  };

  it.each(cases)('$name', async ({ name, is, file, type, mimetype, ...fields }) => {
    if (file) linked.web.incomingFile(budi, Buffer.from('file'), mimetype, { type, ...fields });
    else linked.web.incoming(budi, '', { type, ...fields });
    const told = (await upTo(`sesudah ${name}`)).map(({ content }) => {
      const { media, ...rest } = { media: null, ...content };
      return media ? { ...rest, mime: media.mime } : rest;
    });
    expect(told).toEqual(is ? [is] : []);
  });

  it('is taken as sent now, where it says no time', async () => {
    const before = Date.now();
    linked.web.push({
      type: 'message',
      message: { ...linked.web.findMessage(linked.web.incoming(budi, 'halo')), id: '3ANOTIME', t: undefined },
    });
    const untimed = (await upTo('sesudah tanpa waktu')).find(({ messageId }) => messageId === '3ANOTIME');
    expect(Date.parse(untimed?.sentAt ?? '')).toBeGreaterThanOrEqual(before);
  });

  it('is no edit, where the page only learns more of a message', async () => {
    const id = linked.web.incoming(budi, 'lihat peta.example');
    await vi.waitFor(() => expect(linked.phone.incoming).toHaveLength(1), soon);
    const message = { ...linked.web.findMessage(id), body: 'lihat peta.example (pratinjau)' };
    linked.web.push({ type: 'changed', message });
    expect(await upTo('sesudah pratinjau')).toHaveLength(1);
  });

  it('is taken up once, as an edit of a message from before the service came back', async () => {
    const id = linked.web.incoming(budi, 'Jaln rusak');
    await vi.waitFor(() => expect(linked.phone.incoming).toHaveLength(1), soon);
    await linked.phone.channel.stop();
    await linked.phone.start();
    await vi.waitFor(() => expect(linked.phone.channel.status().state).toBe('ready'), soon);
    await upTo('sesudah mulai lagi');
    linked.web.edit(id, 'Jalan rusak');
    const edits = (await upTo('sesudah ubah')).filter(({ corrects }) => corrects);
    expect(edits).toMatchObject([{ corrects: id, content: { text: 'Jalan rusak' } }]);
  });

  it('is nothing to the office, where a message from before the link is edited', async () => {
    const dayBefore = Math.floor(Date.now() / 1000) - 86_400;
    const id = linked.web.incoming(budi, 'Jadi ke Paringin?', { t: dayBefore, type: 'protocol' });
    Object.assign(linked.web.findMessage(id) ?? {}, { type: 'chat' });
    linked.web.edit(id, 'Jadi ke Amuntai?');
    expect(await upTo('sesudah lama')).toEqual([]);
  });
});
