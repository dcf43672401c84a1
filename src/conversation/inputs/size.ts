/** The one size that a text names, if it names one. */
import { type Figure, figuresIn } from '../figures.ts';
import { plainFigures } from '../plain-figures.ts';
import { areaIn } from './area.ts';

export interface Size {
  amount: number;
  /** As in `units.ts`; empty where none is named. */
  unit: string;
}

/** Why no size can be told: the reason of a miss. */
type NoSize = 'no-number' | 'unknown-unit' | 'number-unclear';

/**
 * Beside a number of things their measures are details ("1 unit (6 x 8 m)"), beside a length the width is ("panjang 500 m
 * lebar 2 m"), and who is helped is none of it ("200 m untuk 30 KK"). Two sizes are none.
 * @param counts which figures are looked at
 */
export function sizeOf(text: string, counts: (figure: Figure) => boolean = () => true): Size | NoSize {
  // What stands in brackets explains what stands before it.
  const outside = sizeIn(text.replace(/\([^)]*\)?/g, ' '), counts);
  return typeof outside === 'object' && outside.unit ? outside : sizeIn(text, counts);
}

function sizeIn(text: string, counts: (figure: Figure) => boolean): Size | NoSize {
  const area = areaIn(plainFigures(text));
  const figures = figuresIn(area?.rest ?? text).filter(counts);
  const amounts = figures.filter(({ use }) => use === 'amount').map(sized);
  const main = amounts.filter(({ part, unit }) => part === 'main' && unit);
  if (figures.some(({ use }) => use === 'bound')) return 'number-unclear';
  if (area) return ofArea(area, main);
  const named = amounts.filter(({ part }) => part === 'length');
  if (named.length > 0) return ofLength(named, main);
  const bare = amounts.filter(({ part, unit }) => part === 'main' && !unit);
  if (main.length > 0) return only([...main, ...bare]);
  for (const part of ['detail', 'helped'] as const) {
    const those = amounts.filter((one) => one.part === part && one.unit);
    if (those.length > 0) return only(those);
  }
  if (bare.length > 0) return alone(bare);
  return figures.length > 0 ? 'number-unclear' : 'no-number';
}

/** What a number is of: the size itself, its length by that word, another side, a measure of each, who is helped. */
interface Sized extends Figure {
  part: 'main' | 'length' | 'side' | 'detail' | 'helped';
}

const parts: [Sized['part'], RegExp][] = [
  ['length', /\b(?:panjang|panjangnya|sepanjang|sapanjang|long|length|pjg|pnjg|p$)(?![a-z])/g],
  [
    'side',
    // Any other single letter is a measure of it ("l 3"), or a figure that slipped ("l5"); "x" multiplies.
    /\b(?:lebar|lebarnya|selebar|tinggi|tingginya|setinggi|tebal|tebalnya|setebal|kedalaman|sedalam|diameter|wide|high|deep|lbr|tgg|[a-oq-wyz]$)(?![a-z])/g,
  ],
  ['detail', /\b(?:luas|luasnya|seluas|ukuran|ukurannya|berukuran|masing|tiap|setiap|each)\b/g],
  ['helped', /\b(?:untuk|bagi|gasan|buat|for|melayani|membantu|manfaat|kepada|penerima)\b/g],
];

/** By the last of these words before it. */
function sized(figure: Figure): Sized {
  const { before, unit } = figure;
  const found = parts.flatMap(([part, words]) => {
    const at = [...before.matchAll(words)].at(-1)?.index;
    const fits = part !== 'helped' || unit === 'KK' || unit === 'orang';
    return at !== undefined && fits ? [{ part, at }] : [];
  });
  const [last] = found.sort((one, other) => other.at - one.at);
  return { ...figure, part: last?.part ?? 'main' };
}

const measures = ['m', 'm2', 'm3', 'km', 'ha', 'borong', 'kg', 'ton', 'liter'];
const isThings = ({ unit }: Figure) => unit !== null && !measures.includes(unit);

function ofArea({ amount, unit }: Size, main: Sized[]): Size | NoSize {
  return main.length === 0 ? { amount, unit } : main.every(isThings) ? only(main) : 'number-unclear';
}

function ofLength(named: Sized[], main: Sized[]): Size | NoSize {
  const things = main.filter(({ unit }) => unit === 'unit');
  if (main.length > 0) return things.length === main.length ? only(things) : 'number-unclear';
  return named.every(({ unit }) => unit) ? only(named) : alone(named);
}

/** A number whose unit is to be asked for; not where a word behind it seems to be one. */
function alone(bare: Sized[]): Size | NoSize {
  const [first, ...others] = bare;
  if (!first || others.length > 0) return 'number-unclear';
  if (first.part === 'main' && first.after.replace(filler, '')) return 'unknown-unit';
  // "1.500" is asked with the unit, "1,500" could be either.
  const { amount, other } = first;
  return other !== null && other > amount ? 'number-unclear' : { amount, unit: '' };
}

/** Said behind a number without naming a unit. */
const filler = /^((lebih|kurang|labih|kira|saja|haja|aja|pak|bu|lah|or so|about) ?)+$/;

/** The size that all of these name; people beside another size are who it is for. */
function only(all: Sized[]): Size | NoSize {
  const others = all.filter(({ unit }) => unit !== 'KK');
  const [first, ...more] = others.length > 0 ? others : all;
  if (!first || more.some(({ amount, unit }) => amount !== first.amount || unit !== first.unit))
    return 'number-unclear';
  const amount = inUnit(first);
  return amount === null ? 'number-unclear' : { amount, unit: first.unit ?? '' };
}

/**
 * A number that could be read two ways, as its unit tells: nobody has 1.2 people, nor 1250 km. Null where it tells nothing,
 * and for parts of things ("2,5 unit").
 */
function inUnit(figure: Figure): number | null {
  const { amount, other, unit } = figure;
  if (isThings(figure)) {
    const whole = Math.max(amount, other ?? 0);
    return Number.isInteger(whole) ? whole : null;
  }
  if (other === null) return amount;
  const large = unit === 'km' || unit === 'ha' || unit === 'ton';
  // "1.500 m" is as it is taught; "1,500 km" too, but "1.500 km" and "1,500 m" are as often written the other way.
  return large === other > amount ? amount : null;
}
