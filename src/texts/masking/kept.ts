/** What has many digits and is nobody's: it stays readable, and is no part of a number beside it. */

const time = String.raw`(?:[01]?\d|2[0-3])[.:][0-5]\d`;
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const month = '(?:0?[1-9]|1[0-2])';
const year = String.raw`(?:19|20)\d\d`;
const date = String.raw`(?:${day}([-./ ])${month}\1${year}|${year}-${month}-${day})`;
const money = String.raw`[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?`;
const latitude = String.raw`-?(?:\d|1[01])[.,]\d{2,15}°?`;
const longitude = String.raw`(?:9[5-9]|1[0-4]\d)[.,]\d{2,15}`;

/** In this order: what one has taken, the next ones do not see. */
const patterns = [
  // A proposal's code, and the ids we give.
  String.raw`\bRR-\d\d-\d{4}-\d{4,6}(?!\d)`,
  String.raw`\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b`,
  // An amount never begins with a zero; 628 and many digits in one is a telephone whatever stands before it.
  String.raw`(?:\brp|\bidr)[.:]?\s*(?!0|628\d{8})\d[\d.]*(?:,\d{1,2})?(?![-\d])`,
  String.raw`(?<![\d.])[1-9][\d.,]*\s*(?:rupiah|ribu|rb|juta|jt|mili?ar|milyar|triliun)\b`,
  String.raw`(?<![\d.,+]|\+ ?\(?\d\d\)?[ .-]{0,2}|\b0?62\)?[ .-]{0,2}|\b0\d{0,4}\)?[ .-]{1,3})(?!62\.8\d\d\.\d{3}\.(?!000(?!\d)))${money}(?![-.\d])`,
  // Dates and times of day; what goes on with a dash or a dot is none.
  String.raw`(?<![\d.+-])${date}(?:[ ,T]+${time}(?::\d\d)?)?(?![-./]?\d)`,
  String.raw`(?<![\d.:+-]|\d )${time}(?: ?(?:-|s\/d) ?${time})?(?![.:]?\d|-\d| \d(?!\d?[.:]))`,
  // Coordinates of these islands, and what a computer prints of a fraction.
  String.raw`(?<![\d.])${latitude}[\s,;/]+${longitude}(?!\d)`,
  String.raw`(?<![\d.+])(?:${longitude}|-(?:\d|1[01])\.\d{4,15})(?![\d-])`,
  String.raw`(?<![\d.])\d{1,3}\.\d{13,}(?!\d)`,
  // RT 03/RW 01, RT 003/001; years one after the other.
  String.raw`\br[tw]\.? ?0{0,2}[1-9]\d?(?: ?[/,-] ?(?:r[tw]\.? ?)?0{0,2}[1-9]\d?)*(?![-.]?\d| \d)`,
  String.raw`(?<![\d.+-]|\d )${year}(?: ?[-/,] ?${year}| ${year})+(?![-.]?\d| \d)`,
];
const kept = new RegExp(patterns.map((pattern) => `(?:${renumbered(pattern)})`).join('|'), 'gi');

/** The one group a pattern refers back to gets a name of its own, for they are joined into one expression. */
function renumbered(pattern: string): string {
  return pattern.replace('([-./ ])', '(?<by>[-./ ])').replace(String.raw`\1`, String.raw`\k<by>`);
}

/** A shadow with all that stays readable blotted out, of the same length. */
export function withoutKept(shadow: string): string {
  return shadow.replaceAll(kept, (found) => '#'.repeat(found.length));
}
