import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { type Column, readHeadings } from '../../../src/people/import/columns.ts';
import { ListError } from '../../../src/people/import/list-error.ts';
import { readOffice, readRt } from '../../../src/people/import/read-cells.ts';
import { limits } from '../../../src/people/import/rows.ts';
import { readSheet } from '../../../src/people/import/sheet.ts';
import { csvList } from '../../support/lists.ts';
import { swellingXlsx } from '../../support/swelling-xlsx.ts';

const rowsOf = async (bytes: Buffer) => (await readSheet(bytes)).rows.map((row) => row.cells);
const refusal = async (bytes: Buffer) =>
  readSheet(bytes).then(
    () => 'read',
    (error: unknown) => (error instanceof ListError ? error.problem : error),
  );

const zipOf = (...parts: string[]) =>
  Buffer.from(zipSync(Object.fromEntries(parts.map((part) => [part, strToU8('<x/>')]))));

describe('a CSV file', () => {
  it.each([',', ';', '\t', '|'])('is read with %j between its cells', async (mark) => {
    const list = csvList(['Nama', 'Jabatan', 'Desa'].join(mark), ['"Ahmad, S.Pd"', 'BPD', 'Juai'].join(mark));
    expect(await rowsOf(list)).toEqual([['Ahmad, S.Pd', 'BPD', 'Juai']]);
  });

  it('may begin with a byte order mark or with the line Excel puts there', async () => {
    const list = csvList('Nama;Desa', 'Siti;Juai');
    expect((await readSheet(Buffer.concat([Buffer.from('\uFEFF'), list]))).headings).toEqual([
      'Nama',
      'Desa',
    ]);
    const sheet = await readSheet(Buffer.concat([Buffer.from('sep=;\r\n'), list]));
    expect(sheet).toMatchObject({ headings: ['Nama', 'Desa'], rows: [{ line: 3 }] });
  });

  it.each(['utf-16le', 'utf-16be', 'without mark'])('in UTF-16 (%s) is read and told', async (form) => {
    const text = 'Nama\tDesa\nJosé\tJuai';
    const little = Buffer.from(form === 'without mark' ? text : `\uFEFF${text}`, 'utf16le');
    const sheet = await readSheet(form === 'utf-16be' ? little.swap16() : little);
    expect(sheet).toMatchObject({ encoding: 'utf-16', rows: [{ cells: ['José', 'Juai'] }] });
  });

  it('in Windows-1252 is read and told', async () => {
    const sheet = await readSheet(Buffer.from('Nama;Desa\nJos\xe9 \x96 Ren\xe9;Ju\x92uh', 'latin1'));
    expect(sheet).toMatchObject({ encoding: 'windows-1252', rows: [{ cells: ['José – René', 'Ju’uh'] }] });
  });

  it('keeps the row numbers of the spreadsheet where rows are empty', async () => {
    const sheet = await readSheet(csvList('Nama;Desa', '', ';;', 'Siti;Juai'));
    expect(sheet.rows).toEqual([{ line: 4, cells: ['Siti', 'Juai'] }]);
  });

  it('that is none is refused with its reason', async () => {
    expect(await refusal(Buffer.alloc(0))).toBe('empty');
    expect(await refusal(csvList('Nama;Desa'))).toBe('no-rows');
    expect(await refusal(csvList('Nama;Desa', '"Siti;Juai'))).toBe('broken-csv');
    expect(await refusal(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]))).toBe('not-text');
    expect(await refusal(Buffer.alloc(limits.bytes + 1, 'a'))).toBe('too-large');
    expect(await refusal(csvList('Nama;Desa', ...Array(limits.rows + 1).fill('a;b')))).toBe('too-many-rows');
  });
});

