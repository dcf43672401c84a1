import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { answerProposal, toProvince } from '../support/answering.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { propose } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();
const juai = '63.11.01.2003';

let roof: Proposal;
let lab: Proposal;
beforeAll(async () => {
  const { round } = office();
  roof = await propose(round, {
    proposal: 'Penggantian atap enam ruang kelas SMK Negeri 1 Juai yang bocor sejak banjir tahun 2021',
    village: juai,
    rt: '03',
  });
  lab = await propose(round, { proposal: 'Laboratorium SMK', village: juai, rt: '04' });
  for (const proposal of [roof, lab]) await answerProposal(proposal, toProvince, officeMorning);
});

const open = (size: 'phone' | 'desk', scripts: boolean) =>
  office().window(browser, 'coordinator', { size, scripts });
const fits = async (page: Page) => expect([await overflow(page), await faultsOf(page)]).toEqual([0, []]);

// A proposal stands in one letter: the phone writes one for the first, the desk afterwards one for the other.
describe.each([
  ['phone', false, () => roof, 'Akan ditindaklanjuti', '1/RR/2026'],
  ['desk', true, () => lab, 'Belum dapat ditindaklanjuti', '2/RR/2026'],
] as const)(
  'papers at a %s (scripts: %s)',
  { timeout: browserTimeout },
  (size, scripts, proposal, outcome, number) => {
    it('a letter is written, with what is wrong with it said, and its answer noted down', async () => {
      const page = await open(size, scripts);
      await page.goto(`${office().url}surat`);
      const form = page.getByRole('region', { name: 'Dinas Pendidikan provinsi' });
      for (const box of await form.getByRole('checkbox').all()) await box.uncheck();
      await fits(page);
      await form.getByRole('button', { name: /Buat surat/ }).click();
      await page.getByRole('alert').getByText('Pilih paling sedikit satu usulan.').waitFor();
      await fits(page);
      for (const box of await form.getByRole('checkbox').all()) await box.uncheck();
      await form.getByLabel(proposal().title).check();
      await form.getByLabel('Jawaban ditunggu sampai').fill('2026-12-20');
      await form.getByRole('button', { name: /Buat surat/ }).click();
      await page.getByRole('heading', { name: `Surat ${number}` }).waitFor();
      await fits(page);
      await picture(page, `letter-${size}`, false);

      await page.getByLabel(outcome).check();
      await page.getByLabel('Kalimat untuk pengusul').fill('Dibahas dalam rencana kerja provinsi 2027.');
      await page.getByRole('button', { name: 'Simpan dan kabarkan' }).click();
      await page.getByText('Sudah dijawab').waitFor();
      expect(await page.getByRole('button', { name: 'Simpan dan kabarkan' }).count()).toBe(0);
      await fits(page);

      await page.getByRole('link', { name: proposal().title }).click();
      await page.getByRole('link', { name: `Surat ${number}` }).waitFor();
      await fits(page);
      await picture(page, `handed-on-${size}`, false);
    });

    it('a village’s sheet is sent, and then says that it is on its way', async () => {
      const page = await open(size, scripts);
      await page.goto(`${office().url}desa`);
      await fits(page);
      await page.getByRole('link', { name: 'Juai', exact: true }).click();
      await fits(page);
      await page.getByRole('button', { name: 'Kirim ke semua RT' }).click();
      await page.getByText('Lembar Desa dikirim ke 2 RT.').waitFor();
      await page.getByText('Isinya belum berubah').waitFor();
      await page.getByText('2 menunggu').first().waitFor();
      await fits(page);
      await picture(page, `village-sheet-${size}`, false);
    });
  },
);
