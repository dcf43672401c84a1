import { parseDigits } from '../numbers.ts';

/** A product of sides, and the text without it. */
interface Area {
  amount: number;
  unit: 'm2' | 'm3';
  /** Whether a unit is named. */
  named: boolean;
  rest: string;
}

const side = String.raw`([\d.,]*\d)\s*(meter|mtr|km|m)?`;
const by = String.raw`\s*(?:x|kali|by)\s*`;
/** How often something is done, or on how many sides, is no side: "100 m x 2 sisi", "2 x 24 jam". */
const times = String.raw`\s*(?:sisi|sebelah|arah|jalur|lapis|tahap|kali|jam|hari|minggu|bulan|tahun|hours|days|times)\b`;
const product = new RegExp(
  String.raw`(?<![\p{L}\d.,])${side}${by}${side}(?:${by}${side})?(?![\d\p{L}²³]|${times})`,
  'u',
);

/**
 * "3 x 4 m", "3m x 4m", "3 kali 4": an area in square metres; of three numbers ("2 x 3 x 1 m") a volume.
 * @returns null where there is no such product, or one that can be read two ways
 */
export function areaIn(typed: string): Area | null {
  const match = product.exec(typed);
  if (!match) return null;
  const sides = [1, 3, 5].flatMap((at) => {
    const digits = parseDigits(match[at] ?? '');
    return digits ? [{ ...digits, unit: match[at + 1] }] : [];
  });
  const named = sides.find(({ unit }) => unit)?.unit;
  if (sides.some(({ other }) => other !== null)) return null;
  const metres = sides.map(({ amount, unit }) => amount * ((unit ?? named) === 'km' ? 1000 : 1));
  return {
    amount: Math.round(metres.reduce((all, one) => all * one, 1) * 100) / 100,
    unit: sides.length === 3 ? 'm3' : 'm2',
    named: named !== undefined,
    rest: `${typed.slice(0, match.index)} , ${typed.slice(match.index + match[0].length)}`,
  };
}
