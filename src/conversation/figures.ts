/**
 * The figures of a text: each number with its unit and the words around it, ranges taken together, and told apart by what
 * they are there for. A number that names something (RT 03, the year 2025) counts nothing.
 */
import { exactUnit, unitAtStart } from './inputs/units.ts';
import { multiples } from './number-words.ts';
import { type Digits, type FoundNumber, numbersIn } from './numbers.ts';
import { plainFigures } from './plain-figures.ts';
import { remembered } from './remembered.ts';

/**
 * What a number is there for: of something, a name, a number of places ("2 dusun"), a share, a time, money, or a bound from
 * which nothing can be concluded ("kurang dari 30", "5-100").
 */
type Use = 'amount' | 'name' | 'place' | 'share' | 'time' | 'money' | 'bound';

export interface Figure extends Digits {
  use: Use;
  /** As in `units.ts`; null where none is named. */
  unit: string | null;
  /** Whether it is the lower end of a range. */
  isRange: boolean;
  /** What a name is of: "rt", "tahun". */
  names: string | null;
  /** The plain words between the figure before it and this one, and from this one to the next. */
  before: string;
  after: string;
}

/** The longest text in which figures are looked for, in characters. */
const longest = 1_000;

/** All figures of a text, from the left. Of a range ("25 s/d 30") it is the lower end, which nobody will dispute. */
export const figuresIn = remembered((text): readonly Figure[] => {
  const words = plainFigures(text.slice(0, longest)).split(' ');
  const numbers = joinRanges(numbersIn(words), words);
  const figures: Figure[] = [];
  for (const [index, number] of numbers.entries()) {
    const next = numbers[index + 1];
    const before = words.slice(numbers[index - 1]?.end ?? 0, number.start).join(' ');
    const after = words.slice(number.end, next?.start).join(' ');
    const unit = number.unit ?? unitAtStart(after.replace(fillers, ''));
    // "2025 ada 35 tahun 2026": the word between two numbers names the second, unless that has a unit of its own.
    const own =
      next && firstWord(after) === after && nameWords.has(after) && !unitAfter(words, next) ? '' : after;
    const last = figures.at(-1);
    const direct = lastWord(before);
    const names =
      direct === before && last && (unit || last.unit) ? null : nameOf(direct, before, unit, last);
    const use = names ? 'name' : number.vague || bounds.test(before) ? 'bound' : useBy(leadOf(before), own);
    const { amount, other } = number;
    // In "160 jiwa 40" the jiwa are of the 160.
    const mine =
      unit ?? (use === 'amount' && !(last && unitAtStart(before)) ? unitBefore(leadOf(before)) : null);
    figures.push({
      amount,
      other,
      use,
      unit: mine,
      isRange: number.vague !== undefined,
      names,
      before,
      after,
    });
  }
  return figures;
});

/** Whether a letter before a number stands for a figure of it, where no measure is named by one: "l5 KK", "I5". */
export const isSlipped = ({ before }: Figure): boolean => /(?:^| )[a-z]$/.test(before);

/** The word before a number that says what it is, without those that only say "about". */
const leadOf = (before: string): string => lastWord(before.replace(abouts, ''));

const lastWord = (text: string) => text.split(' ').at(-1) ?? '';
const firstWord = (text: string) => text.split(' ', 1)[0] ?? '';
const unitAfter = (words: string[], { end }: FoundNumber) => unitAtStart(words.slice(end, end + 2).join(' '));
const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const fillers = /^(?:(?:lebih|labih|kurang|lbh|an|poor) )+/;
const abouts =
  /(?: ?\b(?:sekitar|sktr|sekira|kira kira|kira-kira|kurang lebih|kurang labih|lebih|ada|adalah|kl|lk|hampir|cuma|hanya|minimal|jumlah|jumlahnya|nya|about|around|-))+$/;
const bounds =
  /\b(?:kurang dari|labih kurang dari|(?:tidak|tak|kada|belum) sampai|di ?bawah|bukan|less than|fewer than|under|not)$/;
const nameWords = list(
  'rt rw no nomor nomer numur number tahun thn th year sejak since tanggal tgl dusun blok kelas km sd sdn smp smpn sma sman ' +
    'smk smkn min mts mtsn man gang gg jalur handil ke hp wa telp usia umur jam pukul',
);
const places = list(
  'rt rw desa dusun kampung kecamatan kelurahan wilayah lingkungan gang handil lorong dasawisma dawis village villages',
);
const shares = list('persen percent perempat pertiga perlima');
const times = list('tahun thn th bulan bln hari minggu jam menit kali years year months days hours times');
const moneyBefore = list('rp rupiah biaya anggaran dana harga seharga');

