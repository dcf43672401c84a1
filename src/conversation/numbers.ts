/** Numbers as people write them: in digits the Indonesian way, and in words of the three languages. */

/** Words for ones, and for numbers that are one word. Banjar where it differs (asa, talu, pitu, ...). */
const ones: Record<string, number> = {
  ...{
    nol: 0,
    kosong: 0,
    satu: 1,
    dua: 2,
    tiga: 3,
    empat: 4,
    lima: 5,
    enam: 6,
    tujuh: 7,
    delapan: 8,
    sembilan: 9,
  },
  ...{ asa: 1, esa: 1, talu: 3, ampat: 4, anam: 6, pitu: 7, walu: 8, dalapan: 8, sanga: 9 },
  ...{
    sepuluh: 10,
    sapuluh: 10,
    sebelas: 11,
    sabalas: 11,
    seratus: 100,
    saratus: 100,
    seribu: 1000,
    saribu: 1000,
  },
  ...{
    selusin: 12,
    salusin: 12,
    setengah: 0.5,
    satangah: 0.5,
    satengah: 0.5,
    stengah: 0.5,
    seperempat: 0.25,
  },
  ...{ zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
  },
  ...{
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  },
  half: 0.5,
};
const multiples: Record<string, number> = {
  ...{ puluh: 10, ratus: 100, ribu: 1000, rb: 1000, rbu: 1000, juta: 1_000_000, jt: 1_000_000, lusin: 12 },
  ...{ hundred: 100, thousand: 1000 },
};
const lookUp = (table: Record<string, number>, word: string) =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** A number and what is left of the text after it. */
interface ReadNumber {
  amount: number;
  rest: string;
}

/**
 * A number in words at the beginning of a plain text: "tiga puluh lima orang" is 35, with "orang" left over;
 * "lima belas" 15, "satu setengah" 1.5, "duapuluh" 20. Null when the text does not begin with one.
 */
export function numberInWords(text: string): ReadNumber | null {
  // "duapuluh" is two words; "sepuluh" and "sabalas" are one.
  const words = text.replaceAll(/(?<=[a-z]{3})(puluh|belas|balas|ratus|ribu)\b/g, ' $1').split(' ');
  let total = 0;
  let part: number | null = null;
  let used = 0;
  for (const word of words) {
    const one = lookUp(ones, word);
    const multiple = lookUp(multiples, word);
    if (one !== undefined) part = (part ?? 0) + one;
    else if ((word === 'belas' || word === 'balas') && part !== null) part += 10;
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

/** A number at the beginning of a plain text, in digits ("1.500", "1,5", "1 1/2", "5 ribu") or words. */
function readNumber(text: string): ReadNumber | null {
  const fraction = /^(?:(\d+) )?(\d{1,2})\/(\d{1,2})(?![\d/])\s*(.*)$/.exec(text);
  if (fraction && Number(fraction[3]) > 0)
    return {
      amount: Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]),
      rest: fraction[4] ?? '',
    };
  const digits = /^(\d[\d.,]*)\s*(.*)$/.exec(text);
  if (!digits) return numberInWords(text);
  const amount = parseDigits((digits[1] ?? '').replace(/[.,]+$/, ''));
  if (amount === null) return null;
  const rest = digits[2] ?? '';
  const factor = /^([a-z]+)\b\s*(.*)$/.exec(rest);
  const multiple = lookUp(multiples, factor?.[1] ?? '');
  if (multiple !== undefined) return { amount: amount * multiple, rest: factor?.[2] ?? '' };
  const half = /^(?:setengah|satangah|satengah)\b\s*(.*)$/.exec(rest);
  return half ? { amount: amount + 0.5, rest: half[1] ?? '' } : { amount, rest };
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

/**
 * Every number in a plain text, from the left, each with the words before it and after it. Of "jalan 800 m" it is 800,
 * "jalan" before and "m" after.
 */
export function numbersIn(text: string): (ReadNumber & { before: string })[] {
  const words = text.split(' ').slice(0, 40);
  const found: (ReadNumber & { before: string })[] = [];
  for (let start = 0; start < words.length; ) {
    const read = readNumber(words.slice(start).join(' '));
    if (!read) {
      start += 1;
      continue;
    }
    found.push({ ...read, before: words.slice(0, start).join(' ') });
    const left = read.rest === '' ? 0 : read.rest.split(' ').length;
    start = Math.max(start + 1, words.length - left);
  }
  return found;
}
