import { numberInWords, plain } from '../words.ts';
import { miss, type Reader, words } from './input.ts';

/** Units as they are kept, and how people write them. */
const spellings: Record<string, string[]> = {
  m: ['m', 'meter', 'mtr', 'metr', 'mete', 'metre', 'metres', 'meters', 'depa meter'],
  m2: ['m2', 'm²', 'meter persegi', 'mtr persegi', 'meter2', 'square metres', 'persegi'],
  m3: ['m3', 'm³', 'meter kubik', 'kubik', 'kubikasi', 'cubic metres'],
  km: ['km', 'kilo', 'kilometer', 'kilo meter', 'kilometre', 'kilometres'],
  ha: ['ha', 'hektar', 'hektare', 'hectare', 'hectares'],
  borong: ['borong', 'borongan'],
  unit: ['unit', 'unite', 'units', 'buah', 'bh', 'biji', 'bigi', 'set', 'rumah', 'alat', 'mesin'],
  orang: ['orang', 'org', 'urang', 'peserta', 'jiwa', 'warga', 'people', 'persons', 'anak', 'siswa'],
  KK: ['kk', 'keluarga', 'kepala keluarga', 'families', 'households'],
  paket: ['paket', 'pkt', 'package', 'packages'],
  titik: ['titik', 'ttk', 'lokasi', 'tempat', 'points'],
  ekor: ['ekor', 'ikung', 'ikong', 'head'],
  kelompok: ['kelompok', 'klp', 'kelompk', 'kalumpuk', 'groups'],
  batang: ['batang', 'btg', 'bibit', 'pohon', 'trees'],
  kg: ['kg', 'kilogram', 'kilo gram'],
  ton: ['ton'],
  liter: ['liter', 'ltr'],
};
const unitOf = new Map(
  Object.entries(spellings).flatMap(([unit, all]) => all.map((word) => [word, unit] as const)),
);

/**
 * A number and its unit: "800 m", "800meter", "tiga puluh orang", "1,5 km", "1.500 m2", "3 x 4 m" (an area).
 * A number alone is kept, and the unit is asked for.
 */
export const readQuantity: Reader = (input, { sofar }) => {
  if (input.kind !== 'text') return miss('not-text');
  const typed = plain(input.text.slice(0, 200)).replace(
    /^(kira kira|kira-kira|kurang lebih|sekitar|sakitar|kl|about|kl\.)\s+/,
    '',
  );
  const kept = sofar?.kind === 'quantity' && sofar.unit === '' ? sofar : null;
  const loneUnit = unitOf.get(typed);
  if (kept && loneUnit) return answer(kept.amount, loneUnit, `${kept.amount} ${input.text}`);
  const read = readProduct(typed) ?? readNumber(typed);
  if (!read) return miss('no-number');
  if (!(read.amount > 0) || read.amount > 10_000_000) return miss('number-out-of-range');
  const unit = findUnit(read.rest);
  if (unit) return answer(read.amount, read.product && unit === 'm' ? 'm2' : unit, input.text);
  if (read.rest) return miss('unknown-unit');
  return {
    kind: 'partly',
    value: { kind: 'quantity', amount: read.amount, unit: '' },
    words: words(input.text),
    say: 'which-unit',
  };
};

const answer = (amount: number, unit: string, typed: string) =>
  ({ kind: 'answer', value: { kind: 'quantity', amount, unit }, words: words(typed) }) as const;

interface Read {
  amount: number;
  rest: string;
  product?: boolean;
}

/** "3 x 4 m": a product of two numbers is an area. */
function readProduct(typed: string): Read | null {
  const match = /^([\d.,]+)\s*(?:m|meter)?\s*(?:x|kali)\s*([\d.,]+)\s*(.*)$/.exec(typed);
  if (!match) return null;
  const [a, b] = [parseDigits(match[1] ?? ''), parseDigits(match[2] ?? '')];
  return a !== null && b !== null ? { amount: a * b, rest: match[3] || 'm', product: true } : null;
}

/** A number at the beginning, in digits or words, and what is left after it. */
export function readNumber(typed: string): Read | null {
  const digits = /^(\d[\d.,]*)\s*(.*)$/.exec(typed);
  if (!digits) return numberInWords(typed);
  const amount = parseDigits((digits[1] ?? '').replace(/[.,]+$/, ''));
  const rest = digits[2] ?? '';
  const factor = /^(ribu|juta|ratus)\b\s*(.*)$/.exec(rest);
  if (amount === null) return null;
  if (!factor) return { amount, rest };
  return {
    amount: amount * ({ ribu: 1000, juta: 1_000_000, ratus: 100 }[factor[1] ?? ''] ?? 1),
    rest: factor[2] ?? '',
  };
}

/**
 * Digits as Indonesians write them: a comma begins the decimals, a point parts the thousands. As many phones write
 * "1.5", a point with one or two digits behind it is read as decimal too; "1.500" is fifteen hundred.
 */
export function parseDigits(text: string): number | null {
  const grouped = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : null;
  const english = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : null;
  const simple = /^\d+([.,]\d+)?$/.test(text) ? text.replace(',', '.') : null;
  const number = Number(grouped ?? english ?? simple ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

/** The unit that the rest of the answer begins with: its longest words first ("meter persegi" before "meter"). */
function findUnit(rest: string): string | null {
  const parts = rest
    .replaceAll(/[.,/-]+/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  for (const length of [2, 1]) {
    const unit = unitOf.get(parts.slice(0, length).join(' '));
    if (unit) return unit;
  }
  return null;
}
