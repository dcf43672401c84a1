import { beforeAll, describe, expect, it } from 'vitest';
import { addParticipants } from '../../src/people/participants.ts';
import { giveThread } from '../../src/threads/answer.ts';
import { openThread } from '../../src/threads/ask.ts';
import { threadsPageSize } from '../../src/threads/read.ts';
import { ThreadModel } from '../../src/threads/thread.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officers, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';

const browser = useBrowser();
const office = useOffice();
const phone = { width: 360, height: 740 };
const question = 'Kapan jalan usaha tani di belakang masjid Al-Falah yang rusak sejak banjir itu diperbaiki?';
const ani = { name: officers.coordinator.email, role: 'coordinator', scope: wholeDistrict };

beforeAll(async () => {
  const { clock, round } = office();
  const seat = { office: 'ketua-rt', village: '63.11.01.2008', kecamatan: '63.11.01' } as const;
  const people = await addParticipants(
    ['01', '02', '03', '04'].map((rt) => ({
      ...seat,
      name: `Ketua RT ${rt}`,
      rt,
      address: `simulator:${rt}`,
    })),
    clock.now,
  );
  for (const { _id: participant, rt } of people) {
    const id = await openThread({
      participant,
      round: round._id,
      words: rt === '04' ? '' : question,
      at: clock.now,
    });
    const due = new Date(clock.now.getTime() + 3 * 86_400_000);
    if (id && rt !== '04')
      await giveThread({ id, revision: 0 }, ani, { office: 'dinas-pupr', due }, clock.now);
  }
});

describe.each([
  ['desk', true],
  ['phone', false],
] as const)('at a %s (scripts: %s)', { timeout: browserTimeout }, (size, scripts) => {
  it('somebody of the office leads through a long list, whose pager fits', async () => {
    const page = await office().window(browser, 'admin', { size, scripts });
    if (size === 'phone') await page.setViewportSize(phone);
    const [one] = await ThreadModel.find({ state: 'waiting' }).lean();
    const many = Array.from({ length: 2 * threadsPageSize }, (_, n) => ({ ...one, _id: `banyak.${n}` }));
    await ThreadModel.insertMany(many);
    await page.goto(`${office().url}tanya-jawab?halaman=2`);
    await page.getByText('dari 3').waitFor();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await page.getByRole('link', { name: 'Berikutnya' }).click();
    await page.getByRole('link', { name: 'Sebelumnya' }).waitFor();
    await ThreadModel.deleteMany({ _id: /^banyak/ });
  });

  it('somebody of an SKPD finds a question given to them, answers it, and hands in data', async () => {
    const page = await office().window(browser, 'skpd', { size, scripts });
    if (size === 'phone') await page.setViewportSize(phone);
    await page.goto(office().url);
    await page.getByRole('heading', { name: 'Tanya jawab' }).waitFor();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await picture(page, `threads-${size}`, false);
    await page.getByRole('link', { name: question }).first().click();
    await page.getByLabel('Jawaban', { exact: true }).fill('Masuk rencana kerja 2027, menunggu APBD.');
    await page.getByLabel(/Simpan sebagai contoh jawaban/).check();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await page.getByRole('button', { name: 'Kirim jawaban' }).click();
    await page.getByText('Jawaban disimpan').waitFor();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);

    await page.goto(`${office().url}data-skpd`);
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await page.getByLabel('Desa atau kecamatan').selectOption({ label: 'Sirap, Juai' });
    await page.getByLabel('Masalah atau yang dihitung').fill(`Jalan rusak berat (${size})`);
    await page.getByLabel('Nilai').fill('3,5');
    await page.getByLabel('Satuan').fill('km');
    await page.getByLabel('Tahun').fill('2025');
    await page.getByLabel('Sumber', { exact: true }).fill('Data jalan kabupaten 2025');
    await page.getByRole('button', { name: 'Serahkan', exact: true }).click();
    await page.getByText('1 data diserahkan dan menunggu konfirmasi.').waitFor();
    await picture(page, `skpd-data-${size}`, false);
  });

  it('the office sees what an SKPD did, what is alike, and confirms data', async () => {
    const page = await office().window(browser, 'coordinator', { size, scripts });
    if (size === 'phone') await page.setViewportSize(phone);
    await page.goto(`${office().url}tanya-jawab`);
    await page.getByRole('link', { name: question }).first().click();
    await page.getByRole('heading', { name: 'Jawaban untuk pertanyaan serupa' }).waitFor();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await picture(page, `thread-${size}`, false);
    await page.goto(`${office().url}data-skpd`);
    await page
      .getByLabel(/Jalan rusak berat/)
      .first()
      .check();
    expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);
    await picture(page, `skpd-data-office-${size}`, false);
    await page.getByRole('button', { name: 'Konfirmasi yang dicentang' }).click();
    await page.getByText('1 data dikonfirmasi').waitFor();
  });
});
