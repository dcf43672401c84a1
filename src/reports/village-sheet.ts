import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { SheetContents } from '../letters/sheets/contents.ts';
import { renderPdf } from './pdf.ts';
import type { Speech } from './proposal-words.ts';
import { qrCode } from './qr.ts';
import { lineWords } from './sheet-words.ts';

/** What a Lembar Desa is drawn from. */
export interface VillageSheet extends Speech {
  contents: SheetContents;
  agency: string;
  /** "Desa Juai, Kecamatan Juai". */
  area: string;
  /** What the round is called. */
  round: string;
  /** The day of the sheet, in words. */
  today: string;
  /** Of the public page that tells how a proposal stands. */
  checkAt: string;
  /** A day in words. */
  dayOf(date: Date): string;
  /** The name of an office by its key; of the planning office by null. */
  officeName(key: string | null): string;
}

/** The longest words of one proposal, question or answer, in characters: what is longer is told in the chat and on the page. */
const longest = { title: 90, why: 200, question: 140, answer: 220 };

const shorten = (text: string, most: number): string =>
  [...text].length > most
    ? `${[...text]
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : text;

/** The sheet as PDF, small enough for two pages where a village has some twenty proposals. */
export async function villageSheetPdf(sheet: VillageSheet): Promise<Buffer> {
  const { texts, locale, contents, agency, area, round, today } = sheet;
  const t: Say = (key, params) => texts.t(locale, `papers.sheet.${key}`, params);
  return renderPdf({
    title: t('title', { area, round }),
    fontSize: 8,
    content: [
      head(sheet, t),
      ...proposals(sheet, t),
      ...questions(sheet, t),
      ...works(contents, t),
      { text: t('ask'), margin: [0, 8, 0, 0], italics: true },
    ],
    foot: t('foot', { agency, area, today, page: '{page}', pages: '{pages}' }),
  });
}

type Say = (key: string, params?: Record<string, string | number>) => string;

function head({ area, round, today, checkAt, contents }: VillageSheet, t: Say): Content {
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: t('title', { area, round }), bold: true, fontSize: 13 },
          { text: t('intro', { today, count: contents.lines.length }), margin: [0, 3, 8, 0] },
          { text: `${t('check')} ${checkAt}`, margin: [0, 3, 8, 0] },
        ],
      },
      { canvas: qrCode(checkAt, 56), width: 56 },
    ],
    margin: [0, 0, 0, 8],
  };
}

const heading = (text: string): Content => ({ text, bold: true, fontSize: 10, margin: [0, 8, 0, 3] });

function proposals(sheet: VillageSheet, t: Say): Content[] {
  const { contents, dayOf } = sheet;
  if (contents.lines.length === 0) return [t('no-proposals')];
  const head = ['words', 'state', 'next'].map(
    (key): TableCell => ({ text: t(`columns.${key}`), bold: true, fillColor: '#eee' }),
  );
  const rows = contents.lines.map((line): TableCell[] => {
    const { seats, state, why, next } = lineWords(line, sheet, dayOf);
    return [
      {
        stack: [
          { text: shorten(line.title || t('spoken'), longest.title), bold: true },
          { text: `${line.code} · ${seats}`, color: '#555', fontSize: 7 },
        ],
      },
      { text: state, bold: true },
      { text: [why && `${shorten(why, longest.why)} `, { text: next, italics: true }] },
    ];
  });
  return [
    {
      layout: 'lined',
      table: { headerRows: 1, dontBreakRows: true, widths: [200, 76, '*'], body: [head, ...rows] },
    },
  ];
}

function questions({ contents, officeName, dayOf }: VillageSheet, t: Say): Content[] {
  if (contents.questions.length === 0) return [];
  return [
    heading(t('questions')),
    ...contents.questions.map(
      ({ question, answer, office, at }): Content => ({
        margin: [0, 0, 0, 3],
        text: [
          { text: `“${shorten(question, longest.question)}” `, italics: true },
          shorten(answer, longest.answer),
          { text: ` (${officeName(office)}, ${dayOf(at)})`, color: '#555' },
        ],
      }),
    ),
  ];
}

function works({ works: all }: SheetContents, t: Say): Content[] {
  if (all.length === 0) return [];
  return [
    heading(t('works')),
    {
      ul: all.map(({ name, size, year, stage }) =>
        t(`work.${stage}`, {
          name: shorten(size ? `${name}, ${size}` : name, longest.question),
          year: String(year),
        }),
      ),
    },
  ];
}
