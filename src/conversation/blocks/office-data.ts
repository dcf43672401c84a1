import { type Talk, t } from '../talk.ts';
import { shorten } from '../words.ts';

/** Lines that are shown, and characters of what each says: more would bury the question. */
const mostLines = 5;
const longestLine = 100;

/** What the SKPD know of the village, confirmed; nothing where there is nothing. */
export function officeData(talk: Talk): string[] {
  const { officeData = [] } = talk.context;
  if (officeData.length === 0) return [];
  const lines = officeData.slice(0, mostLines).map(({ what, figure, year, office }) => {
    const named = { what: shorten(what, longestLine), office, in_year: String(year) };
    if (!figure) return t(talk, 'conversation.office-data.problem', named);
    const { value, unit } = figure;
    const amount = `${t(talk, 'conversation.number', { number: value })} ${unit}`.trim();
    return t(talk, 'conversation.office-data.figure', { ...named, amount });
  });
  return [[t(talk, 'conversation.office-data.head'), ...lines].join('\n')];
}
