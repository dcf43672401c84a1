import { describe, expect, it } from 'vitest';
import { ListError } from '../../src/people/import/list-error.ts';
import { readSheet } from '../../src/people/import/sheet.ts';
import { createVillageFinder } from '../../src/regions/match.ts';
import { kecamatanOf } from '../../src/regions/regions.ts';
import type { DataRules } from '../../src/skpd-data/check-row.ts';
import { checkDataList } from '../../src/skpd-data/hand-in.ts';
import { readDataHeadings } from '../../src/skpd-data/headings.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { balanganRegions, csvList } from '../support/lists.ts';
import { xlsxOf } from '../support/sheets.ts';
import { swellingXlsx } from '../support/swelling-xlsx.ts';

const regions = await balanganRegions();
const rules: DataRules = {
  offices: [
    { key: 'dinas-kesehatan', name: 'Dinas Kesehatan' },
    { key: 'dinas-pupr', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
  ],
  kecamatan: kecamatanOf(regions),
  findVillage: createVillageFinder(regions),
  scope: wholeDistrict,
  thisYear: 2026,
};
const head = 'OPD;Kode desa;Kecamatan;Desa/Kel.;Masalah;Nilai;Satuan;Tahun;Sumber';
const good = 'Dinas Kesehatan;;Juai;Sirap;Balita stunting;12;anak;2025;EPPGBM';

async function check(rows: string[], differs: Partial<DataRules> = {}) {
  const sheet = await readSheet(csvList(head, ...rows), readDataHeadings);
  return checkDataList(sheet, { ...rules, ...differs });
}
const wrongIn = async (row: string, differs: Partial<DataRules> = {}) =>
  (await check([row], differs)).findings.map(({ column, reason }) => `${column} ${reason}`);

describe('a list of data of the SKPD', () => {
  it('is read whatever the order of its columns, with figures as they are written here', async () => {
    const { entries, findings } = await check([
      good,
      'dinas kesehatan;63.11.01.2003;;;Rumah tidak layak huni;1.250;unit;2024;Perkim',
      'Dinas Kesehatan;;Juai;;Bidan kurang;;;2025;Puskesmas',
      'Dinas Kesehatan;63.11.01;;;Angka kematian bayi;4,87;per 1.000;2025;BPS',
      'Dinas Kesehatan;63.11.01;;;Imunisasi lengkap;92,5 %;;2025;BPS',
      'Dinas Kesehatan;63.11.01;;;Air bersih;1\u00a0250;KK;2025;BPS',
    ]);
    expect(findings).toEqual([]);
    expect(entries.map(({ area, kecamatan, value, unit }) => [area, kecamatan, value, unit])).toEqual([
      ['63.11.01.2008', '63.11.01', 12, 'anak'],
      ['63.11.01.2003', '63.11.01', 1250, 'unit'],
      ['63.11.01', '63.11.01', undefined, ''],
      ['63.11.01', '63.11.01', 4.87, 'per 1.000'],
      ['63.11.01', '63.11.01', 92.5, '%'],
      ['63.11.01', '63.11.01', 1250, 'KK'],
    ]);
  });

  it.each(['2025.0', '2025,00'])('has the year %s, as some programs write a number', async (year) => {
    expect((await check([good.replace('2025', year)])).entries).toMatchObject([{ year: 2025 }]);
  });

  it('is read out of a spreadsheet with a title above its headings and a sheet of something else', async () => {
    const bytes = await xlsxOf(
      { name: 'Petunjuk', rows: [['Isi lembar berikutnya.'], ['Terima kasih.']] },
      { name: 'Data', rows: [['Data Dinas Kesehatan 2025'], ...[head, good].map((row) => row.split(';'))] },
    );
    const { entries, findings } = checkDataList(await readSheet(bytes, readDataHeadings), rules);
    expect([entries.length, findings]).toEqual([1, []]);
  });

  it.each([
    [
      'a village of another district',
      'Dinas Kesehatan;63.09.01.2001;;;Stunting;1;anak;2025;X1',
      'code code-other-district',
    ],
    [
      'a village nobody knows',
      'Dinas Kesehatan;;Juai;Sirup Manis;Stunting;1;anak;2025;X1',
      'village village-unknown',
    ],
    ['no place', 'Dinas Kesehatan;;;;Stunting;1;anak;2025;X1', 'village village-missing'],
    [
      'a kecamatan nobody knows',
      'Dinas Kesehatan;;Atlantis;;Stunting;1;anak;2025;X1',
      'kecamatan kecamatan-unknown',
    ],
    ['an SKPD that no longer exists', 'Dinas Pasar;;Juai;Sirap;Stunting;1;anak;2025;X1', 'office skpd-gone'],
    ['no SKPD', ';;Juai;Sirap;Stunting;1;anak;2025;X1', 'office skpd-missing'],
    [
      'a figure that is none',
      'Dinas Kesehatan;;Juai;Sirap;Stunting;banyak;anak;2025;X1',
      'value value-unfit',
    ],
    [
      'a figure that could be two',
      'Dinas Kesehatan;;Juai;Sirap;Stunting;4.875;anak;2025;X1',
      'value value-unclear',
    ],
    ['a year to come', 'Dinas Kesehatan;;Juai;Sirap;Stunting;1;anak;2031;X1', 'year year-unfit'],
    ['half a year', 'Dinas Kesehatan;;Juai;Sirap;Stunting;1;anak;2025.5;X1', 'year year-unfit'],
    ['no source', 'Dinas Kesehatan;;Juai;Sirap;Stunting;1;anak;2025;', 'source text-missing'],
    [
      'a formula that failed, as its text too',
      'Dinas Kesehatan;;Juai;Sirap;#N/A;#DIV/0!;anak;2025;X1',
      ['what cell-error', 'value cell-error'],
    ],
    [
      'a share of something that is counted',
      'Dinas Kesehatan;;Juai;Sirap;Stunting;12,5%;anak;2025;X1',
      'value value-unfit',
    ],
    ["somebody's number", 'Dinas Kesehatan;;Juai;Sirap;Anak Siti 081234567890;1;;2025;X1', 'what personal'],
  ])('refuses %s, and says which cell and why', async (_what, row, wrong) => {
    expect(await wrongIn(row)).toEqual([wrong].flat());
  });

  it('names the SKPD that is gone, and one that may be meant', async () => {
    const { findings } = await check(['Dinas Kesehatn;;Juai;Sirap;Stunting;1;anak;2025;EPPGBM']);
    expect(findings[0]).toMatchObject({ params: { name: 'Dinas Kesehatn' }, suggestion: 'Dinas Kesehatan' });
  });

  it("is of somebody's own SKPD only, which need not be named", async () => {
    const scope = { kind: 'office', office: 'dinas-pupr' } as const;
    expect(await wrongIn(good, { scope })).toEqual(['office skpd-other']);
    const own = await check([good.replace('Dinas Kesehatan', '')], { scope });
    expect(own.entries[0]).toMatchObject({ office: 'dinas-pupr', area: '63.11.01.2008' });
    const gone = { scope: { kind: 'office', office: 'dinas-pasar' } } as const;
    expect(await wrongIn(good.replace('Dinas Kesehatan', ''), gone)).toEqual(['office skpd-gone']);
  });

  it('is of the own kecamatan for somebody who is limited to some', async () => {
    expect(await wrongIn(good, { scope: { kind: 'kecamatan', codes: ['63.11.02'] } })).toEqual([
      'kecamatan outside-area',
    ]);
  });

  it('is of the own village for somebody who is limited to some, and of no kecamatan', async () => {
    const scope = { kind: 'village', codes: ['63.11.01.2008'], kecamatan: ['63.11.01'] } as const;
    expect(await wrongIn(good, { scope })).toEqual([]);
    expect(await wrongIn(good.replace('Sirap', 'Bata'), { scope })).toEqual(['village outside-area']);
    expect(await wrongIn(good.replace('Sirap', ''), { scope })).toEqual(['kecamatan outside-area']);
    expect(await wrongIn(good.replace(';;Juai;Sirap', ';63.11.01.2005;;'), { scope })).toEqual([
      'code outside-area',
    ]);
  });

  it('says nothing twice', async () => {
    const { findings } = await check([good, good.replace('Balita stunting', 'BALITA  stunting')]);
    expect(findings).toMatchObject([{ line: 3, reason: 'datum-twice', params: { other: 2 } }]);
  });

  it.each([
    ['a bomb', async () => swellingXlsx('xl/worksheets/sheet1.xml', 300), 'swells'],
    ['no headings', async () => csvList('a;b', 'c;d'), 'no-headings'],
    ['no year', async () => csvList('SKPD;Desa;Masalah;Sumber', 'x;y;z;w'), 'column-missing-year'],
  ])('is refused whole with %s', async (_what, make, problem) => {
    const read = async () => checkDataList(await readSheet(await make(), readDataHeadings), rules);
    await expect(read()).rejects.toThrow(new ListError(problem, expect.anything()));
  });
});
