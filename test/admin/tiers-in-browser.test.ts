import { beforeAll, describe, expect, it } from 'vitest';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { acceptedProposal } from '../support/accepted.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { reread } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();
const village = '63.11.01.2003';
let bridge: Proposal;
let road: Proposal;
let lamps: Proposal;

beforeAll(async () => {
  const { round } = office();
  const of = (proposal: string, minute: number, households: number) =>
    acceptedProposal(round, {
      proposal,
      village,
      households,
      at: new Date(round.openedAt.getTime() + minute * 60_000),
    });
  bridge = await of('Jembatan gantung', 1, 90);
  road = await of('Jalan tani', 2, 40);
  lamps = await of('Lampu jalan', 3, 10);
});

const narrow = { width: 360, height: 740 };

describe('results of a forum on the pages', { timeout: browserTimeout }, () => {
  it('are entered by list at 360 pixels without scripts: ranks twice are refused by name, then put right', async () => {
    const page = await office().window(browser, 'local', { size: 'phone', scripts: false });
    await page.setViewportSize(narrow);
    await page.goto(`${office().url}tahapan`);
    await page.getByText('Pilih kecamatan, dan untuk musrenbang desa juga desanya.').waitFor();
    await page.goto(`${office().url}tahapan?tahap=musrenbang-desa&kecamatan=63.11.01&desa=${village}`);
    await page.getByLabel('Nama rapat atau dokumen').fill('Musrenbang Desa Juai');
    await page.getByLabel('Jembatan gantung').check();
    await page.getByLabel('Jalan tani').check();
    for (const rank of [0, 1]) await page.getByLabel('Peringkat').nth(rank).fill('1');
    await page.getByLabel('Alasan').nth(2).fill('Sudah ada dari desa.');
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'tiers-list', false);
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByText(`Peringkat 1 diberikan dua kali, juga kepada ${road.code}.`).waitFor();
    expect(await overflow(page)).toBe(0);
    await page.getByRole('link', { name: 'Kembali dan betulkan' }).click();
    expect(await page.getByLabel('Alasan').nth(2).inputValue()).toBe('Sudah ada dari desa.');
    await page.getByLabel('Peringkat').nth(0).fill('2');
    await page.getByRole('button', { name: 'Periksa' }).click();
    // The road stands before what the criteria put first.
    await page.getByText('Peringkatnya menyimpang dari kriteria').waitFor();
    await page.getByRole('link', { name: 'Kembali dan betulkan' }).click();
    for (const row of [0, 1]) await page.getByLabel('Alasan').nth(row).fill('Disepakati musyawarah.');
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByText('3 usulan berubah').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'tiers-check', false);
    expect((await reread(bridge)).status).toBe('accepted');
    await page.getByRole('button', { name: 'Simpan dan kabari' }).click();
    await page.getByText('Tersimpan: 3 langkah').waitFor();
    expect([await reread(road), await reread(bridge), await reread(lamps)]).toMatchObject([
      { status: 'musrenbang-desa', steps: [{ rank: 1, role: 'coordinator' }] },
      { status: 'musrenbang-desa', steps: [{ rank: 2 }] },
      { status: 'accepted', steps: [{ outcome: 'held', reason: 'Sudah ada dari desa.' }] },
    ]);
    expect(await NoticeModel.countDocuments()).toBe(3);
  });

  it('stand on the page of a proposal with what each actor recommends', async () => {
    const page = await office().window(browser, 'coordinator', { size: 'phone' });
    await page.setViewportSize(narrow);
    await page.goto(`${office().url}usulan/${encodeURIComponent(road._id)}`);
    const tiers = page.locator('section[aria-labelledby="tahapan"]');
    await tiers.getByText('peringkat 1').waitFor();
    for (const [actor, words] of [
      ['skpd', 'Sesuai renja'],
      ['desa', 'Sangat perlu'],
    ] as const) {
      await tiers.getByText('Tambah rekomendasi').click();
      await tiers.getByLabel('Dari').selectOption(actor);
      await tiers.getByLabel('Rekomendasi', { exact: true }).fill(words);
      await tiers.getByRole('button', { name: 'Tambahkan' }).click();
      await page.getByText('Rekomendasi ditambahkan.').waitFor();
      await tiers.getByText(words).waitFor();
    }
    await tiers.getByText('Sesuai renja').waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('come back in the list of proposals, and are shown before they are saved', async () => {
    const page = await office().window(browser, 'coordinator', { size: 'phone', scripts: false });
    await page.setViewportSize(narrow);
    await page.goto(`${office().url}tahapan/berkas`);
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Nama rapat atau dokumen').fill('RKPD 2028');
    const list = `Id Usulan;Status;Catatan\n${road.code};Masuk RKPD;\nRR-26-0103-9999;Masuk RKPD;\n`;
    const file = { name: 'usulan.csv', mimeType: 'text/csv', buffer: Buffer.from(list) };
    await page.getByLabel('Daftar usulan (XLSX atau CSV)').setInputFiles(file);
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByText('Tidak ada usulan dengan Id ini, atau bukan wilayah Anda.').waitFor();
    await page.getByText('Dibahas di musrenbang desa → Masuk RKPD').waitFor();
    await page.getByLabel(/1 baris yang tidak dapat dipakai dilewati/).check();
    await page.getByRole('button', { name: 'Simpan dan kabari' }).click();
    await page.getByText('Tersimpan: 1 langkah').waitFor();
    expect((await reread(road)).status).toBe('rkpd');

    const desk = await office().window(browser, 'coordinator');
    await desk.goto(`${office().url}usulan/${encodeURIComponent(road._id)}#tahapan`);
    const way = desk.locator('section[aria-labelledby="tahapan"]');
    await way.getByText('RKPD 2028').waitFor();
    expect(await faultsOf(desk)).toEqual([]);
    await picture(desk, 'steps-desk');
  });

  it('are ranked by weights that the office sets', async () => {
    const page = await office().window(browser, 'admin', { size: 'phone', scripts: false });
    await page.setViewportSize(narrow);
    await page.goto(`${office().url}tahapan/bobot`);
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Jumlah KK').first().fill('60');
    await page.getByRole('button', { name: 'Simpan bobot' }).first().click();
    await page.getByText('Bobot peringkat disimpan.').waitFor();
    expect(await page.getByLabel('Jumlah KK').first().inputValue()).toBe('60');
    await page.getByText(/Terakhir diatur Hadi Kusuma/).waitFor();
  });
});
