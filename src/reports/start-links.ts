import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Participant } from '../people/participant.model.ts';
import type { Region } from '../regions/region.model.ts';
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import type { ListCell } from './csv.ts';
import { renderPdf } from './pdf.ts';
import { qrCode } from './qr.ts';

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

/** The links, a person a row, below their headings. */
export function linkRows({ people, regions, link, texts, locale }: LinkSheet): ListCell[][] {
  const byCode = new Map(regions.map((region) => [region._id, region]));
  const rows = people.map((person) => {
    const region = byCode.get(person.village ?? '');
    const office = person.office ? texts.t(locale, `conversation.office.${person.office}`) : '';
    return [region?.kecamatan.name, region?.name, office, person.rt, person.name, link(person.startCode)];
  });
  return [['kecamatan', 'village', 'office', 'rt', 'name', 'link'], ...rows];
}

/** The links as QR codes to cut out, each village on pages of its own, for the desa office to hand out. */
export async function linksPdf(sheet: LinkSheet): Promise<Buffer> {
  const villages = sheet.regions
    .map((region) => ({ region, people: sheet.people.filter((person) => person.village === region._id) }))
    .filter(({ people }) => people.length > 0);
  const content = villages.flatMap(({ region, people }, index) => village(sheet, region, people, index > 0));
  const t = (key: string) => sheet.texts.t(sheet.locale, `links.${key}`);
  return renderPdf({
    title: t('title'),
    content: content.length > 0 ? content : [t('none')],
    foot: `${sheet.agency} · {page} / {pages}`,
  });
}

const acrossPage = 2;

/** In points: 34 mm, which an old phone's camera reads from a hand's breadth. */
const qrSize = 96;

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
      layout: 'lined',
    },
  ];
}

/** In the language of the person it is handed to; around it, the sheet speaks that of the office. */
function card({ link, texts }: LinkSheet, person: Participant): TableCell {
  const t = (key: string, params = {}) => texts.t(person.locale, key, params);
  const office = person.office ? t(`conversation.office.${person.office}`) : '';
  return {
    columns: [
      { canvas: qrCode(link(person.startCode), qrSize), width: qrSize + 8 },
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
