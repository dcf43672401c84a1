import { describe, expect, it } from 'vitest';
import { readHeadings } from '../../../src/people/import/columns.ts';
import { readSheet } from '../../../src/people/import/sheet.ts';
import { csvOf } from '../../../src/reports/csv.ts';
import { linkRows, linksPdf } from '../../../src/reports/start-links.ts';
import { templateCsv, templateXlsx } from '../../../src/reports/template.ts';
import { loadTexts } from '../../../src/texts/load.ts';
import { balanganRegions } from '../../support/lists.ts';
import { aParticipant } from '../../support/proposing.ts';

const sheet = {
  people: [
    aParticipant({ name: '=Ahmad', rt: '03', startCode: 'ABCDE23456' }),
    aParticipant({ name: 'Siti', village: '63.11.08.2004', kecamatan: '63.11.08', startCode: 'ZZZZZ22222' }),
  ],
  regions: await balanganRegions(),
  link: (code: string) => `https://t.me/rembuk_bot?start=${code}`,
  texts: loadTexts(),
  locale: 'id',
  agency: 'Bapperida',
} as const;

describe('personal links', () => {
  it('as CSV name each person and run no formula', () => {
    const [head, first, second] = csvOf(linkRows({ ...sheet, people: [...sheet.people] })).split('\r\n');
    expect(head).toBe('kecamatan,village,office,rt,name,link');
    expect(first).toBe("Juai,Juai,Ketua RT,03,'=Ahmad,https://t.me/rembuk_bot?start=ABCDE23456");
    expect(second).toContain("Tebing Tinggi,Ju'uh");
  });

  it('as PDF fill a page for each village', async () => {
    const pdf = await linksPdf({ ...sheet, people: [...sheet.people] });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
  });

  it('speak to each person in their own language, and to the office around them in its own', async () => {
    const said = new Set<string>();
    const { texts } = sheet;
    const listening: typeof texts = {
      ...texts,
      t(locale, key, params) {
        said.add(`${locale} ${key}`);
        return texts.t(locale, key, params);
      },
    };
    await linksPdf({ ...sheet, texts: listening, people: [aParticipant({ locale: 'bjn' })] });
    expect([...said].sort()).toEqual([
      'bjn conversation.office.ketua-rt',
      'bjn links.private',
      'bjn links.steps',
      'id links.how',
      'id links.title',
      'id links.village',
    ]);
    expect(texts.t('bjn', 'links.steps')).not.toBe(texts.t('id', 'links.steps'));
  });
});

describe('the template', () => {
  it('has headings that an import knows, in both forms', async () => {
    for (const bytes of [Buffer.from(templateCsv()), await templateXlsx()]) {
      const { headings, rows } = await readSheet(bytes);
      const { at, unknown } = readHeadings(headings);
      expect({ columns: at.size, unknown }).toEqual({ columns: 8, unknown: [] });
      expect(rows.map((row) => row.cells[6])).toEqual(['0812 0000 0001', '+62 812-0000-0002']);
    }
  });
});
