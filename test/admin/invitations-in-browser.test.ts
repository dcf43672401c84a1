import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { markReceipt } from '../../src/outreach/model/invitations.ts';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { record } from '../../src/people/participants.ts';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { setRound } from '../../src/rounds/rounds.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { balanganRegions } from '../support/lists.ts';
import { officeMorning, officers, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { enterHeads, headAddress, villages } from '../support/representatives.ts';

const browser = useBrowser();
const office = useOffice({ role: 'all' });
const known = { flows: ['usulan'], regions: await balanganRegions() };
const text = 'Yth. {kepada}, Bupati mengundang Bapak/Ibu ke Rembuk Remas {tahun} di {tempat}.';
const invited = () => BroadcastModel.countDocuments();

/** Twelve heads of RT in Juai, of whom one wants nothing and one has no phone. */
let people: Participant[];
beforeEach(async () => {
  await Promise.all([
    ParticipantModel.deleteMany({}),
    InvitationModel.deleteMany({}),
    BroadcastModel.deleteMany({}),
  ]);
  await RoundModel.updateOne({ _id: '2026' }, { $unset: { message: 1, hours: 1, lastDay: 1 } });
  office().clock.now = officeMorning;
  people = await enterHeads(villages.juai, 12);
  await record.stop(people[0]?._id ?? '', officeMorning);
  await ParticipantModel.updateOne({ _id: people[1]?._id ?? '' }, { $unset: { addresses: 1 } });
  await setRound('2026', { texts: { id: text }, place: 'Pendopo' }, known);
});

/** How often the nth head got an invitation of this text. */
const times = (n: number, words = 'Bupati mengundang') =>
  office()
    .simulator.sentTo(headAddress(villages.juai, n))
    .filter((message) => message.text.includes(words)).length;

async function openDesk(
  setup: Parameters<ReturnType<typeof office>['window']>[2] = {},
  officer: 'staff' | 'coordinator' = 'staff',
) {
  const page = await office().window(browser, officer, setup);
  if (setup?.size === 'phone') await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${office().url}rembuk/2026/undangan`);
  return page;
}

const figure = (page: Page, status: string) =>
  page.locator('.statuses tr', { hasText: status }).locator('td').last().textContent();

describe('the preview of invitations', { timeout: browserTimeout }, () => {
  it.each(['desk', 'phone'] as const)(
    'says how many, who is left out and why, how it reads and when it ends (%s)',
    async (size) => {
      const page = await openDesk({ size, scripts: false });
      await page.getByRole('heading', { name: '10 orang akan diundang, dari 12 sasaran' }).waitFor();
      const leftOut = page.locator('#tidak-diundang + dl');
      expect(await leftOut.textContent()).toContain('Meminta STOP1');
      expect(await leftOut.textContent()).toContain('Belum ada saluran');
      const sample = await page.locator('.bubble').first().textContent();
      expect(sample).toContain(
        'Yth. Budi Santoso 1, Ketua RT 03 Juai, Bupati mengundang Bapak/Ibu ke Rembuk Remas 2026 di Pendopo.',
      );
      expect(sample).toContain('Ketik STOP kapan saja');
      await page.getByText('Dikirim mulai 1 Des 2026, 09.00, selesai kira-kira 1 Des 2026, 09.00').waitFor();
      expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
      await picture(page, `preview-${size}`, false);
    },
  );

  it('is reckoned anew for another time, and warns of what that brings', async () => {
    await setRound('2026', { lastDay: '2026-12-02' }, known);
    const page = await openDesk({ scripts: false });
    await page.getByLabel('Mulai').fill('2026-12-02T21:30');
    await page.getByRole('button', { name: 'Hitung untuk waktu ini' }).click();
    await page.getByText('Pengiriman baru dimulai pada waktu yang dijadwalkan').waitFor();
    await page.getByText('Pengiriman baru bisa dimulai setelah hari terakhir rembuk.').waitFor();
    await page.goto(`${office().url}rembuk/2026/undangan?mulai=2026-12-02T06:00`);
    await page.getByText('Pengiriman dimulai 2 Des 2026, 07.00.').waitFor();
    await page.goto(`${office().url}rembuk/2026/undangan?mulai=besok`);
    await page.getByRole('alert').getByText('Waktu mulai tidak terbaca.').waitFor();
  });

  it('forbids what cannot be sent, also to whoever sends the form by hand', async () => {
    await setRound('2026', { place: '' }, known);
    const page = await openDesk();
    await page.getByRole('alert').getByText('Teks menyebut tempat, padahal tempat belum diisi.').waitFor();
    expect(await page.getByRole('button', { name: /^Kirim \d/ }).count()).toBe(0);
    const staff = await office().signedIn('staff');
    const form = { startsAt: '', recipients: 10, understood: 'yes' };
    const answer = await staff.post('/rembuk/2026/undangan', form);
    expect([answer.status, await invited()]).toEqual([422, 0]);
    expect(answer.text).toContain('Tidak dikirim. Ada yang melarangnya');
  });

  it('asks to be read again when it has changed, and its warnings to be ticked', async () => {
    const staff = await office().signedIn('staff');
    const send = (fields: Record<string, string | number>) =>
      staff.post('/rembuk/2026/undangan', { startsAt: '', ...fields });
    expect((await send({ recipients: 9 })).text).toContain('Jumlah penerima berubah');
    office().clock.now = new Date('2026-12-01T13:00:00Z');
    expect((await send({ recipients: 10 })).text).toContain('Baca peringatannya');
    expect(await invited()).toBe(0);
    expect((await send({ recipients: 10, understood: 'yes' })).status).toBe(303);
    expect((await send({ recipients: 10, understood: 'yes' })).status).toBe(422);
    expect(await invited()).toBe(1);
  });

  it('is to be read by coordinators, who cannot send', async () => {
    const page = await openDesk({}, 'coordinator');
    await page.getByRole('heading', { name: '10 orang akan diundang, dari 12 sasaran' }).waitFor();
    expect(await page.locator('main form').count()).toBe(0);
    const answer = await (await office().signedIn('coordinator')).post('/rembuk/2026/undangan', {
      startsAt: '',
      recipients: 10,
    });
    expect([answer.status, await invited()]).toEqual([403, 0]);
  });
});

describe('a sending that is watched', { timeout: browserTimeout }, () => {
  it('waits through the quiet hours, is paused and resumed, and shows each step by itself', async () => {
    office().clock.now = new Date('2026-12-01T13:00:00Z');
    const page = await openDesk();
    await page.getByLabel(/Saya sudah membaca \d peringatan/).check();
    await page.getByText(/Sekarang di luar jam kirim\. Pengiriman dimulai 2\sDes\s2026,\s07\.00\./).waitFor();
    await page.getByRole('button', { name: /^Kirim 10 undangan, mulai 2\sDes\s2026,\s07\.00$/ }).click();
    await page
      .getByText(
        'Simulator menunggu: sekarang di luar jam kirim. Dilanjutkan paling cepat 2 Des 2026, 07.00.',
      )
      .waitFor();
    expect(await figure(page, 'Menunggu giliran')).toBe('10');
    await picture(page, 'progress-waiting', false);
    await page.getByRole('button', { name: 'Jeda' }).click();
    await page.getByRole('status').getByText('Pengiriman dijeda.').waitFor();
    office().clock.now = new Date('2026-12-02T01:00:00Z');
    await page.getByRole('button', { name: 'Lanjutkan' }).click();
    await page.getByText('100 %').or(page.getByText('100%')).waitFor();
    await page.locator('.tag', { hasText: 'Selesai' }).waitFor();
    expect(await figure(page, 'Terkirim')).toBe('10');
    expect([1, 2, 3, 12].map((n) => times(n))).toEqual([0, 0, 1, 1]);

    const receipt = async (n: number, status: 'delivered' | 'read') => {
      const row = await InvitationModel.findOne({ participant: people[n - 1]?._id ?? '' }).lean();
      await markReceipt('simulator', row?.messageId ?? '', status, office().clock.now);
    };
    for (const n of [3, 4, 5]) await receipt(n, 'delivered');
    await receipt(5, 'read');
    await office().simulator.say(headAddress(villages.juai, 6), { kind: 'text', text: 'Bersedia' });
    await expect.poll(() => figure(page, 'Dijawab'), { timeout: 20_000 }).toBe('1');
    expect(await Promise.all(['Sampai di HP', 'Dibaca', 'Terkirim'].map((one) => figure(page, one)))).toEqual(
      ['2', '1', '6'],
    );
    expect(await faultsOf(page)).toEqual([]);
  });

  it('is renewed without scripts too, on a phone, and tells why some failed', async () => {
    office().simulator.failNext(
      { kind: 'unreachable', reason: 'bot was blocked by the user' },
      { address: headAddress(villages.juai, 4) },
    );
    const page = await openDesk({ size: 'phone', scripts: false });
    await page.getByRole('button', { name: 'Kirim 10 undangan sekarang' }).click();
    await page.locator('.tag', { hasText: 'Selesai' }).waitFor();
    expect([await figure(page, 'Terkirim'), await figure(page, 'Gagal')]).toEqual(['9', '1']);
    await page.getByText('Kata jaringan: bot was blocked by the user').waitFor();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await picture(page, 'progress-done-phone', false);
  });

  it('is scheduled, asked about once more before it is cancelled, and never begins after that', async () => {
    const page = await openDesk({ scripts: false });
    await page.getByLabel('Mulai').fill('2026-12-01T10:00');
    await page.getByRole('button', { name: 'Hitung untuk waktu ini' }).click();
    await page.getByLabel(/Saya sudah membaca/).check();
    await page.getByRole('button', { name: 'Jadwalkan 10 undangan' }).click();
    await page.getByText('Dijadwalkan 1 Des 2026, 10.00.').waitFor();
    await page.getByRole('link', { name: 'Batalkan pengiriman' }).click();
    await page.getByRole('button', { name: 'Ya, batalkan untuk seterusnya' }).click();
    await page.getByRole('status').getByText('Pengiriman dibatalkan untuk seterusnya.').waitFor();
    expect(await page.getByRole('button', { name: 'Lanjutkan' }).count()).toBe(0);
    const staff = await office().signedIn('staff');
    const path = new URL(page.url()).pathname;
    await staff.post(`${path}/lanjut`);
    expect((await staff.get(path)).text).toContain('keadaannya sudah berubah');
    expect((await BroadcastModel.findOne().lean())?.history.map(({ what, by }) => `${what} ${by}`)).toEqual([
      `planned ${officers.staff.email}`,
      `cancelled ${officers.staff.email}`,
    ]);
    await page.goto(`${office().url}rembuk/2026/undangan`);
    await page.getByRole('link', { name: /^Pengiriman 1 Des/ }).waitFor();
  });
});

describe('invitations of which nobody knows', { timeout: browserTimeout }, () => {
  /** All are invited; what was under way for three of them when the power went off is not known. */
  async function withThreeUnknown(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Kirim 10 undangan sekarang' }).click();
    await vi.waitFor(async () => expect((await BroadcastModel.findOne().lean())?.state).toBe('done'), 60_000);
    const some = people.slice(2, 5).map(({ _id }) => _id);
    await InvitationModel.updateMany(
      { participant: { $in: some } },
      {
        $set: { status: 'unknown', reason: 'interrupted', uncertain: true },
        $unset: { sentAt: 1, messageId: 1 },
      },
    );
  }
  const statusOf = async (n: number) =>
    (await InvitationModel.findOne({ participant: people[n - 1]?._id ?? '' }).lean())?.status;

  it('are taken as arrived or tried again, each as a person chooses', async () => {
    const page = await openDesk({ size: 'phone', scripts: false });
    await withThreeUnknown(page);
    await page.goto(`${office().url}rembuk/2026/undangan`);
    await page.getByRole('link', { name: 'Putuskan satu per satu' }).click();
    await page.getByRole('heading', { name: '3 undangan tidak jelas' }).waitFor();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await picture(page, 'unknown-phone', false);
    await page.getByRole('button', { name: 'Anggap sampai' }).click();
    await page.getByRole('alert').getByText('Tidak ada yang dipilih').waitFor();
    await page.getByLabel('Budi Santoso 1').check();
    await page.getByRole('button', { name: 'Anggap sampai' }).click();
    await page.getByRole('status').getByText('1 undangan dianggap sampai.').waitFor();
    expect([await statusOf(3), await statusOf(4)]).toEqual(['sent', 'unknown']);

    const before = [3, 4, 5].map((n) => times(n));
    await page.getByLabel('Rusmini 1').check();
    await page.getByLabel('Hanya yang dicentang').check();
    await page.getByRole('button', { name: 'Coba lagi' }).click();
    await page.getByText('1 di antaranya mungkin sudah sampai').waitFor();
    await page.getByRole('button', { name: 'Ya, kirim lagi' }).click();
    await page.locator('.tag', { hasText: 'Selesai' }).waitFor();
    expect(await Promise.all([4, 5].map(statusOf))).toEqual(['sent', 'unknown']);
    expect([3, 4, 5].map((n) => times(n) - (before[n - 3] ?? 0))).toEqual([0, 1, 0]);
  });

  it('are not tried again while something forbids it', async () => {
    await withThreeUnknown(await openDesk({ scripts: false }));
    await setRound('2026', { place: '' }, known);
    const staff = await office().signedIn('staff');
    const answer = await staff.post('/rembuk/2026/undangan/tak-jelas/kirim', { scope: 'unknown' });
    expect([answer.status, await invited(), await statusOf(4)]).toEqual([422, 1, 'unknown']);
    expect(answer.text).toContain('Ada yang melarangnya');
  });

  it('are only listed for coordinators', async () => {
    await withThreeUnknown(await openDesk({ scripts: false }));
    const page = await openDesk({}, 'coordinator');
    await page.getByRole('link', { name: 'Putuskan satu per satu' }).click();
    await page.getByText('Budi Santoso 1').waitFor();
    expect(await page.locator('main input:visible, main button:visible').count()).toBe(0);
  });
});
