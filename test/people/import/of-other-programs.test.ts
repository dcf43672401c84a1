import { describe, expect, it } from 'vitest';
import { type HeadingReader, mostTitles } from '../../../src/people/import/find-headings.ts';
import { readSheet } from '../../../src/people/import/sheet.ts';
import { readDataHeadings } from '../../../src/skpd-data/headings.ts';
import { readDecisionHeadings } from '../../../src/tiers/file/columns.ts';
import { readWorkHeadings } from '../../../src/works/columns.ts';
import { cellRows, type RawSheet, rawXlsx } from '../../support/raw-xlsx.ts';

/** What came of such files elsewhere: the report is named at each. */
const decided = ['Id Usulan', 'Status', 'Catatan'];

async function read(sheet: RawSheet | string, headings: HeadingReader = readDecisionHeadings) {
  const bytes = typeof sheet === 'string' ? Buffer.from(sheet) : rawXlsx(sheet);
  const { headings: head, rows } = await readSheet(bytes, headings);
  return { head, rows: rows.map(({ cells }) => cells), lines: rows.map(({ line }) => line) };
}
const merged = (...refs: string[]) =>
  `<mergeCells count="${refs.length}">${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

describe('a spreadsheet of another program', () => {
  it('shows merged cells in each of their rows (Icinga/icingaweb2-module-fileshipper#16)', async () => {
    const { rows } = await read({
      rows: cellRows([decided, ['RR-1', 'Masuk RKPD', 'Pagu'], ['RR-2', '', ''], ['RR-3', '', 'Lain']]),
      after: merged('B2:B4', 'C2:C3'),
    });
    expect(rows).toEqual([
      ['RR-1', 'Masuk RKPD', 'Pagu'],
      ['RR-2', 'Masuk RKPD', 'Pagu'],
      ['RR-3', 'Masuk RKPD', 'Lain'],
    ]);
  });

  it.each(['', 'x:'])(
    'has cells that do not say where they stand, with tags like <%sc> (tafia/calamine#261, box/spout#267, exceljs/exceljs#537)',
    async (prefix) => {
      const row = ['RR-1', '<c t="e"><v>#N/A</v></c>', 'Pagu &amp; lahan'];
      const cells = cellRows([decided, row]).map((xml) => xml.replaceAll(/ r="[A-Z]+\d+"/g, ''));
      const seen = ['RR-1', '#N/A', 'Pagu & lahan'];
      expect((await read({ rows: cells, prefix })).rows).toEqual([seen]);
      // Nor do its rows; what does say it is held to.
      const rest = `</row><row>${cells[1]}</row><row r="7"><c r="B7" t="str"><v>RKPD</v></c><c t="str"><v>ya</v></c>`;
      const { rows, lines } = await read({ rows: [`${cells[0]}${rest}`], prefix });
      expect([rows, lines]).toEqual([
        [seen, ['', 'RKPD', 'ya']],
        [2, 7],
      ]);
    },
  );

  it.each([
    ['<c><v>8.12345E10</v></c>', '81234500000'],
    ['<c><v>6.28123456789E+12</v></c>', '6281234567890'],
    ['<c><v>8E11</v></c>', '800000000000'],
    // A fraction, and a text of which nobody knows what it was.
    ['<c><v>1.25E1</v></c>', '1.25E1'],
    ['<c t="str"><v>8.12345E+10</v></c>', '8.12345E+10'],
  ])('writes numbers as powers of ten: %s', async (cell, seen) => {
    expect((await read({ rows: cellRows([decided, ['RR-1', 'RKPD', cell]]) })).rows[0]?.[2]).toBe(seen);
  });

  it('keeps a text between the marks of CDATA, whatever is in it', async () => {
    const cell = '<c t="inlineStr"><is><t><![CDATA[Pagu & <c> lahan]]></t></is></c>';
    const { rows } = await read({ rows: cellRows([decided, ['RR-1', 'RKPD', cell]]) });
    expect(rows).toEqual([['RR-1', 'RKPD', 'Pagu & <c> lahan']]);
  });

  it('has a head of two lines, of which the lower one counts (shuchkin/simplexlsx#160)', async () => {
    const { head, rows, lines } = await read(
      {
        rows: cellRows([
          ['DAFTAR KEGIATAN 2027', '', '', ''],
          ['Uraian Kegiatan', 'Lokasi', '', 'Pagu (Rp)'],
          ['', 'Kecamatan', 'Desa', ''],
          ['Jembatan gantung', 'Juai', 'Sirap', '<c><v>150000000</v></c>'],
        ]),
        after: merged('A1:D1', 'A2:A3', 'B2:C2', 'D2:D3'),
      },
      readWorkHeadings,
    );
    expect(head).toEqual(['Uraian Kegiatan', 'Kecamatan', 'Desa', 'Pagu (Rp)']);
    expect([rows, lines]).toEqual([[['Jembatan gantung', 'Juai', 'Sirap', '150000000']], [4]]);
  });

  it.each([
    ['that failed', '<c t="e"><f>VLOOKUP(A2,X:Y,2)</f><v>#N/A</v></c>', '#N/A'],
    ['of text that nobody has worked out', '<c t="str"><f>"Masuk"</f></c>', '#VALUE!'],
    ['that nobody has worked out', '<c><f>IF(1,"Masuk","")</f><v></v></c>', '#VALUE!'],
    ['that nobody has worked out, in short', '<c><f>IF(1,"Masuk","")</f><v/></c>', '#VALUE!'],
    ['that came to nothing', '<c t="str"><f>IF(0,"Masuk","")</f><v></v></c>', ''],
    ['that came to something', '<c t="str"><f>"Masuk"&amp;" RKPD"</f><v>Masuk RKPD</v></c>', 'Masuk RKPD'],
  ])('tells of a formula %s (roo-rb/roo#269, pyexcel/pyexcel#8)', async (_what, cell, seen) => {
    for (const prefix of ['', 'x:']) {
      const { rows } = await read({ rows: cellRows([decided, ['RR-1', cell, 'ya']]), prefix });
      expect(rows).toEqual([['RR-1', seen, 'ya']]);
    }
  });

  it('shows percentages as they are seen there (antonscheffer/excel2collections#3)', async () => {
    const figure = (value: string, style: number) => `<c s="${style}"><v>${value}</v></c>`;
    const head = ['Masalah', 'Desa', 'Tahun', 'Sumber', 'Nilai'];
    const row = (cell: string) => ['Stunting', 'Juai', '2025', 'EPPGBM', cell];
    const cells = [
      figure('0.125', 1),
      figure('4.8750000000000002E-2', 1),
      figure('12', 2),
      figure('12', 3),
      figure('1', 4),
    ];
    const { rows } = await read(
      {
        rows: cellRows([head, ...cells.map(row)]),
        // A sign that is written out is no percentage, nor is one of a text.
        formats: ['0.0%', '0&quot;%&quot;', '0\\%', '#,##0%;[Red]-0%'],
      },
      readDataHeadings,
    );
    expect(rows.map((one) => one.at(-1))).toEqual(['12,5%', '4,875%', '12', '12', '100%']);
  });

  it('counts days from 1904 where it says so (exceljs/exceljs#219)', async () => {
    const { rows } = await read({
      rows: cellRows([decided, ['RR-1', 'RKPD', '<c s="1"><v>44550</v></c>']]),
      formats: ['[$-421]dd mmmm yyyy;@'],
      from1904: true,
    });
    expect(rows[0]?.[2]).toBe('2025-12-21');
  });

  it('is read without signs that nobody sees (opengovsg/postmangovsg#88)', async () => {
    const { rows } = await read({
      rows: cellRows([
        ['\ufeffId\u00a0Usulan', 'Status', 'Catatan'],
        ['\u202aRR-1\u202c\u200b', '\u00a0RKPD', '👨‍🌾'],
      ]),
    });
    expect(rows).toEqual([['RR-1', 'RKPD', '👨‍🌾']]);
  });
});

describe('a CSV file of another program', () => {
  it.each([
    [
      'has a line end in its first heading (mholt/PapaParse#681)',
      '"Id\nUsulan";Status;Catatan\nRR-1;RKPD;x',
      2,
    ],
    [
      'has a title with other delimiters (juspay/neurolink#1192)',
      'Daftar usulan, Kabupaten Balangan, 2026, final\nId Usulan;Status;Catatan\nRR-1;RKPD;x',
      3,
    ],
    ['begins with an empty line', '\r\nId Usulan;Status;Catatan\r\nRR-1;RKPD;x', 3],
    [
      'has headings with commas (mholt/PapaParse#600)',
      'Id Usulan;Status;Catatan;Luas (m, ha, are, lain)\nRR-1;RKPD;x;',
      2,
    ],
  ])('is read when it %s', async (_what, text, line) => {
    const { rows, lines } = await read(text);
    expect([rows[0]?.slice(0, 3), lines]).toEqual([['RR-1', 'RKPD', 'x'], [line]]);
  });

  it.each([
    ['="0812345"', '0812345'],
    ['"=""0812345"""', '0812345'],
    ['="Pagu ""baru"""', 'Pagu "baru"'],
    // These are formulas, and stay the text that they are.
    ['="Pagu"&"baru"', '="Pagu"&"baru"'],
    ['=0812345', '=0812345'],
  ])(
    'keeps zeros by a formula of text (parsecsv/parsecsv-for-php#213, JoshClose/CsvHelper#197): %s',
    async (cell, seen) => {
      expect((await read(`Id Usulan;Status;Catatan\nRR-1;RKPD;${cell}`)).rows[0]?.[2]).toBe(seen);
    },
  );

  it.each([
    ['all of them', '"Id Usulan,Status,Catatan"', '"RR-1,RKPD,""Pagu, lahan"""'],
    ['those alone that need it', 'Id Usulan,Status,Catatan', '"RR-1,RKPD,""Pagu, lahan"""'],
  ])('has its lines in quotation marks, %s (parsecsv/parsecsv-for-php#70)', async (_which, ...lines) => {
    expect((await read(`${lines.join('\r\n')}\r\n`)).rows).toEqual([['RR-1', 'RKPD', 'Pagu, lahan']]);
  });

  it('keeps a line end within a cell, and a cell that stands alone', async () => {
    const { rows } = await read('Id Usulan,Status\n"RR-1","Masuk\nRKPD"\n"RR-2, RR-3"');
    expect(rows).toEqual([['RR-1', 'Masuk\nRKPD'], ['RR-2, RR-3']]);
  });

  it('is looked through for its headings as far as titles go, and no further', async () => {
    const titles = (count: number) => `${'Daftar, usulan\n'.repeat(count)}Id Usulan;Status\nRR-1;RKPD`;
    expect((await read(titles(mostTitles))).head).toEqual(['Id Usulan', 'Status']);
    await expect(read(titles(mostTitles + 1))).resolves.toMatchObject({ head: ['Daftar', 'usulan'] });
  });
});
