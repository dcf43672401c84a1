import type { CanvasRect, Content, TableCell } from 'pdfmake/interfaces.js';
import QRCode from 'qrcode';
import type { Participant } from '../people/participant.model.ts';
import type { Region } from '../regions/region.model.ts';
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import { csvLine } from './csv.ts';
import { renderPdf } from './pdf.ts';

/** What the sheets of personal links are made of. */
export interface LinkSheet {
  /** In the order of villages, as `listParticipants` gives them. */
  people: Participant[];
  regions: Region[];
  /** Makes the personal link of a start code. */
  link(code: string): string;
  texts: Texts;
  locale: Locale;
  agency: string;
}

/** The links as CSV, a person a line. */
export function linksCsv({ people, regions, link, texts, locale }: LinkSheet): string {
  const byCode = new Map(regions.map((region) => [region._id, region]));
  const rows = people.map((person) => {
    const region = byCode.get(person.village ?? '');
    const office = person.office ? texts.t(locale, `conversation.office.${person.office}`) : '';
    return [region?.kecamatan.name, region?.name, office, person.rt, person.name, link(person.startCode)];
  });
  return [['kecamatan', 'village', 'office', 'rt', 'name', 'link'], ...rows].map(csvLine).join('');
}

/** The links as QR codes to cut out, each village on pages of its own, for the desa office to hand out. */
export async function linksPdf(sheet: LinkSheet): Promise<Buffer> {
  const villages = sheet.regions
    .map((region) => ({ region, people: sheet.people.filter((person) => person.village === region._id) }))
    .filter(({ people }) => people.length > 0);
  const content = villages.flatMap(({ region, people }, index) => village(sheet, region, people, index > 0));
  const t = (key: string) => sheet.texts.t(sheet.locale, `links.${key}`);
  return renderPdf({
    info: { title: t('title') },
    content: content.length > 0 ? content : [t('none')],
    footer: (page, pages) => ({
      text: `${sheet.agency} · ${page} / ${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: '#555',
    }),
    defaultStyle: { fontSize: 9.5 },
  });
}

const acrossPage = 2;

function village(sheet: LinkSheet, region: Region, people: Participant[], onNewPage: boolean): Content[] {
  const t = (key: string, params = {}) => sheet.texts.t(sheet.locale, `links.${key}`, params);
  const cards = people.map((person) => card(sheet, person));
  const rows: TableCell[][] = [];
  for (let from = 0; from < cards.length; from += acrossPage) {
    const row = cards.slice(from, from + acrossPage);
    rows.push([...row, ...Array.from({ length: acrossPage - row.length }, () => ({ text: '' }))]);
  }
  return [
    {
      text: t('village', { village: region.name, kecamatan: region.kecamatan.name }),
      fontSize: 15,
      bold: true,
      ...(onNewPage ? { pageBreak: 'before' as const } : {}),
    },
    { text: t('how', { agency: sheet.agency }), margin: [0, 4, 0, 10] },
    {
      table: { widths: ['*', '*'], body: rows, dontBreakRows: true },
      layout: { hLineColor: () => '#999', vLineColor: () => '#999' },
    },
  ];
}

/** In the language of the person it is handed to; around it, the sheet speaks that of the office. */
function card({ link, texts }: LinkSheet, person: Participant): TableCell {
  const t = (key: string, params = {}) => texts.t(person.locale, key, params);
  const office = person.office ? t(`conversation.office.${person.office}`) : '';
  return {
    columns: [
      { canvas: qrCode(link(person.startCode)), width: qrSize + 8 },
      {
        width: '*',
        stack: [
          { text: person.name, bold: true, fontSize: 11 },
          { text: [office, person.rt].filter(Boolean).join(' '), margin: [0, 2, 0, 6] },
          { text: t('links.steps'), fontSize: 8.5 },
          { text: t('links.private'), fontSize: 7.5, color: '#555', margin: [0, 4, 0, 0] },
        ],
      },
    ],
    margin: [4, 6, 4, 6],
  };
}

/** In points: 34 mm, which an old phone's camera reads from a hand's breadth. */
const qrSize = 96;

/**
 * A QR code as rectangles, one for each run of dark modules. pdfmake's own takes many times as long, and a
 * district's sheet has more than a thousand.
 */
function qrCode(text: string): CanvasRect[] {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const unit = qrSize / size;
  const runs: CanvasRect[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let length = 0;
      while (column + length < size && data[row * size + column + length]) length += 1;
      if (length === 0) continue;
      // A hair more, so that no viewer draws white seams between the rows.
      runs.push({
        type: 'rect',
        x: column * unit,
        y: row * unit,
        w: length * unit,
        h: unit + 0.05,
        color: '#000',
        lineWidth: 0,
      });
      column += length;
    }
  }
  return runs;
}
