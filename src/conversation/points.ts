/** The points of a list, however its marks are written. */
import { ordinals } from './number-words.ts';

/** How the points of a list may be marked; the first group is the mark. Each in the order of its counting. */
const marks: { pattern: RegExp; order: (mark: string) => number }[] = [
  // Not the number of a place, "RT 1. Lokasi".
  {
    pattern: /(?<=^|[\s:,.;])(?<!\b(?:rt|rw|no|nomor|dusun)\.?\s?)\(?(\d{1,2})[.)]\)?\s?(?=\p{L})/giu,
    order: Number,
  },
  { pattern: /(?<=^|[\s:,.;])\(?([a-h])[.)]\s?(?=\p{L}{2})/gu, order: (mark) => mark.charCodeAt(0) - 96 },
  {
    pattern: /(?<=^|[\s:,.;])(?:yang )?(pertama|kesatu|kedua|ketiga|keempat|kelima)\b[,:]?\s(?=\p{L})/giu,
    order: (mark) => ordinals.get(mark.toLowerCase()) ?? 0,
  },
];
const bullets = /(?:^|\n)[-*•]\s(?=\p{L})/gu;

/**
 * What the points of a list say, in their order: marks that count from one on, or bullets. A mark out of turn is no mark
 * but a figure of the text ("RT 3. Panjang 200 m. 2. Sumur bor").
 * @param isOpening whether a text may stand before a list
 * @returns none where there is no list of two or more
 */
export function pointsIn(text: string, isOpening: (before: string) => boolean): string[] {
  const lists = [
    ...marks.map(({ pattern, order }) => inTurn(text, pattern, order)),
    [...text.matchAll(bullets)],
  ];
  const found = lists.find((list) => list.length > 1 && isOpening(text.slice(0, list[0]?.index)));
  return (found ?? []).map((mark, index) =>
    text.slice(mark.index + mark[0].length, found?.[index + 1]?.index),
  );
}

function inTurn(text: string, pattern: RegExp, order: (mark: string) => number): RegExpExecArray[] {
  const list: RegExpExecArray[] = [];
  for (const mark of text.matchAll(pattern)) if (order(mark[1] ?? '') === list.length + 1) list.push(mark);
  return list;
}
