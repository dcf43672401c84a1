import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import type { Participant } from '../people/participant.model.ts';
import { maskPhone } from '../people/phone.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import type { Tier } from '../proposals/step.model.ts';
import type { Region } from '../regions/region.model.ts';
import { maskPersonal } from '../texts/mask.ts';
import { type MinutesLine, type MinutesLists, minutesLists } from './minutes-lists.ts';
import { renderPdf } from './pdf.ts';
import { placeWords, quantityWords, type Speech } from './proposal-words.ts';
import { qrCode } from './qr.ts';

/** What a Berita Acara is made of. */
export interface Minutes extends Speech {
  agency: string;
  /** "Desa Juai, Kecamatan Juai", "Kecamatan Juai", "Kabupaten Balangan". */
  area: string;
  /** What the round is called. */
  round: string;
  /** As the office has typed them: what met, and where. */
  forum: string;
  place: string;
  /** "Selasa, 15 Desember 2026". */
  day: string;
  /** Who took part, in the order of villages and seats; phones leave masked. */
  people: readonly Participant[];
  /** So many empty lines follow for whoever signs on the spot. */
  emptyLines: number;
  /** Of the area, those that more support on top. */
  proposals: readonly Proposal[];
  /** Of the area's own forum, whose ranks and reasons count; null where it has none. */
  tier: Tier | null;
  regions: readonly Region[];
  /** Of the public page that tells how a proposal stands. */
  checkAt: string;
  /** A day in words. */
  dayOf(date: Date): string;
}

/** Everything that the parts of the document are made of. */
interface Draft extends Minutes, MinutesLists {
  /** A text of the locales' `papers.minutes`. */
  t(key: string, params?: Record<string, string | number>): string;
  villageOf(code: string | undefined): string;
}

/** The Berita Acara as PDF: what was agreed, then who was there, the ranked list, and what was not agreed on and why. */
export async function minutesPdf(minutes: Minutes): Promise<Buffer> {
  const { texts, locale, regions, proposals, tier, agency } = minutes;
  const villages = new Map(regions.map(({ _id, name }) => [_id, name]));
  const draft: Draft = {
    ...minutes,
    ...minutesLists(proposals, tier),
    t: (key, params) => texts.t(locale, `papers.minutes.${key}`, params),
    villageOf: (code = '') => villages.get(code) ?? code,
  };
  const { t } = draft;
  return renderPdf({
    title: t('title', { round: minutes.round, area: minutes.area }),
    content: [...head(draft), ...attendance(draft), ...agreedList(draft), ...openList(draft)],
    foot: t('foot', { agency, area: minutes.area, page: '{page}', pages: '{pages}' }),
  });
}

/** What was agreed where and when, the signatures, and the way to the public page. */
function head(draft: Draft): Content[] {
  const { t, forum, place, day, area, round, people, agreed, open, checkAt } = draft;
  return [
    { text: t('heading'), bold: true, fontSize: 15, alignment: 'center' },
    { text: `${forum} · ${round}`, fontSize: 12, alignment: 'center', margin: [0, 3, 0, 0] },
    { text: area, fontSize: 12, alignment: 'center', margin: [0, 2, 0, 18] },
    { text: t('opening', { forum, day, place, area }), margin: [0, 0, 0, 8], lineHeight: 1.25 },
    {
      ol: [
        t('attended', { count: people.length }),
        t('agreed', { count: agreed.length }),
        t('open', { count: open.length }),
      ],
      margin: [0, 0, 0, 8],
      lineHeight: 1.25,
    },
    { text: t('closing'), margin: [0, 0, 0, 26], lineHeight: 1.25 },
    signatures(draft),
    {
      unbreakable: true,
      margin: [0, 36, 0, 0],
      columns: [
        { canvas: qrCode(checkAt, 72), width: 84 },
        { width: '*', margin: [0, 18, 0, 0], stack: [t('check'), { text: checkAt, bold: true }] },
      ],
    },
  ];
}

function signatures({ t, agency, day }: Draft): Content {
  const line = (role: string): Column => ({
    width: '*',
    alignment: 'center',
    stack: [role, { text: '(.......................................)', margin: [0, 56, 0, 0] }],
  });
  return {
    unbreakable: true,
    stack: [
      { text: day, alignment: 'right', margin: [0, 0, 0, 14] },
      { columns: [line(t('signs.chair')), line(t('signs.people')), line(agency)] },
    ],
  };
}

