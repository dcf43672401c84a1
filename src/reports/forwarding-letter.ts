import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { Answer } from '../conversation/types.ts';
import type { Letter } from '../letters/letter.model.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import type { Region } from '../regions/region.model.ts';
import { maskPersonal } from '../texts/mask.ts';
import { renderPdf } from './pdf.ts';
import { placeWords, quantityWords, type Speech, seatName } from './proposal-words.ts';
import { qrCode } from './qr.ts';

/** What a letter to another office is drawn from. */
export interface ForwardingLetter extends Speech {
  agency: string;
  /** "Kabupaten Balangan". */
  district: string;
  letter: Letter;
  /** What the round is called. */
  round: string;
  /** Those of the letter, with what was spoken written down as far as it is. */
  proposals: readonly Proposal[];
  regions: readonly Region[];
  /** Of the public page that tells how a proposal stands. */
  checkAt: string;
  /** A day in words. */
  dayOf(date: Date): string;
}

/** The number on a letter, "3/RR/2026". */
export const letterNumber = ({ number, round }: Pick<Letter, 'number' | 'round'>): string =>
  `${number}/RR/${round}`;

/** The letter as PDF: to whom, why, by when an answer is asked for, and each proposal in its proposer's own words. */
export async function forwardingLetterPdf(given: ForwardingLetter): Promise<Buffer> {
  const { texts, locale, agency, letter, proposals, round, dayOf, district } = given;
  const t = (key: string, params?: Record<string, string | number>) =>
    texts.t(locale, `papers.letter.${key}`, params);
  const about = { round, district, count: proposals.length, due: dayOf(new Date(`${letter.due}T04:00:00Z`)) };
  return renderPdf({
    title: t('title', { number: letterNumber(letter), office: letter.office.name }),
    fontSize: 10.5,
    content: [
      { text: agency, bold: true, fontSize: 14, alignment: 'center' },
      { text: district, alignment: 'center', margin: [0, 2, 0, 6] },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 523, y2: 0, lineWidth: 1 }], margin: [0, 0, 0, 12] },
      {
        columns: [
          {
            width: '*',
            stack: [
              t('number', { number: letterNumber(letter) }),
              t('subject', about),
              t('enclosed', { count: proposals.length }),
            ],
          },
          { width: 'auto', text: dayOf(letter.at) },
        ],
        margin: [0, 0, 0, 14],
      },
      { text: t('to', { office: letter.office.name }), margin: [0, 0, 0, 14] },
      { text: t('body', about), lineHeight: 1.25, margin: [0, 0, 0, 8] },
      { text: t('ask', about), lineHeight: 1.25, margin: [0, 0, 0, 8] },
      { text: t('thanks'), margin: [0, 0, 0, 26] },
      signature(agency),
      check(given, t('check')),
      { text: t('list', { number: letterNumber(letter) }), bold: true, fontSize: 12, pageBreak: 'before' },
      proposalTable(given, t),
    ],
    foot: t('foot', { agency, number: letterNumber(letter), page: '{page}', pages: '{pages}' }),
  });
}

const signature = (agency: string): Content => ({
  unbreakable: true,
  columns: [
    { width: '*', text: '' },
    {
      width: 220,
      alignment: 'center',
      stack: [agency, { text: '(.......................................)', margin: [0, 56, 0, 0] }],
    },
  ],
});

const check = ({ checkAt }: ForwardingLetter, words: string): Content => ({
  unbreakable: true,
  margin: [0, 30, 0, 0],
  columns: [
    { canvas: qrCode(checkAt, 64), width: 76 },
    { width: '*', margin: [0, 14, 0, 0], stack: [words, { text: checkAt, bold: true }] },
  ],
});

/** A proposal a row: what is proposed and why in the words of its proposer, from where, and how much. */
function proposalTable(given: ForwardingLetter, t: (key: string) => string): Content {
  const villages = new Map(given.regions.map((region) => [region._id, region]));
  const head = ['no', 'words', 'from', 'size'].map(
    (key): TableCell => ({ text: t(`columns.${key}`), bold: true, fillColor: '#eee' }),
  );
  const rows = given.proposals.map((proposal, index): TableCell[] => {
    const { title, answers, code, village } = proposal;
    const region = villages.get(village);
    return [
      String(index + 1),
      {
        stack: [
          { text: maskPersonal(title) || t('spoken'), bold: true },
          ...saidOf(answers.problem),
          { text: code, color: '#555', fontSize: 9 },
        ],
      },
      {
        stack: [
          seatName(proposal, given),
          [region?.name ?? village, region?.kecamatan.name].filter(Boolean).join(', '),
          placeWords(answers.place),
        ].filter(Boolean),
      },
      quantityWords(answers.size, given.locale),
    ];
  });
  return {
    margin: [0, 8, 0, 0],
    layout: 'lined',
    table: { headerRows: 1, dontBreakRows: true, widths: [20, '*', 150, 56], body: [head, ...rows] },
  };
}

const saidOf = (answer: Answer | undefined): string[] =>
  answer?.value.kind === 'text' ? [`“${maskPersonal(answer.value.text)}”`] : [];
