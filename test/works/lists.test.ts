import { beforeEach, describe, expect, it } from 'vitest';
import { readSheet } from '../../src/people/import/sheet.ts';
import { csvOf } from '../../src/reports/csv.ts';
import { describeFinding } from '../../src/reports/import-findings.ts';
import { worksTemplate } from '../../src/reports/works-template.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { kecamatanScope, type Scope, villageScope, wholeDistrict } from '../../src/users/scope.ts';
import { checkWorks } from '../../src/works/check-list.ts';
import { readWorkHeadings } from '../../src/works/columns.ts';
import { findWorkList, keepWorkList, takeBackWorkList, writeWorkList } from '../../src/works/lists.ts';
import { type Stage, type Work, WorkModel } from '../../src/works/work.model.ts';
import { WorkListModel } from '../../src/works/work-list.model.ts';
import { worksSince } from '../../src/works/works.ts';
import { useDatabase } from '../support/database.ts';
import { balanganRegions, csvList } from '../support/lists.ts';
import { xlsxOf } from '../support/sheets.ts';
import { swellingXlsx } from '../support/swelling-xlsx.ts';

useDatabase([WorkModel, WorkListModel]);
const regions = await balanganRegions();
const texts = loadTexts();
const district = 'Kabupaten Balangan';
const now = new Date('2027-01-11T01:00:00Z');
const head = 'Tahun;Nama kegiatan;Kecamatan;Desa;Volume;Satuan;Pagu;SKPD;Status';
const siring = '2027;Pembangunan siring sungai;Juai;Sirap;120;m;Rp 180.000.000,00;Dinas PUPR;dianggarkan';

beforeEach(async () => {
  await WorkModel.deleteMany({});
  await WorkListModel.deleteMany({});
});

const read = (bytes: Buffer) => readSheet(bytes, readWorkHeadings);

async function check(bytes: Buffer, scope: Scope = wholeDistrict) {
  const defaults = { year: 2027, stage: 'budgeted' as const };
  return checkWorks(await read(bytes), { regions, district, scope, defaults });
}

/** Brings a list and confirms it, as the page does. */
async function bring(rows: string[], { skipBroken = false, stage = 'budgeted' as Stage } = {}) {
  const brought = { file: 'dpa.csv', by: 'ani@balangan.example', defaults: { year: 2027, stage } };
  const id = await keepWorkList(await read(csvList(head, ...rows)), brought, now);
  const list = await findWorkList(id);
  if (!list) throw new Error('not kept');
  const settings = { regions, district, scope: wholeDistrict, now, skipBroken };
  return { id, report: await writeWorkList(list, settings) };
}
const works = (): Promise<Work[]> => WorkModel.find().sort({ name: 1 }).lean();

const reasons = async (bytes: Buffer, scope?: Scope) =>
  (await check(bytes, scope)).findings.map((one) => {
    const { where, column, reason } = describeFinding(one, texts, 'id', 'works');
    return `${where}, ${column}: ${reason}`;
  });

describe('a list of works', () => {
  it('is read with its village, size, budget and stage', async () => {
    await bring([siring, ';Rehab posyandu Mawar;;Muara Ninian;;;75.000.000;;selesai 100%']);
    expect(await works()).toMatchObject([
      {
        name: 'Pembangunan siring sungai',
        year: 2027,
        stage: 'budgeted',
        size: '120 m',
        amount: 180_000_000,
      },
      { name: 'Rehab posyandu Mawar', year: 2027, stage: 'built', size: '', amount: 75_000_000, office: '' },
    ]);
  });

  it('changes nothing the second time, and only the stage of a work once it is built', async () => {
    await bring([siring]);
    expect((await bring([siring])).report?.counts).toMatchObject({ added: 0, changed: 0, same: 1 });
    const built = '2027;PEMBANGUNAN SIRING SUNGAI.;Juai;Sirap;;;;;Sudah dibangun';
    expect((await bring([built])).report?.counts).toMatchObject({ added: 0, changed: 1 });
    expect(await works()).toMatchObject([
      { name: 'Pembangunan siring sungai', stage: 'built', size: '120 m', before: { stage: 'budgeted' } },
    ]);
  });

  it('with a row that cannot be used writes nothing, unless such rows are to be left out', async () => {
    const rows = [siring, '2027;Lampu jalan;Juai;Tidak Ada;;;;;'];
    expect((await bring(rows)).report).toMatchObject({ written: false, counts: { broken: 1 } });
    expect(await works()).toEqual([]);
    expect((await bring(rows, { skipBroken: true })).report).toMatchObject({ written: true });
    expect(await works()).toHaveLength(1);
  });

  it('is taken back: what it brought goes, what it changed stands as before', async () => {
    await bring([siring]);
    const rows = [siring.replace('dianggarkan', 'selesai'), '2027;Sumur bor;Juai;Sirap;;;;;'];
    const { id } = await bring(rows);
    expect(await takeBackWorkList(id)).toBe(true);
    const [only, ...others] = await works();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ stage: 'budgeted', size: '120 m' });
    expect(only).not.toHaveProperty('before');
    expect(await takeBackWorkList(id)).toBe(false);
  });

  it('is not taken back once somebody was told what it says', async () => {
    const { id: first } = await bring([siring]);
    const match = { proposal: 'p', code: 'RR-26-0102-0001', by: 'ani', role: 'admin', at: now };
    await WorkModel.updateOne({}, { $set: { matches: [{ ...match, told: 'budgeted' }] } });
    expect(await takeBackWorkList(first)).toBe(false);
    const { id: second } = await bring([siring.replace('dianggarkan', 'selesai')]);
    expect(await takeBackWorkList(second)).toBe(true);
  });
});

