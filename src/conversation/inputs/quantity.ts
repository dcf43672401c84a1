import { plain } from '../words.ts';
import { miss, type Reader, type Reading, words } from './input.ts';
import { sizeOf } from './size.ts';
import { unitAtEnd, unitAtStart } from './units.ts';

const highest = 10_000_000;

/**
 * A number and its unit: "800 m", "800meter", "tiga puluh orang", "1,5 km", "1.500 m2", "sekilo"; "3 x 4 m" is an area.
 * A number alone is kept, and the unit is asked for. Where two sizes are named, or one can be read two ways, it is a miss:
 * no number is guessed. See `size.ts`.
 */
export const readQuantity: Reader = (input, { sofar }) => {
  if (input.kind !== 'text') return miss('not-text');
  const size = sizeOf(input.text.slice(0, 400));
  if (size === 'no-number') return withoutNumber(input.text, sofar);
  if (typeof size === 'string') return miss(size);
  return inRange(size.amount) ? answer(size, input.text) : miss('number-out-of-range');
};

const inRange = (amount: number) => amount > 0 && amount <= highest;

function answer({ amount, unit }: { amount: number; unit: string }, text: string): Reading {
  const value = { kind: 'quantity', amount, unit } as const;
  return unit === '' ? { kind: 'partly', value } : { kind: 'answer', value, words: words(text) };
}

/** No number in it: perhaps the unit that was missing. */
function withoutNumber(text: string, sofar: Parameters<Reader>[1]['sofar']): Reading {
  if (sofar?.kind !== 'quantity' || sofar.unit) return miss('no-number');
  const typed = plain(text.slice(0, 400));
  const unit = unitAtStart(typed) ?? unitAtEnd(typed);
  return unit ? answer({ amount: sofar.amount, unit }, `${sofar.amount} ${text}`) : miss('unknown-unit');
}