function attendance({ t, texts, locale, people, emptyLines, villageOf }: Draft): Content[] {
  const rows = people.map(({ name, office, rt, village, phone }, index) => [
    index + 1,
    name,
    [office ? texts.t(locale, `conversation.office.${office}`) : '', rt].filter(Boolean).join(' '),
    [villageOf(village), phone && maskPhone(phone)].filter(Boolean).join('\n'),
    '',
  ]);
  const empty = Array.from({ length: emptyLines }, (_, index) => [rows.length + index + 1, '', '', '', '']);
  return [
    ...appendix(t('people.title'), t('people.intro')),
    table(t, 'people', [22, '*', 110, 120, 90], [...rows, ...empty]),
  ];
}

function agreedList(draft: Draft): Content[] {
  const { t, agreed, texts, locale } = draft;
  const rows = agreed.map((line, index) => [
    index + 1,
    ...saidOf(line, draft),
    texts.t(locale, `proposal.status.${line.proposal.status}`),
  ]);
  const order = agreed.some(({ said }) => said?.rank) ? 'ranked.by-forum' : 'ranked.intro';
  return [
    ...appendix(t('ranked.title'), t(agreed.length > 0 ? order : 'ranked.none')),
    ...(agreed.length > 0 ? [table(t, 'ranked', [22, '*', 120, 56, 100], rows)] : []),
  ];
}

function openList(draft: Draft): Content[] {
  const { t, open } = draft;
  const rows = open.map((line, index) => [index + 1, ...saidOf(line, draft), reasonOf(line, draft)]);
  return [
    ...appendix(t('open-list.title'), t(open.length > 0 ? 'open-list.intro' : 'open-list.none')),
    ...(open.length > 0 ? [table(t, 'open-list', [22, '*', 100, 50, 170], rows)] : []),
  ];
}

/** The proposal with its codes, the place and the size. */
function saidOf({ proposal, together }: MinutesLine, { t, locale, villageOf }: Draft): string[] {
  const { title, code, answers, village } = proposal;
  const codes = together.length > 0 ? `${code} ${t('together', { codes: together.join(', ') })}` : code;
  return [
    `${maskPersonal(title) || t('spoken')}\n${codes}`,
    [villageOf(village), placeWords(answers.place)].filter(Boolean).join(', '),
    quantityWords(answers.size, locale),
  ];
}

/** Why it was not agreed on: by the forum, by the decision that its proposer was sent, else by when it will be decided. */
function reasonOf({ proposal, said }: MinutesLine, { t, texts, locale, dayOf }: Draft): string {
  const { decision, answerBy } = proposal;
  if (said?.reason) return maskPersonal(said.reason);
  if (!decision?.releasedAt) return t('undecided', { day: dayOf(answerBy) });
  const say = (key: string) => texts.t(locale, key);
  const { reason, outcome, sentence, mergedWith, forwardedTo } = decision;
  const why = say(reason ? `proposal.reason.${reason}.name` : `proposal.status.${outcome}`);
  const whereTo = mergedWith?.code ?? forwardedTo?.name;
  return `${capital(why)}${whereTo ? ` (${whereTo})` : ''}. ${maskPersonal(sentence)}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The head of a list on a page of its own. */
const appendix = (title: string, intro: string): Content[] => [
  { text: title, bold: true, fontSize: 13, pageBreak: 'before' },
  { text: intro, margin: [0, 4, 0, 10] },
];

/** @param name of its headings in the locales, `<name>.columns.<place>` */
function table(t: Draft['t'], name: string, widths: (number | '*')[], rows: (string | number)[][]): Content {
  const head = widths.map(
    (_, place): TableCell => ({
      text: t(`${name}.columns.${place + 1}`),
      bold: true,
      fillColor: '#eee',
    }),
  );
  const body = rows.map((row) => row.map((cell): TableCell => String(cell)));
  return { layout: 'lined', table: { headerRows: 1, dontBreakRows: true, widths, body: [head, ...body] } };
}