describe('what is wrong with a list of works', () => {
  it.each([
    [
      'another district, by its code',
      'Kode desa;Nama kegiatan',
      '63.09.01.2003;Siring',
      'baris 2, Kode desa: Kode ini milik desa di kabupaten lain.',
    ],
    [
      'another district, by its name',
      'Kabupaten;Desa;Nama kegiatan',
      'Tabalong;Sirap;Siring',
      'baris 2, Kabupaten: Baris ini dari kabupaten lain, bukan Kabupaten Balangan.',
    ],
    [
      'a work without words',
      'Desa;Nama kegiatan',
      'Sirap;123',
      'baris 2, Nama kegiatan: Ini bukan nama kegiatan.',
    ],
    [
      'a year that is none',
      'Desa;Nama kegiatan;Tahun',
      'Sirap;Siring;27',
      'baris 2, Tahun: Ini bukan tahun anggaran antara 2015 dan 2045.',
    ],
    [
      'a stage nobody knows',
      'Desa;Nama kegiatan;Status',
      'Sirap;Siring;entah',
      'baris 2, Keadaan: Keadaan ini tidak dikenal. Tulis "dianggarkan" atau "sudah dibangun".',
    ],
    [
      'money that is none',
      'Desa;Nama kegiatan;Pagu',
      'Sirap;Siring;banyak',
      'baris 2, Anggaran: Ini bukan jumlah uang.',
    ],
  ])('is told by row and column: %s', async (_, headings, row, told) => {
    expect(await reasons(csvList(headings, row))).toEqual([told]);
  });

  it('is told of a work that stands twice, and of a village outside the area', async () => {
    const list = csvList(head, siring, siring);
    expect(await reasons(list)).toEqual([
      'baris 3, Nama kegiatan: Kegiatan ini sudah disebut di baris 2. Sisakan satu, atau tulis tempatnya supaya berbeda.',
    ]);
    const halong = kecamatanScope(['63.11.02'], ['63.11.02']);
    const bata = villageScope(['63.11.01.2005'], regions);
    for (const scope of [halong, bata])
      expect((await reasons(csvList(head, siring), scope))[0]).toContain('bukan wilayah Anda');
    expect(await reasons(csvList(head, siring), villageScope(['63.11.01.2008'], regions))).toEqual([]);
  });

  it('names the columns that nobody knows, and refuses a list without the one that counts', async () => {
    const list = csvList('Desa;Nama kegiatan;Keterangan;Kelompok', 'Sirap;Siring sungai;x;y');
    expect(await check(list)).toMatchObject({
      unknownHeadings: ['Keterangan', 'Kelompok'],
      counts: { added: 1 },
    });
    await expect(check(csvList('Desa;Kecamatan;Namo kegiatan', 'Sirap;Juai;Siring'))).rejects.toMatchObject({
      problem: 'column-missing-name',
      params: { near: 'Namo kegiatan' },
    });
  });

  it('is a spreadsheet that swells: it is refused, and this process does not read it', async () => {
    const bomb = await swellingXlsx('xl/worksheets/sheet1.xml', 600);
    await expect(read(bomb)).rejects.toMatchObject({ problem: 'swells' });
  });
});

it('reads a spreadsheet of an office with titles above, numbered columns and its own order', async () => {
  const bytes = await xlsxOf({
    name: 'DPA',
    rows: [
      ['DAFTAR KEGIATAN DINAS PUPR'],
      ['Tahun Anggaran 2027'],
      ['No', 'Desa/Kel.', 'Kecamatan', 'Uraian Pekerjaan', 'Nilai Kontrak'],
      ['1', '2', '3', '4', '5'],
      ['1', 'Sirap', 'Juai', 'Pembangunan jalan usaha tani', '150000000'],
    ],
  });
  expect(await check(bytes)).toMatchObject({
    rows: 1,
    counts: { added: 1, broken: 0 },
    unknownHeadings: ['No'],
    changes: [{ entry: { name: 'Pembangunan jalan usaha tani', amount: 150_000_000 } }],
  });
});

it('hands out a template that it reads itself', async () => {
  expect(await check(Buffer.from(csvOf(worksTemplate)))).toMatchObject({
    unknownHeadings: [],
    findings: [],
    changes: [{ entry: { size: '120 m', village: '63.11.01.2003', office: 'Dinas PUPR' } }],
  });
});

it('tells talks of the works of this year and later, by village', async () => {
  await bring([siring, '2026;Jalan lama;Juai;Sirap;;;;;selesai']);
  const shown = await worksSince(2027);
  expect(shown.get('63.11.01.2008')?.map(({ name }) => name)).toEqual(['Pembangunan siring sungai']);
});
