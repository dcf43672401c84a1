import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { WorkModel } from '../../src/works/work.model.ts';
import { answerProposal } from '../support/answering.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { csvList } from '../support/lists.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { propose } from '../support/proposals.ts';
import { swellingXlsx } from '../support/swelling-xlsx.ts';

const office = useOffice();
const browser = useBrowser();
const sirap = '63.11.01.2008';

/** Accepted proposals of Sirap; the third is not answered yet. */
let siring: Proposal;
let lamp: Proposal;
beforeAll(async () => {
  const { round } = office();
  siring = await propose(round, { proposal: 'Siring sungai di belakang masjid', village: sirap });
  lamp = await propose(round, { proposal: 'Lampu jalan di tikungan', village: sirap });
  await propose(round, { proposal: 'Siring sungai dekat pasar', village: sirap });
  const accepted = { outcome: 'accepted', sentence: 'Diterima dan dibawa ke musrenbang.' } as const;
  for (const one of [siring, lamp]) await answerProposal(one, accepted, officeMorning);
});
beforeEach(() => WorkModel.deleteMany({}));

const head = 'Tahun;Nama kegiatan;Kecamatan;Desa;Volume;Satuan;Pagu;SKPD;Status;Keterangan';
const list = csvList(
  head,
  '2027;Pembangunan siring sungai Desa Sirap;Juai;Sirap;120;m;180.000.000;Dinas PUPR;dianggarkan;x',
  '2027;Pengadaan penerangan jalan umum;Juai;Sirap;4;unit;20.000.000;Dinas Perhubungan;dianggarkan;',
  '2027;Rehab pasar;Juai;Sirop;;;;;dianggarkan;',
);

async function bring(page: Page, buffer: Buffer, name = 'dpa.csv') {
  await page.goto(`${office().url}realisasi/impor`);
  await page.getByLabel('Tahun anggaran').selectOption('2027');
  await page
    .getByLabel('Daftar kegiatan (CSV atau XLSX)')
    .setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Periksa daftar' }).click();
}

async function expectSound(page: Page) {
  expect(await overflow(page)).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
}

describe.each([
  { name: 'desk', setup: { size: 'desk' as const } },
  { name: 'phone', setup: { size: 'phone' as const, scripts: false } },
])('works at a $name', { timeout: browserTimeout }, ({ name, setup }) => {
  it('are imported after a whole check, and matched by a person; both are taken back', async () => {
    const page = await office().window(browser, 'staff', setup);
    await bring(page, list);
    await page.getByText('3 baris, 1 tidak dapat dipakai.').waitFor();
    await page.getByText('Kolom yang tidak dikenal dan diabaikan: Keterangan.').waitFor();
    await page.getByText('Sirap, Kecamatan Juai').waitFor();
    await expectSound(page);
    await picture(page, `works-checked-${name}`, false);
    expect(await WorkModel.countDocuments()).toBe(0);
    await page.getByLabel(/Lewati 1 baris/).check();
    await page.getByRole('button', { name: 'Simpan 2 kegiatan' }).click();
    await page.getByText('Daftar kegiatan sudah disimpan.').waitFor();
    await expectSound(page);
    const written = page.url();

    await page.getByRole('link', { name: 'Lihat kegiatan' }).click();
    await page.getByRole('link', { name: 'Sirap' }).click();
    const work = page.getByRole('region', { name: 'Pembangunan siring sungai Desa Sirap' });
    expect(await work.textContent()).toContain('belakang masjid');
    expect(await work.textContent()).not.toContain('dekat pasar');
    expect(await work.textContent()).not.toContain('tikungan');
    await expectSound(page);
    await picture(page, `works-village-${name}`, false);
    await work.getByRole('button', { name: `Ya, ini: ${siring.code}` }).click();
    await work.getByText('memenuhi usulan ini, belum disampaikan').waitFor();
    await work.getByRole('button', { name: `Lepas dari ${siring.code}` }).click();
    await page.getByText('Kegiatan sudah dilepas dari usulan itu.').waitFor();
    await work.getByRole('button', { name: `Bukan ${siring.code}` }).click();
    await page.getByText('Usulan itu tidak ditawarkan lagi').waitFor();
    expect(await work.textContent()).not.toContain('belakang masjid');

    await work.getByText('Usulan lain, menurut kodenya').click();
    await work.getByLabel('Kode usulan').fill(siring.code.toLowerCase());
    await work.getByRole('button', { name: 'Ya, ini', exact: true }).click();
    await work.getByText('memenuhi usulan ini, belum disampaikan').waitFor();

    await page.goto(`${office().url}usulan/${siring._id}`);
    const beside = page.getByRole('region', { name: 'Sudah dianggarkan atau dibangun' });
    expect(await beside.textContent()).toMatch(/Pembangunan siring sungai Desa Sirap.*memenuhi usulan ini/);
    expect(await beside.textContent()).not.toContain('penerangan');
    await expectSound(page);

    await page.goto(`${office().url}realisasi`);
    const ready = page.getByRole('region', { name: 'Siap disampaikan' });
    expect(await ready.textContent()).toContain(siring.code);
    expect(await ready.getByRole('button').count()).toBe(0);
    await expectSound(page);

    await page.goto(written);
    await page.getByRole('button', { name: 'Tarik daftar ini' }).click();
    await page.getByText('Daftar ini sudah ditarik; isinya').waitFor();
    expect(await WorkModel.countDocuments()).toBe(0);
  });
});

describe('what cannot be used', { timeout: browserTimeout }, () => {
  it('is refused with its reason: a spreadsheet that swells, a list without the column that counts', async () => {
    const page = await office().window(browser, 'admin');
    const problem = () => page.getByRole('alert').textContent();
    await bring(page, await swellingXlsx('xl/worksheets/sheet1.xml', 600), 'dpa.xlsx');
    expect(await problem()).toContain('tidak wajar besarnya');
    await bring(page, csvList('Desa;Kecamatan;Namo kegiatan', 'Sirap;Juai;Siring'));
    expect(await problem()).toContain('Yang mirip: Namo kegiatan');
  });

  it('is a proposal of another village, one that is not accepted, and a code of nobody', async () => {
    const page = await office().window(browser, 'admin');
    await bring(page, csvList('Desa;Nama kegiatan', 'Sirap;Rehab pasar'));
    await page.getByRole('button', { name: 'Simpan 1 kegiatan' }).click();
    const { round, url } = office();
    const elsewhere = await propose(round, { proposal: 'Pasar desa', village: '63.11.01.2003' });
    const waiting = await propose(round, { proposal: 'Pasar pagi', village: sirap });
    const refused = async (code: string) => {
      await page.goto(`${url}realisasi/desa/${sirap}`);
      await page.getByText('Usulan lain, menurut kodenya').click();
      await page.getByLabel('Kode usulan').fill(code);
      await page.getByRole('button', { name: 'Ya, ini', exact: true }).click();
      return page.getByRole('status').textContent();
    };
    expect(await refused(elsewhere.code)).toBe('Usulan itu dari desa lain.');
    expect(await refused(waiting.code)).toBe('Usulan itu belum diterima, atau sudah terlaksana.');
    expect(await refused('RR-26-0101-9999')).toBe('Kode itu tidak ada.');
  });
});
