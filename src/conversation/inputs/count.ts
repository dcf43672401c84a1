import type { Choice } from '../../channels/channel.ts';
import { numbersIn } from '../numbers.ts';
import { plain } from '../words.ts';
import { miss, type Reader, words } from './input.ts';
import { unitAtStart } from './units.ts';

const highest = 100_000;

/** Whether a number is among those that are known; any is where none are known. */
export const isKnownNumber = (known: Choice[], amount: number): boolean =>
  known.length === 0 || known.some(({ value }) => Number(value) === amount);

/**
 * How many: "30", "30 KK", "sekitar tiga puluh", "200an". Of several numbers the one that counts families or people
 * ("RT 03 ada 30 KK"); of a range ("20-30") the lower end, which nobody will dispute.
 */
export const readCount: Reader = (input, { known = [] }) => {
  if (input.kind !== 'text') return miss('not-text');
  const typed = plain(input.text.slice(0, 400)).replaceAll(/(?<=[\d.,])(?=[a-z])/g, ' ');
  const numbers = numbersIn(
    typed.replaceAll(/(?<=[a-z])\.?(?=\d)/g, ' ').replaceAll(/(^|\s)-\s*(?=\d)/g, ' '),
  );
  const read = numbers.find(({ rest }) => ['KK', 'orang'].includes(unitAtStart(rest) ?? '')) ?? numbers[0];
  if (!read) return miss('no-number');
  if (!Number.isInteger(read.amount) || read.amount < 1 || read.amount > highest)
    return miss('number-out-of-range');
  if (!isKnownNumber(known, read.amount)) return miss('number-unknown');
  return { kind: 'answer', value: { kind: 'count', count: read.amount }, words: words(input.text) };
};
