import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { SilentPerson } from '../outreach/planning/silence.ts';
import { showPhone } from '../people/phone.ts';
import type { Region } from '../regions/region.model.ts';
import type { Locale } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import type { ListCell } from './csv.ts';
import { renderPdf } from './pdf.ts';

/** What the call lists for the offices of villages are made of. */
export interface CallList {
  /** In the order of villages, as `findSilent` gives them. */
  people: SilentPerson[];
  regions: Region[];
  texts: Texts;
  locale: Locale;
  agency: string;
  /** What the round is called. */
  round: string;
  /** The day of the list, in words. */
  day: string;
}

/** Why somebody is silent, in words: "berhenti di pertanyaan 4 dari 9, memilih nanti". */
export function describeSilence({ why, stop }: SilentPerson, texts: Texts, locale: Locale): string {
  if (stop) {
    const where = texts.t(locale, `silent.stop.${stop.at}`, { question: stop.question ?? 0, of: stop.of });
    return stop.later ? `${where}, ${texts.t(locale, 'silent.stop.later')}` : where;
  }
  if (!why) return '';
  const key = `silent.why.${why.replaceAll(' ', '-')}`;
  return texts.t(locale, texts.has(key) ? key : 'silent.why.other');
}

const columns = ['kecamatan', 'desa', 'name', 'office', 'rt', 'phone', 'state', 'detail'] as const;

/** The call list, a person a row, below its headings. */
export function callListRows(list: CallList): ListCell[][] {
  const { people, regions, texts, locale } = list;
  const byCode = new Map(regions.map((region) => [region._id, region]));
  const rows = people.map((person) => {
    const region = byCode.get(person.participant.village ?? '');
    return [region?.kecamatan.name, region?.name, ...cellsOf(person, list)];
  });
  const head = columns.map((column) => texts.t(locale, `silent.list.${column}`));
  return [head, ...rows];
}

/** Name, office, RT, phone, how they are silent, and why. */
function cellsOf(person: SilentPerson, { texts, locale }: CallList): string[] {
  const { name, office, rt, phone } = person.participant;
  return [
    name,
    office ? texts.t(locale, `conversation.office.${office}`) : '',
    rt ?? '',
    phone ? showPhone(phone) : '',
    texts.t(locale, `silent.state.${person.silence}`),
    describeSilence(person, texts, locale),
  ];
}

/** The call list as PDF, each village on pages of its own, with room to note what was said. */
export async function callListPdf(list: CallList): Promise<Buffer> {
  const { regions, people, texts, locale, agency } = list;
  const villages = regions
    .map((region) => ({
      region,
      own: people.filter(({ participant }) => participant.village === region._id),
    }))
    .filter(({ own }) => own.length > 0);
  const content = villages.flatMap(({ region, own }, index) => village(list, region, own, index > 0));
  return renderPdf({
    title: texts.t(locale, 'silent.list.title'),
    content: content.length > 0 ? content : [texts.t(locale, 'silent.list.none')],
    foot: `${agency} · ${texts.t(locale, 'silent.list.private', { day: list.day })} · {page} / {pages}`,
  });
}

function village(list: CallList, region: Region, people: SilentPerson[], onNewPage: boolean): Content[] {
  const t = (key: string, params = {}) => list.texts.t(list.locale, `silent.list.${key}`, params);
  const head = ['number', 'name', 'office', 'phone', 'state', 'note'].map(
    (key): TableCell => ({ text: t(key), bold: true, fillColor: '#eee' }),
  );
  const rows = people.map((person, index): TableCell[] => {
    const [name = '', office, rt, phone = '', state = '', detail = ''] = cellsOf(person, list);
    return [
      String(index + 1),
      { text: name, bold: true },
      [office, rt].filter(Boolean).join(' '),
      phone || '–',
      { stack: [state, ...(detail ? [{ text: detail, fontSize: 8, color: '#555' }] : [])] },
      '',
    ];
  });
  return [
    {
      text: t('title'),
      fontSize: 11,
      color: '#555',
      ...(onNewPage ? { pageBreak: 'before' as const } : {}),
    },
    {
      text: t('village', { village: region.name, kecamatan: region.kecamatan.name }),
      fontSize: 15,
      bold: true,
    },
    { text: t('how', { agency: list.agency, round: list.round }), margin: [0, 4, 0, 10] },
    {
      table: {
        headerRows: 1,
        widths: [18, '*', 66, 86, 112, 64],
        body: [head, ...rows],
        dontBreakRows: true,
      },
      layout: 'lined',
    },
  ];
}
