/** Reading what people type: plain forms, numbers in words, near spellings. All pure. */

/** Lower case, without accents, marks and doubled spaces: what is compared, never what is kept. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s.,/²³-]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The text as it is kept and shown: no control or direction characters, which can make a page lie, and no padding. */
export function clean(text: string): string {
  return text
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}

/** Numbers in Indonesian, Banjar and English; Banjar where it differs (asa, talu, lima, ...). */
const units: Record<string, number> = {
  nol: 0,
  kosong: 0,
  zero: 0,
  satu: 1,
  asa: 1,
  esa: 1,
  one: 1,
  dua: 2,
  two: 2,
  tiga: 3,
  talu: 3,
  three: 3,
  empat: 4,
  ampat: 4,
  four: 4,
  lima: 5,
  five: 5,
  enam: 6,
  anam: 6,
  six: 6,
  tujuh: 7,
  pitu: 7,
  seven: 7,
  delapan: 8,
  walu: 8,
  dalapan: 8,
  eight: 8,
  sembilan: 9,
  sanga: 9,
  nine: 9,
  ten: 10,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  sepuluh: 10,
  sapuluh: 10,
  sebelas: 11,
  sabalas: 11,
  eleven: 11,
  twelve: 12,
  seratus: 100,
  saratus: 100,
  seribu: 1000,
  saribu: 1000,
  setengah: 0.5,
  satangah: 0.5,
  half: 0.5,
};
const multiples: Record<string, number> = {
  puluh: 10,
  ratus: 100,
  ribu: 1000,
  juta: 1_000_000,
  hundred: 100,
  thousand: 1000,
};

/**
 * A number in words at the beginning of a text: "tiga puluh lima orang" is 35, with " orang" left over.
 * "lima belas" is 15. Null when the text does not begin with one.
 */
export function numberInWords(text: string): { amount: number; rest: string } | null {
  const words = text.split(' ');
  let total = 0;
  let part: number | null = null;
  let used = 0;
  for (const word of words) {
    const unit = Object.hasOwn(units, word) ? units[word] : undefined;
    const multiple = Object.hasOwn(multiples, word) ? multiples[word] : undefined;
    if (unit !== undefined) part = (part ?? 0) + unit;
    else if ((word === 'belas' || word === 'balas') && part !== null) part += 10;
    else if (multiple !== undefined && part !== null) {
      if (multiple >= 1000) {
        total = (total + part) * multiple;
        part = 0;
      } else {
        const ones: number = part % 10 || part;
        part = part - ones + ones * multiple;
      }
    } else break;
    used += 1;
  }
  if (part === null) return null;
  return { amount: total + part, rest: words.slice(used).join(' ') };
}
