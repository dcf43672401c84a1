import { numbersIn, parseDigits } from '../numbers.ts';
import { plain } from '../words.ts';
import { miss, type Reader, words } from './input.ts';
import { unitAtEnd, unitAtStart } from './units.ts';

const highest = 10_000_000;

/**
 * A number and its unit: "800 m", "800meter", "tiga puluh orang", "1,5 km", "1.500 m2", "sekilo"; "3 x 4 m" is an
 * area. Of several numbers the first with a unit counts ("jalan RT 3 sepanjang 800 m"), of a range the lower end.
 * A number alone is kept, and the unit is asked for.
 */
export const readQuantity: Reader = (input, { sofar }) => {
  if (input.kind !== 'text') return miss('not-text');
  const typed = unfold(plain(input.text.slice(0, 400)));
  const area = readArea(typed);
  const numbers = numbersIn(typed);
  if (!area && numbers.length === 0) return withoutNumber(typed, input.text, sofar);
  const read = area ?? measured(numbers);
  if (read)
    return inRange(read.amount) ? answer(read.amount, read.unit, input.text) : miss('number-out-of-range');
  const [first] = numbers;
  const [...others] = numbers.slice(1);
  if (!first || others.length > 0 || first.rest.replace(filler, '')) return miss('unknown-unit');
  if (!inRange(first.amount)) return miss('number-out-of-range');
  const value = { kind: 'quantity', amount: first.amount, unit: '' } as const;
  return { kind: 'partly', value };
};

/** Said behind a number without naming a unit. */
const filler = /^((lebih|kurang|labih|kira|saja|haja|aja|pak|bu|lah|or so|about) ?)+$/;

interface Measured {
  amount: number;
  unit: string;
}

const inRange = (amount: number) => amount > 0 && amount <= highest;

const answer = (amount: number, unit: string, typed: string) =>
  ({ kind: 'answer', value: { kind: 'quantity', amount, unit }, words: words(typed) }) as const;

/** No number in it: perhaps the unit that was missing. */
function withoutNumber(
  typed: string,
  text: string,
  sofar: Parameters<Reader>[1]['sofar'],
): ReturnType<Reader> {
  if (sofar?.kind !== 'quantity' || sofar.unit) return miss('no-number');
  const unit = unitAtStart(typed) ?? unitAtEnd(typed);
  return unit ? answer(sofar.amount, unit, `${sofar.amount} ${text}`) : miss('unknown-unit');
}

/**
 * The length where one is called so ("lebar 2 m panjang 500 m"), else the first number with a unit behind it, else
 * the first with a unit before it ("KK 30").
 */
function measured(numbers: ReturnType<typeof numbersIn>): Measured | null {
  const withUnits = numbers.flatMap(({ amount, rest, before }) => {
    // "10-20 orang": the unit stands behind the upper end.
    const unit = unitAtStart(rest.replace(/^(?:-|s d|sd|sampai|to)\s*[\d.,]+\s*/, ''));
    return unit ? [{ amount, unit, before }] : [];
  });
  const length = withUnits.find(({ before }) => /\b(panjang|panjangnya|long)$/.test(before));
  const first = length ?? withUnits[0];
  if (first) return { amount: first.amount, unit: first.unit };
  for (const { amount, before, rest } of numbers) {
    const unit = rest ? null : unitAtEnd(before);
    if (unit) return { amount, unit };
  }
  return null;
}

/** "3 x 4 m", "3m x 4m", "3 kali 4": an area in square metres; of three numbers ("2 x 3 x 1 m") a volume. */
function readArea(typed: string): Measured | null {
  const match = product.exec(typed);
  if (!match) return null;
  const [whole, ...found] = match;
  const rest = unitAtStart(typed.slice(match.index + whole.length));
  if (rest && !['m', 'm2', 'm3'].includes(rest)) return null;
  const sides = [0, 2, 4].flatMap((at) =>
    found[at] ? [{ size: parseDigits(found[at]), unit: found[at + 1] }] : [],
  );
  const lastUnit = sides.at(-1)?.unit ?? 'm';
  const metres = sides.map(
    ({ size, unit }) => (size ?? Number.NaN) * ((unit ?? lastUnit) === 'km' ? 1000 : 1),
  );
  const amount = Math.round(metres.reduce((a, b) => a * b, 1) * 100) / 100;
  return Number.isNaN(amount) ? null : { amount, unit: sides.length === 3 ? 'm3' : 'm2' };
}

const side = String.raw`([\d.,]*\d)\s*(m|meter|mtr|km)?`;
const by = String.raw`\s*(?:x|kali|by)\s*`;
const product = new RegExp(String.raw`(?:^|\s)${side}${by}${side}(?:${by}${side})?(?![\d\p{L}])`, 'u');

/** Words that hold number and unit in one, and numbers that touch their unit or each other, written apart. */
function unfold(typed: string): string {
  return typed
    .replaceAll(/\b(?:sekilo|sakilo)(meter)?\b/g, '1 km')
    .replaceAll(/\b(?:semeter|sameter)\b/g, '1 m')
    .replaceAll(/\b(?:sehektar|sahektar)e?\b/g, '1 ha')
    .replaceAll(/\b(?:sebuah|sabuah|sabuting|sabigi|sebiji|seunit|saunit)\b/g, '1 unit')
    .replaceAll(/\b(?:sepaket|sapaket)\b/g, '1 paket')
    .replaceAll(/\b(?:seorang|saurang)\b/g, '1 orang')
    .replaceAll(/\b(?:seekor|saikung)\b/g, '1 ekor')
    .replaceAll(/\b(?:sekelompok|sakalumpuk)\b/g, '1 kelompok')
    .replaceAll(/(?<=\d)(?:an|-an)\b/g, '')
    .replaceAll(/(?<=[\d.,])(?=[a-z])/g, ' ')
    .replaceAll(/(\d)\s*(m|meter|km)\s*([23])\b(?!\s*(?:x|kali|m|km|unit|buah))/g, '$1 $2$3');
}
