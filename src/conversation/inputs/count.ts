import type { Choice } from '../../channels/channel.ts';
import { type Figure, figuresIn, isSlipped } from '../figures.ts';
import type { Role } from '../roles.ts';
import { miss, type Reader, words } from './input.ts';

const highest = 100_000;

/** Whether a number is among those that are known; any is where none are known. */
export const isKnownNumber = (known: Choice[], amount: number): boolean =>
  known.length === 0 || known.some(({ value }) => Number(value) === amount);

/**
 * How many: "30", "30 KK", "sekitar tiga puluh", "200an". Of several numbers the one that counts what is asked for ("RT 03
 * ada 30 KK", "160 jiwa (40 KK)"); of a range the lower end. Where more than one could be meant, or only a place, a share or
 * people are counted where households are asked for, it is a miss: no number is guessed.
 */
export const readCount: Reader = (input, { step, known = [] }) => {
  if (input.kind !== 'text') return miss('not-text');
  const figures = figuresIn(input.text.slice(0, 400));
  const read = step.role === 'rt' ? only(figures.filter(isOfRt)) : countIn(figures, step.role);
  if (typeof read === 'string') return miss(read);
  if (!Number.isInteger(read) || read < 1 || read > highest) return miss('number-out-of-range');
  if (!isKnownNumber(known, read)) return miss('number-unknown');
  return { kind: 'answer', value: { kind: 'count', count: read }, words: words(input.text) };
};

const isOfRt = ({ use, names, unit }: Figure) => names === 'rt' || (use === 'amount' && !unit);

/** The number that counts, or why there is none. */
function countIn(figures: readonly Figure[], role: Role | undefined): number | string {
  const wanted = role === 'households' ? ['KK'] : ['KK', 'orang'];
  const amounts = figures.filter(({ use }) => use === 'amount');
  const counted = amounts.filter(({ unit }) => unit && wanted.includes(unit));
  // "50% dari 40 KK" and "kurang dari 40 KK" are not 40, nor is "l5 KK" 5.
  if (figures.some((one) => one.use === 'share' || one.use === 'bound' || isSlipped(one)))
    return 'number-unclear';
  const bare = amounts.filter(({ unit }) => !unit);
  // Of "dari 100 KK, 30 yang terbantu" nobody knows which.
  const candidates = [...counted, ...bare];
  if (candidates.length > 0) return only(candidates);
  if (role === 'households' && amounts.some(({ unit }) => unit === 'orang')) return 'people-not-households';
  return figures.length > 0 ? 'number-unclear' : 'no-number';
}

/** The one number that all of these say. */
function only(figures: readonly Figure[]): number | string {
  const [amount, ...others] = new Set(figures.map(wholeOf));
  if (amount === undefined) return 'no-number';
  return others.length === 0 ? amount : 'number-unclear';
}

/** Nobody counts in decimals: "1,200" is twelve hundred, "5,000" five thousand. */
const wholeOf = ({ amount, other }: Figure) => Math.max(amount, other ?? 0);
