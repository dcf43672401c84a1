import { plain } from '../words.ts';
import { miss, type Reader, words } from './input.ts';
import { readNumber } from './quantity.ts';

const highest = 100_000;

/** How many: "30", "30 KK", "sekitar tiga puluh". Of a range ("20-30") the lower end, which nobody will dispute. */
export const readCount: Reader = (input) => {
  if (input.kind !== 'text') return miss('not-text');
  const typed = plain(input.text.slice(0, 200)).replace(/^[^\d]*?(?=\d)/, '');
  const read = readNumber(typed) ?? firstInWords(typed);
  if (!read) return miss('no-number');
  if (!Number.isInteger(read.amount) || read.amount < 1 || read.amount > highest)
    return miss('number-out-of-range');
  return { kind: 'answer', value: { kind: 'count', count: read.amount }, words: words(input.text) };
};

/** "kira kira ada tiga puluh": the first words that are a number. */
function firstInWords(typed: string): { amount: number } | null {
  const parts = typed.split(' ').slice(0, 8);
  for (let start = 1; start < parts.length; start += 1) {
    const read = readNumber(parts.slice(start).join(' '));
    if (read) return read;
  }
  return null;
}
