import { beforeAll, describe, expect, it } from 'vitest';
import type { ChannelName } from '../../src/channels/channel.ts';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { broadcast, planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
} from '../../src/outreach/model/invitation.model.ts';
import { keepLetter } from '../../src/outreach/planning/letters.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { setRound } from '../../src/rounds/rounds.ts';
import { browserTimeout, overflow, sizes, useBrowser } from '../support/browser.ts';
import { balanganRegions } from '../support/lists.ts';
import { officeMorning, officers, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';

const browser = useBrowser();
/** A service with both networks; nothing is started, so nothing is sent. */
const office = useOffice({
  env: {
    TELEGRAM_BOT_TOKEN: '123456:a-token-of-the-tests',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    WHATSAPP_ENABLED: 'true',
  },
});
const regions = await balanganRegions();

/** How many of each network stand where, half-way through a sending. */
const halfWay: [channel: ChannelName, status: InvitationStatus, count: number][] = [
  ['telegram', 'answered', 96],
  ['telegram', 'sent', 118],
  ['telegram', 'failed', 4],
  ['telegram', 'sending', 2],
  ['whatsapp', 'answered', 9],
  ['whatsapp', 'read', 14],
  ['whatsapp', 'delivered', 11],
  ['whatsapp', 'sent', 4],
  ['whatsapp', 'unknown', 2],
  ['whatsapp', 'queued', 40],
];

let people: Participant[];
beforeAll(async () => {
  const { clock, app } = office();
  clock.now = new Date('2026-12-01T03:20:00Z');
  const letter = await keepLetter(
    app.runtime.mediaDir,
    'Surat Undangan Bupati.pdf',
    Buffer.from('%PDF-1.4 surat'),
  );
  await setRound(
    '2026',
    {
      name: 'Rembuk Remas Balangan 2026',
      firstDay: '2026-12-01',
      lastDay: '2026-12-21',
      texts: {
        id: 'Yth. {kepada},\n{instansi} mengundang Bapak/Ibu ke Rembuk Remas {tahun}. Setiap RT dapat mengirim {jatah} usulan untuk RKPD {tahun_rkpd}, paling lambat {tanggal_akhir}. Pembukaan di {tempat}, {waktu}.',
        bjn: 'Yth. {kepada},\n{instansi} maundang pian umpat Rembuk Remas {tahun}. Saban RT kawa mangirim {jatah} usulan, paling lambat {tanggal_akhir}.',
      },
      place: 'Pendopo Kabupaten di Paringin',
      time: 'Sabtu, 5 Desember, pukul 09.00 WITA',
      letter,
    },
    { flows: ['usulan'], regions },
  );
  const villages = regions.slice(0, 20);
  const seats = Array.from({ length: 320 }, (_, index) => {
    const village = villages[index % villages.length];
    if (!village) throw new Error('no village');
    const address =
      index < 220
        ? `telegram:${7_000_000 + index * 37}`
        : index < 308
          ? `whatsapp:62812${4_000_000 + index * 911}`
          : null;
    return {
      name:
        ['Ahmad Fauzi', 'Siti Aminah', 'Budi Santoso', 'Rusmini', 'Hamdani', 'Norhayati'][index % 6] ?? '',
      office: 'ketua-rt' as const,
      rt: String(Math.floor(index / villages.length) + 1).padStart(2, '0'),
      village: village._id,
      kecamatan: village.kecamatan.code,
      ...(address ? { address } : {}),
    };
  });
  people = await addParticipants(seats, officeMorning);
  await ParticipantModel.updateMany(
    { _id: { $in: people.slice(0, 5).map(({ _id }) => _id) } },
    { $set: { optedOutAt: officeMorning } },
  );
});

async function beHalfWay(): Promise<void> {
  const { round } = office();
  const begun = new Date('2026-12-01T01:10:00Z');
  const { _id: id } = await planBroadcast(round, {}, officers.staff.email, begun);
  await broadcast.begun(id, begun);
  const until = new Date('2026-12-01T16:00:00Z');
  const hold = { why: 'first-contact-cap', until, at: begun };
  await BroadcastModel.updateOne({ _id: id }, { $set: { 'holds.whatsapp': hold } });
  const statuses = halfWay.flatMap(([channel, status, count]) =>
    Array.from({ length: count }, () => ({ channel, status })),
  );
  const rows = statuses.map(
    ({ channel, status }, index): Invitation => ({
      _id: `2026.${people[index]?._id}`,
      round: '2026',
      participant: people[index]?._id ?? '',
      broadcast: id,
      channel,
      status,
      firstContact: channel === 'whatsapp',
      queuedAt: begun,
      ...(status === 'failed' ? { reason: index % 2 ? 'opted out' : 'bot was blocked by the user' } : {}),
      ...(['sent', 'delivered', 'read', 'answered'].includes(status) ? { sentAt: begun } : {}),
    }),
  );
  await InvitationModel.create(rows);
}

describe.each(['desk', 'phone'] as const)(
  'a rembuk of hundreds on a %s',
  { timeout: browserTimeout },
  (size) => {
    async function open(path: string) {
      const page = await office().window(browser, 'admin', { size });
      await page.setViewportSize(size === 'desk' ? sizes.desk : { width: 360, height: 780 });
      await page.goto(`${office().url}${path}`);
      return page;
    }

    it.each([
      ['rounds', 'rembuk', size === 'desk'],
      ['round', 'rembuk/2026', size === 'desk'],
      ['round-edit', 'rembuk/2026/ubah', size === 'desk'],
      ['invitations', 'rembuk/2026/undangan', true],
    ])('fits the screen: %s', async (name, path, documented) => {
      await InvitationModel.deleteMany({});
      await BroadcastModel.deleteMany({});
      const page = await open(path);
      expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
      // One row of the menu, however many pages there are.
      expect((await page.locator('header.top').boundingBox())?.height).toBeLessThan(82);
      await picture(page, `${name}-${size}`, documented);
    });

    it('half-way through its invitations shows both networks, what holds one of them, and whom it left silent', async () => {
      await InvitationModel.deleteMany({});
      await BroadcastModel.deleteMany({});
      await beHalfWay();
      const sending = await BroadcastModel.findOne().lean();
      const page = await open(`rembuk/2026/undangan/${sending?._id.split('.')[1]}`);
      const row = (status: string) =>
        page
          .locator('.statuses tr', { has: page.getByRole('rowheader', { name: status }) })
          .locator('td')
          .allTextContents();
      await expect.poll(() => row('Dijawab')).toEqual(['96', '9', '105']);
      expect(await row('Menunggu giliran')).toEqual(['0', '40', '40']);
      expect(await row('Tidak jelas')).toEqual(['0', '2', '2']);
      await page.getByText('258 dari 300 sudah ditangani').waitFor();
      await page.getByText('WhatsApp menunggu: batas kenalan baru hari ini sudah tercapai.').waitFor();
      // What the bar draws is what the table says: 105 of 300 have answered.
      expect(await page.locator('.stacked rect.answered').getAttribute('width')).toBe('350.0');
      expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
      await picture(page, `progress-${size}`);
      await page.goto(`${office().url}rembuk/2026/sunyi`);
      expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
      await picture(page, `silent-${size}`);
    });
  },
);