describe('a file that is to be saved as XLSX first', () => {
  const page = '<table>\n<tr><th>Nama</th></tr>\n<tr><td>Siti</td></tr>\n</table>';
  it.each([
    ['old Excel, or one with a password', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4])],
    ['a page called .xls (SheetJS/sheetjs#419, tidyverse/readxl#480)', Buffer.from(page)],
    ['a page in one line', Buffer.from(page.replaceAll('\n', ''))],
    ['a page behind blanks, in UTF-16', Buffer.from(`\uFEFF\r\n <html>${page}`, 'utf16le')],
    ['XML of Excel 2003', Buffer.from('\uFEFF<?xml version="1.0"?>\n<Workbook/>')],
    ['a page with its pictures', Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related')],
    ['OpenDocument', zipOf('mimetype', 'content.xml')],
    ['a text', zipOf('[Content_Types].xml', 'word/document.xml')],
    ['binary Excel', zipOf('[Content_Types].xml', 'xl/workbook.bin')],
  ])('is %s', async (_what, bytes) => {
    expect(await refusal(bytes)).toBe('old-excel');
  });

  it('is not one that has such a mark in its first cell', async () => {
    expect(await rowsOf(csvList('< 2026', 'Nama;Jabatan;Desa', 'Siti;BPD;Juai'))).toEqual([
      ['Siti', 'BPD', 'Juai'],
    ]);
  });
});

describe('an XLSX file', () => {
  it('is read with its digits as they stand', async () => {
    const data = [
      [{ value: 'Nama' }, { value: 'No HP' }],
      [{ value: 'Siti' }, { value: 81234567890, type: Number }],
      [{ value: 'Budi' }, { value: '081234567891', type: String }],
    ];
    const bytes = await writeXlsxFile(data).toBuffer();
    expect(await rowsOf(bytes)).toEqual([
      ['Siti', '81234567890'],
      ['Budi', '081234567891'],
    ]);
  });

  it('has formulas of which only the saved value is read, and one that has none is told', async () => {
    const data = [
      [{ value: 'Nama' }, { value: 'Desa' }],
      [{ value: '=HYPERLINK("http://contoh.invalid")', type: 'Formula' as const }, { value: 'Juai' }],
    ];
    expect(await rowsOf(await writeXlsxFile(data).toBuffer())).toEqual([['#VALUE!', 'Juai']]);
  });

  it('that is damaged is refused', async () => {
    const good = await writeXlsxFile([[{ value: 'Nama' }]]).toBuffer();
    expect(await refusal(good.subarray(0, good.length / 2))).toBe('broken-xlsx');
    expect(await refusal(Buffer.from('PK\u0003\u0004 tidak lebih'))).toBe('broken-xlsx');
  });
});

describe('a list that swells', () => {
  it('is refused: a spreadsheet below 2 MB that holds 200 MB, whatever its heads say', async () => {
    const bomb = await swellingXlsx('xl/worksheets/sheet1.xml', 200);
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    expect(await refusal(bomb)).toBe('swells');
  });

  it('is refused: what swells is a picture nobody reads', async () => {
    expect(await refusal(await swellingXlsx('xl/media/image1.png', 101))).toBe('swells');
  });

  it('is read as far as cells go: one long text that all cells share', async () => {
    const long = 'a'.repeat(30_000);
    const bytes = await writeXlsxFile(
      Array.from({ length: 3_000 }, () => [{ value: long }, { value: long }]),
    ).toBuffer();
    const { rows } = await readSheet(bytes);
    expect(rows).toHaveLength(2_999);
    expect(rows[0]?.cells[0]).toHaveLength(limits.cell);
  });

  it.each([';', 'a;', ' '])('is refused at once: one line that is all %j', async (part) => {
    const list = Buffer.concat([Buffer.alloc(1_000, 'Nama;Desa\n'), Buffer.alloc(8_000_000, part)]);
    expect(await refusal(list)).toBe('too-much');
  });

  it('is refused: more cells than can be kept until it is confirmed', async () => {
    const row = Array.from({ length: 58 }, () => 'abcdef').join(',');
    const list = csvList(...Array.from({ length: 20_000 }, () => row));
    expect(list.length).toBeLessThan(limits.bytes);
    expect(await refusal(list)).toBe('too-much');
  });
});

