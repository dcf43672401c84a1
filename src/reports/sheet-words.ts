import type { SheetLine } from '../letters/sheets/contents.ts';
import { placeOnWay } from '../proposals/steps.ts';
import { midnightOf } from '../time/local-time.ts';
import { type Speech, seatName } from './proposal-words.ts';

/** One line of a village sheet in words. */
export interface LineWords {
  /** "Ketua RT 03, didukung Ketua RT 04". */
  seats: string;
  state: string;
  /** What the last forum or another office said, and why; empty where there is nothing to tell yet. */
  why: string;
  next: string;
}

/** Puts a line of a village sheet into words. @param dayOf a day in words */
export function lineWords(line: SheetLine, speech: Speech, dayOf: (date: Date) => string): LineWords {
  const { texts, locale } = speech;
  const t = (key: string, params = {}) => texts.t(locale, `papers.sheet.${key}`, params);
  const supporters = line.supporters.map((quotaKey) => seatName({ quotaKey }, speech)).join(', ');
  const own = seatName(line, speech);
  return {
    seats: supporters ? t('supported', { own, supporters }) : own,
    state: texts.t(locale, `proposal.status.${line.status}`),
    why: [forumWords(line, t, dayOf), reasonWords(line, speech), letterWords(line, t)]
      .filter(Boolean)
      .join(' '),
    next: nextWords(line, speech, dayOf),
  };
}

type Say = (key: string, params?: Record<string, string | number>) => string;

function forumWords({ step }: SheetLine, t: Say, dayOf: (date: Date) => string): string {
  if (!step) return '';
  const { forum, day, rank = 0, outcome } = step;
  return t(`forum.${outcome}`, { forum, day: dayOf(midnightOf(day)), rank });
}

function reasonWords({ reason, sentence = '' }: SheetLine, { texts, locale }: Speech): string {
  if (!reason) return sentence;
  const why = texts.t(locale, `proposal.reason.${reason}.name`);
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}. ${sentence}`.trim();
}

const letterWords = ({ letter }: SheetLine, t: Say): string =>
  letter?.outcome
    ? t(`letter.${letter.outcome}`, { office: letter.office, sentence: letter.sentence ?? '' })
    : '';

/** What comes next, or can be done. */
function nextWords(line: SheetLine, { texts, locale }: Speech, dayOf: (date: Date) => string): string {
  const t = (key: string, params = {}) => texts.t(locale, `papers.sheet.next.${key}`, params);
  const { letter, step, status, reason, answerBy } = line;
  if (letter?.outcome) return t(letter.outcome);
  if (letter) return t('letter', { office: letter.office, due: dayOf(midnightOf(letter.due)) });
  if (step?.outcome === 'held') return t('held');
  if (placeOnWay(status) !== null) return t(status);
  if (reason) return texts.t(locale, `proposal.reason.${reason}.next`);
  return t('answer', { day: dayOf(answerBy) });
}