function useBy(lead: string, after: string): Use {
  const first = firstWord(after);
  if (shares.has(first)) return 'share';
  if (times.has(first)) return 'time';
  if (moneyBefore.has(lead) || first === 'rupiah' || first === 'rp') return 'money';
  return places.has(first) ? 'place' : 'amount';
}

/** What a number names; of "RT 03 dan 04" the second is a name as the first is. */
function nameOf(word: string, before: string, unit: string | null, last: Figure | undefined): string | null {
  if (nameWords.has(word)) return word;
  const goesOn = last?.names && !unit && /^(?:|,|-|\/|dan|wan|lawan|sampai|and)$/.test(before);
  return goesOn ? last.names : null;
}

/** "KK 30", "orang 30". A thing does not do: in "menuju jembatan 200" it is no jembatan that is counted. */
function unitBefore(lead: string): string | null {
  const unit = exactUnit(lead);
  return unit === 'unit' ? null : unit;
}

interface Ranged extends FoundNumber {
  unit?: string;
  vague?: boolean;
}

const links = list('- sampai hingga hinga smp sampe to until till atau atawa or sampai-dengan sampai-wan');
/** How many times the lower end the upper one may be; of "5-100" nothing can be concluded. */
const widest = 10;

function joinRanges(numbers: FoundNumber[], words: string[]): Ranged[] {
  const joined: Ranged[] = [];
  for (const number of numbers) {
    const last = joined.at(-1);
    const whole = last && (rangeOf(last, number, words) ?? lengthOf(last, number, words));
    if (whole) joined[joined.length - 1] = whole;
    else joined.push(number);
  }
  return joined;
}

/** Two numbers as one range; null where they are none. More than two ("0812-345-678", a date) are vague. */
function rangeOf(low: Ranged, high: FoundNumber, words: string[]): Ranged | null {
  const gap = words.slice(low.end, high.start);
  const between = /^(?:antara|antar|between)$/.test(words[low.start - 1] ?? '');
  const isLink = (rest: string[]) =>
    links.has(rest.join('-')) || (between && /^(?:dan|wan|lawan|and)$/.test(rest.join(' ')));
  const unitWords = [0, 1, 2].find((count) => isLink(gap.slice(count)));
  if (unitWords === undefined) return null;
  const unit = unitWords > 0 ? unitAtStart(gap.slice(0, unitWords).join(' ')) : null;
  const other = unitAfter(words, high);
  if (unitWords > 0 && (!unit || (other && other !== unit))) return null;
  const first = { ...low, amount: low.amount * sharedMultiple(low, high, words) };
  const [lower, upper] = first.amount <= high.amount ? [first, high] : [high, first];
  const vague = low.vague !== undefined || upper.amount > lower.amount * widest;
  return { ...lower, start: low.start, end: high.end, ...(unit ? { unit } : {}), vague };
}

/** "2-3 ratus" is from 200: the word for hundreds is of both. */
function sharedMultiple(low: FoundNumber, high: FoundNumber, words: string[]): number {
  const [, multiple = '', ...more] = words.slice(high.start, high.end);
  const times = multiples.get(multiple);
  return times && more.length === 0 && low.end - low.start === 1 && low.amount < high.amount / times
    ? times
    : 1;
}

/** "1 km 200 meter" is one length, where nothing is named behind it; null where it is none. */
function lengthOf(large: Ranged, small: FoundNumber, words: string[]): Ranged | null {
  const [unit = '', ...between] = words.slice(large.end, small.start);
  const [smaller = '', ...after] = words.slice(small.end);
  if (exactUnit(unit) !== 'km' || between.length > 0 || exactUnit(smaller) !== 'm') return null;
  if (after.length > 0 && !lengthEnds.test(after.join(' '))) return null;
  const both = [large, small];
  if (both.some(({ amount, other }) => other !== null || !Number.isInteger(amount))) return null;
  if (large.unit || large.vague !== undefined || small.amount >= 1000) return null;
  return {
    ...large,
    amount: Math.round(large.amount * 1000 + small.amount) / 1000,
    end: small.end,
    unit: 'km',
  };
}

const lengthEnds = /^(?:,|(?:lebih|labih|kurang|lbh|saja|haja|aja|lah|pak|bu)(?: |$))/;