describe('headings', () => {
  it('are known in Indonesian and English, in any order and writing', () => {
    const { at, unknown } = readHeadings([
      'NO. HP',
      'Village',
      'keterangan',
      ' jabatan ',
      'Nama Lengkap',
      'Kec.',
    ]);
    expect(Object.fromEntries(at)).toEqual({ phone: 0, village: 1, office: 3, name: 4, kecamatan: 5 });
    expect(unknown).toEqual(['keterangan']);
  });

  it.each([
    [['Nama', 'Name', 'Jabatan', 'Desa'], 'column-twice'],
    [['Nama', 'Desa'], 'column-missing-office'],
    [['Nama', 'Jabatan', 'Desaa'], 'column-missing-village'],
    [['1', '2', '3'], 'no-headings'],
  ])('%j are refused: %s', (row, problem) => {
    expect(() => readHeadings(row)).toThrow(expect.objectContaining({ problem }));
  });

  it.each([
    ['No. Telp/HP', 'phone'],
    ['No.Telp / WA', 'phone'],
    ['Nomor HP (WA aktif)', 'phone'],
    ['Telp.', 'phone'],
    ['Kontak', 'phone'],
    ['Handphone', 'phone'],
    ['Desa/Kel.', 'village'],
    ['Kel./Desa', 'village'],
    ['Nama Desa / Kelurahan', 'village'],
    ['Kelurahan', 'village'],
    ['Kode Desa', 'code'],
    ['Nama', 'name'],
  ])('"%s" heads the %s', (heading, column) => {
    const others = ['Unsur', ...(column === 'village' ? [] : ['Nama Desa/Kelurahan'])];
    expect(readHeadings([heading, ...others]).at.get(column as Column)).toBe(0);
  });

  it('that only look like one are not known', () => {
    const { unknown } = readHeadings(['No.', 'Nomor', 'Kepala Desa', 'Jabatan', 'Desa', 'HP istri']);
    expect(unknown).toEqual(['No.', 'Nomor', 'Kepala Desa', 'HP istri']);
  });
});

describe('an office', () => {
  it.each([
    ['Plt. Kades', 'kepala-desa'],
    ['Pj. Kepala Desa', 'kepala-desa'],
    ['Penjabat Kepala Desa', 'kepala-desa'],
    ['Plh Lurah', 'kepala-desa'],
    ['Kepala Desa Juai', 'kepala-desa'],
    ['Plt. Kades Juai', 'kepala-desa'],
    ['Pambakal Desa Juai', 'kepala-desa'],
    ['Ketua BPD Juai', 'bpd'],
    ['Ketua TP. PKK Desa Juai', 'pkk'],
    ['Ketua Karang Taruna Ds. Juai', 'karang-taruna'],
  ])('"%s" of Juai is %s', (cell, office) => {
    expect(readOffice(cell, 'Juai')).toEqual({ office });
  });

  it.each([
    'Ketua RT 03 RW 01',
    'Ketua RT.03/RW.01',
    'Ketua RT 03 Desa Juai',
    'Plt. Ketua RT 03',
    'RT 03 RW 01',
  ])('"%s" is that of its RT', (cell) => {
    expect(readOffice(cell, 'Juai')).toEqual({ office: 'ketua-rt', rt: '03' });
  });

  it('of another village than the row is not taken', () => {
    expect(readOffice('Kepala Desa Galumbang', 'Juai')).toEqual({ suggestion: null });
    expect(readOffice('Sekretaris Desa Juai', 'Juai')).toEqual({ suggestion: null });
  });

  it.each(['RT 03 RW 01', 'RT03RW01', 'RT. 03 / RW. 01', 'RT 03, RW 01', 'RT 3 RW 1', '03 RW 01', '3.0'])(
    '"%s" is RT 03',
    (cell) => {
      expect(readRt(cell)).toBe('03');
    },
  );

  it.each(['RW 01', 'RT 03 dan 04', 'RT', '0'])('"%s" is no RT', (cell) => {
    expect(readRt(cell)).toBeNull();
  });
});
