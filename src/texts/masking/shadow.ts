/**
 * A text as it is searched: of the same length, every digit of whatever script as an ASCII one, every kind of dash as
 * `-`, every space as ` `, every `@` as one. So a place found in it is a place in the text.
 */
export function shadowOf(text: string): string {
  return text.replaceAll(
    /[\p{Nd}\u2460-\u2468\u24ea]|\p{Pd}|\u2212|[^\S ]|[\uff20\ufe6b]|[\uff0b\ufe62]|\p{Cf}|\ufe0f|\u20e3/gu,
    (sign) => plain(sign).padEnd(sign.length, unseen),
  );
}

/** What nobody sees between two digits: zero-width signs, soft hyphens, the frames of keycaps. */
const unseen = '\u200b';

function plain(sign: string): string {
  const folded = sign.normalize('NFKC');
  if (/^[\d@+]$/.test(folded)) return folded;
  if (/\p{Nd}/u.test(sign)) return String(digitOf(sign.codePointAt(0) ?? 0));
  if (/\p{Pd}|\u2212/u.test(sign)) return '-';
  return /\s/.test(sign) ? ' ' : unseen;
}

/** Digits stand ten in a row in Unicode, the zero at a place that ends in 0 or in 6. */
function digitOf(code: number): number {
  const low = code % 16;
  const zeroAtSix = low > 9 || (low > 5 && !/\p{Nd}/u.test(String.fromCodePoint(code - low)));
  return zeroAtSix ? low - 6 : low;
}
