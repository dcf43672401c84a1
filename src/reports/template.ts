import { csvLine } from './csv.ts';

/** The headings of a list, as staff are to fill it in, and two rows to show how. */
const headings = ['Nama', 'Jabatan', 'RT', 'Kode desa', 'Kecamatan', 'Desa', 'No HP', 'Bahasa'];
const examples = [
  [
    'Ahmad Fauzi (contoh, hapus baris ini)',
    'Ketua RT',
    '03',
    '63.11.01.2003',
    'Juai',
    'Juai',
    '0812 0000 0001',
    'id',
  ],
  [
    'Siti Aminah (contoh, hapus baris ini)',
    'Kepala Desa',
    '',
    '',
    'Tebing Tinggi',
    "Ju'uh",
    '+62 812-0000-0002',
    'bjn',
  ],
];
const widths = [36, 16, 6, 16, 18, 20, 20, 8];

/** An empty list as CSV, for any program. */
export function templateCsv(): string {
  return `\uFEFF${[headings, ...examples].map(csvLine).join('')}`;
}

/** An empty list as XLSX. All cells are text, so that no spreadsheet rounds a phone number or drops its zero. */
export async function templateXlsx(): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const text = (value: string) => ({ value, type: String, format: '@' });
  const blank = Array.from({ length: 200 }, () => headings.map(() => text('')));
  return writeXlsxFile(
    [
      headings.map((heading) => ({ ...text(heading), fontWeight: 'bold' as const })),
      ...examples.map((row) => row.map(text)),
      ...blank,
    ],
    { columns: widths.map((width) => ({ width })), stickyRowsCount: 1, sheet: 'Peserta' },
  ).toBuffer();
}

/** A list of data of the SKPD, with two rows to show how. */
export const dataTemplate: readonly (readonly string[])[] = [
  ['SKPD', 'Kode desa', 'Kecamatan', 'Desa', 'Masalah', 'Nilai', 'Satuan', 'Tahun', 'Sumber'],
  ['Dinas Kesehatan', '63.11.01.2003', '', '', 'Balita stunting (contoh)', '12', 'anak', '2025', 'EPPGBM'],
  ['Dinas Kesehatan', '', 'Juai', '', 'Bidan desa kurang (contoh)', '', '', '2025', 'Laporan puskesmas'],
];
