import { describe, expect, it } from 'vitest';
import { checkList } from '../../../src/people/import/import.ts';
import { ListError } from '../../../src/people/import/list-error.ts';
import { readSheet } from '../../../src/people/import/sheet.ts';
import { rowsHidden } from '../../../src/people/import/sheet-findings.ts';
import { ParticipantModel } from '../../../src/people/participant.model.ts';
import { csvOf } from '../../../src/reports/csv.ts';
import { describeFinding, findingRows } from '../../../src/reports/import-findings.ts';
import { loadTexts } from '../../../src/texts/load.ts';
import { wholeDistrict } from '../../../src/users/scope.ts';
import { useDatabase } from '../../support/database.ts';
import { balanganRegions } from '../../support/lists.ts';
import { cellRows, rawXlsx } from '../../support/raw-xlsx.ts';
import { type SomeSheet, xlsxOf } from '../../support/sheets.ts';

useDatabase([ParticipantModel]);
const regions = await balanganRegions();
const texts = loadTexts();

const juai: SomeSheet = {
  name: 'Juai',
  rows: [
    ['Nama', 'Jabatan', 'RT', 'Kecamatan', 'Desa/Kel.', 'No. Telp/HP', 'Keterangan'],
    ['Ahmad Fauzi', 'Ketua RT', '3', 'Juai', 'Sirap', '081234567890', 'x'],
    ['Budi', 'Ketua RT', '4', 'Juai', 'Sirap', '081234567891 / 081234567899', ''],
  ],
};
const batumandi: SomeSheet = {
  name: 'Batu & Mandi',
  rows: [
    [],
    ['Desa', 'Kecamatan', 'Jabatan', 'Nama Lengkap'],
    ['Batu Mandi', 'Batumandi', 'Plt. Kades', 'Siti Aminah'],
    ['Batu Mandi', 'Batumandi', 'Kades', 'Rahmah'],
    ['Sirop', 'Juai', 'BPD', 'Hasan'],
  ],
};
const notes: SomeSheet = { name: 'Catatan', rows: [['Rekap per kecamatan'], ['Juai', '2']] };
const old: SomeSheet = { ...juai, name: 'Lama', hidden: 'hidden' };
const empty: SomeSheet = { name: 'Sheet3', rows: [['']] };

const check = async (...sheets: SomeSheet[]) =>
  checkList(await readSheet(await xlsxOf(...sheets)), {
    regions,
    scope: wholeDistrict,
    now: new Date('2026-12-01T01:00:00Z'),
  });
const told = (report: Awaited<ReturnType<typeof check>>) =>
  report.findings.map((finding) => {
    const { where, reason } = describeFinding(finding, texts, 'id');
    return `${where}: ${reason}`;
  });

describe('a list with hidden rows', () => {
  const told = async (bytes: Buffer) =>
    rowsHidden(await readSheet(bytes)).map((one) => [one.broken, describeFinding(one, texts, 'id').reason]);
  const rows = (count: number) =>
    cellRows([['Nama', 'Jabatan', 'Desa'], ...Array(count).fill(['Siti', 'BPD', 'Juai']), []]);

  it('is read whole, and says which they are (SheetJS/sheetjs#630, tidyverse/readxl#428)', async () => {
    const bytes = rawXlsx({ rows: rows(4), hidden: [3, 5, 6] });
    expect((await readSheet(bytes)).rows.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(await told(bytes)).toEqual([
      [
        false,
        '2 baris tersembunyi juga dibaca: baris 3, 5. Bila tidak dimaksudkan, hapus barisnya dari daftar.',
      ],
    ]);
  });

  it('names ten of them', async () => {
    const hidden = Array.from({ length: 12 }, (_, index) => index + 2);
    expect((await told(rawXlsx({ rows: rows(12), hidden })))[0]?.[1]).toMatch(
      /^12 .* baris 2, 3, .*, 10, 11 …\./,
    );
  });

  it('says nothing where its headings or a title alone are hidden', async () => {
    expect(await told(rawXlsx({ rows: rows(4), hidden: [1] }))).toEqual([]);
  });

  it('names their sheets where it stands on several', () => {
    const rows = [4, 1_000_007].map((line) => ({ line, cells: ['Siti'], hidden: true as const }));
    expect(
      rowsHidden({ headings: ['Nama'], encoding: 'utf-8', sheets: ['Juai', 'Halong'], rows }),
    ).toMatchObject([{ params: { count: 2, lines: '4 (Juai), 7 (Halong)' } }]);
  });
});

describe('a list on several sheets', () => {
  it('is read whole, each sheet under its own headings, and findings name the sheet', async () => {
    const report = await check(juai, batumandi, empty);
    expect(report).toMatchObject({
      rows: 5,
      broken: 2,
      counts: { added: 3 },
      unknownHeadings: ['Keterangan'],
    });
    expect(told(report)).toEqual([
      'lembar Juai, baris 3: Ada dua nomor; yang pertama dipakai, yang kedua tidak: 0812•••••899.',
      'lembar Batu & Mandi, baris 4: Jabatan ini sudah diisi orang lain di baris 3 (Batu & Mandi). Sisakan satu.',
      'lembar Batu & Mandi, baris 5: Desa ini tidak ada.',
    ]);
    expect(csvOf(findingRows(report.findings, texts, 'id'))).toContain('Batu & Mandi: 5');
  });

  it('is read where it stands on the second, and what is left out is named', async () => {
    const report = await check(notes, juai, old, empty);
    expect(report).toMatchObject({ rows: 2, broken: 0, counts: { added: 2 } });
    expect(told(report)[0]).toContain('Lembar yang tidak dibaca: Catatan, Lama.');
    expect(report.findings[1]).toMatchObject({ line: 3 });
  });

  it('is not read from hidden sheets, nor from those that are very hidden', async () => {
    const report = await check(juai, { ...batumandi, hidden: 'veryHidden' });
    expect(report.rows).toBe(2);
    expect(told(report)[0]).toContain('Batu & Mandi');
  });

  it.each([[[juai]], [[juai, batumandi]]])(
    'is read from its headings on, whatever its office has put above them',
    async (sheets) => {
      const titles = [['DAFTAR KETUA RT'], ['Kabupaten Balangan', '', '2026'], []];
      const report = await check(...sheets.map((one) => ({ ...one, rows: [...titles, ...one.rows] })));
      expect(report.rows).toBe(
        sheets.flatMap(({ rows }) => rows.filter((row) => row.length > 1)).length - sheets.length,
      );
      expect(report.findings.find(({ reason }) => reason === 'phone-second')?.line).toBe(6);
    },
  );

  it('is refused with the names of all its sheets where none can be used', async () => {
    const refused = await check(notes, old).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ListError);
    expect(refused).toMatchObject({ problem: 'no-sheet', params: { names: 'Catatan, Lama' } });
    await expect(check(old)).rejects.toMatchObject({ problem: 'no-sheet', params: { names: 'Lama' } });
  });
});
