/** Numbers as people write them: in digits the Indonesian way, and in words of the three languages. */
import { additions, multiples, ones } from './number-words.ts';

/** A number and what is left of the text after it. */
interface ReadNumber {
  amount: number;
  rest: string;
}

/**
 * A number in words at the beginning of a plain text: "tiga puluh lima orang" is 35, with "orang" left over;
 * "lima belas" 15, "satu setengah" 1.5, "duapuluh" 20, "tiga puluhan" 30. Null when the text does not begin with one. Of
 * "dua tiga puluh", which is no number, it is the 2.
 */
export function numberInWords(text: string): ReadNumber | null {
  // "duapuluh" is two words; "sepuluh" and "sabalas" are one.
  const words = text
    .replaceAll(/(?<=[a-z]{3})((?:puluh|belas|balas|walas|likur|ratus|ribu)(?:an)?)\b/g, ' $1')
    .split(' ');
  let total = 0;
  let part: number | null = null;
  let used = 0;
  for (const word of words) {
    const one = ones.get(word) ?? roundIn(word);
    const bare = part === null ? word : word.replace(/an$/, '');
    const multiple = multiples.get(bare);
    const added = additions.get(bare);
    if (one !== undefined && takes(part, one)) part = (part ?? 0) + one;
    else if (added !== undefined && part !== null && part < 10) part += added;
    else if (multiple !== undefined && part !== null) {
      if (multiple >= 1000) {
        total = (total + part) * multiple;
        part = 0;
      } else {
        const last: number = part % 10 || part;
        part = part - last + last * multiple;
      }
    } else break;
    used += 1;
  }
  if (part === null) return null;
  return { amount: total + part, rest: words.slice(used).join(' ') };
}

/** "Seratusan", "sepuluhan": about a round number that is one word. */
function roundIn(word: string): number | undefined {
  const amount = word.endsWith('an') ? ones.get(word.slice(0, -2)) : undefined;
  return amount !== undefined && amount >= 10 ? amount : undefined;
}

/** Whether a number may follow what was read before it: 5 after 20, 11 after 100, a half after anything whole. */
function takes(part: number | null, one: number): boolean {
  if (part === null || part === 0) return true;
  if (one < 1) return Number.isInteger(part);
  return part % 10 ** String(one).length === 0 && part > one;
}

/** A number in digits. */
export interface Digits {
  amount: number;
  /** How else they may be read: "1,500" is one and a half, or fifteen hundred. Null where there is one way only. */
  other: number | null;
}

/**
 * Digits as Indonesians write them: a comma begins the decimals, a point parts the thousands. As many phones write
 * "1.5", a point with one or two digits behind it begins decimals too. With three digits behind one mark both could be
 * meant: "1.500" is fifteen hundred or 1.5, "1,500" is 1.5 or fifteen hundred, each in this order; "0,500" is a half.
 * @returns null where it is no number
 */
export function parseDigits(text: string): Digits | null {
  const grouped = (mark: string, decimal: string) => text.replaceAll(mark, '').replace(decimal, '.');
  const sure = (digits: string) => ({ amount: Number(digits), other: null });
  if (/^[1-9]\d{0,2}(\.\d{3}){2,}(,\d+)?$|^[1-9]\d{0,2}\.\d{3},\d+$/.test(text))
    return sure(grouped('.', ','));
  if (/^[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?$|^[1-9]\d{0,2},\d{3}\.\d+$/.test(text))
    return sure(grouped(',', '.'));
  if (!/^\d+([.,]\d+)?$/.test(text)) return null;
  const [decimal, whole] = [Number(text.replace(',', '.')), Number(text.replace(/[.,]/, ''))];
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return { amount: decimal, other: null };
  return text.includes('.') ? { amount: whole, other: decimal } : { amount: decimal, other: whole };
}

/** A number within a text: where its words begin, and where those after it do. */
export interface FoundNumber extends Digits {
  start: number;
  end: number;
}

/** Every number among the words of a plain text, from the left. */
export function numbersIn(words: string[]): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (let start = 0; start < words.length; ) {
    const read = readNumber(words.slice(start, start + longestNumber).join(' '));
    const end = start + (read?.used ?? 1);
    if (read) found.push({ amount: read.amount, other: read.other, start, end });
    start = end;
  }
  return found;
}

/** Words of one number, "sembilan ratus sembilan puluh sembilan ribu ..." */
const longestNumber = 14;

/** A third has no end. */
const rounded = (amount: number) => Math.round(amount * 1000) / 1000;

/** A number at the beginning of a plain text, in digits ("1.500", "1,5", "1 1/2", "5 ribu") or words. */
function readNumber(text: string): (Digits & { used: number }) | null {
  const fraction = /^(?:(\d+) )?([1-9])\/([2-9]|10)(?![\d/])/.exec(text);
  if (fraction && Number(fraction[2]) < Number(fraction[3]))
    return {
      amount: rounded(Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3])),
      other: null,
      used: wordsOf(fraction[0]),
    };
  const [first = '', second = ''] = text.split(' ');
  if (!/^\d/.test(first)) {
    const read = numberInWords(text);
    return read && { amount: read.amount, other: null, used: wordsOf(text) - wordsOf(read.rest) };
  }
  const digits = parseDigits(first.replace(/[.,]+$/, ''));
  if (!digits) return null;
  const multiple = multiples.get(second.replace(/an$/, ''));
  if (multiple) {
    const { amount, other } = digits;
    const rest = other === null ? smallerIn(text.split(' ').slice(2).join(' '), multiple) : null;
    return {
      amount: amount * multiple + (rest?.amount ?? 0),
      other: other && other * multiple,
      used: 2 + (rest?.used ?? 0),
    };
  }
  const half = ones.get(second) === 0.5 && Number.isInteger(digits.amount);
  return half ? { amount: digits.amount + 0.5, other: null, used: 2 } : { ...digits, used: 1 };
}

/**
 * What goes on with a number: the "lima ratus" of "2 ribu lima ratus", the 500 of "2 rb 500". Not a number that may count
 * something else ("2 ribu 15 orang"), nor one that is short for more ("2 ribu lima").
 */
function smallerIn(text: string, multiple: number): { amount: number; used: number } | null {
  if (multiple < 100) return null;
  const read = readNumber(text);
  const least = /^\d/.test(text) ? multiple / 10 : 10;
  const fits = read && read.other === null && Number.isInteger(read.amount);
  return fits && read.amount >= least && read.amount < multiple ? read : null;
}

const wordsOf = (text: string) => text.split(' ').filter(Boolean).length;
