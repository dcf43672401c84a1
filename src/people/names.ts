import { isNear } from '../texts/near.ts';

/** Titles and forms of address that one list writes and another leaves out. */
const titles = new Set([
  'h',
  'hj',
  'haji',
  'hajah',
  'pak',
  'bapak',
  'bp',
  'bpk',
  'bu',
  'ibu',
  'sdr',
  'sdri',
  'ust',
  'ustadz',
  'drs',
  'dra',
  'dr',
  'ir',
  'kh',
  'tn',
  'ny',
]);
/** What stands for a name where nobody has written one: "Ketua RT 03 Desa Juai". */
const officeWords = /^(ketua|kepala|lurah|utusan|sekretaris|anggota|kades|rt|bpd|lpm|pkk|karang)\b/;

function wordsOf(name: string): string[] {
  const words = name
    // What follows a comma is a degree: "Siti Aminah, S.Pd".
    .split(',', 1)[0]
    ?.normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’`´]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !titles.has(word));
  return words ?? [];
}

/** True for "Ketua RT 03" and the like: an office in the place of a name. */
export function isPlaceholder(name: string): boolean {
  return name.trim() === '' || officeWords.test(name.trim().toLowerCase());
}

/** A name's words in one order: equal for "Fauzi, H. Ahmad" and "Ahmad Fauzi" only if nothing is misspelt. */
export const nameKey = (name: string): string => wordsOf(name).sort().join(' ');

/**
 * Whether two spellings are most likely one person's: titles, case and marks aside, every word of the shorter name
 * is one of the longer's, give or take a slip of the pen. "H. Ahmad" is "Ahmad Fauzi"; "Budi" is not.
 * Only to be asked of people who share a seat or a phone; among all people it would confuse many.
 */
export function isSameName(one: string, other: string): boolean {
  const [shorter = [], longer = []] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length);
  if (shorter.length === 0) return longer.length === 0;
  return shorter.every((word) => longer.some((known) => known === word || isSlip(word, known)));
}

/** A slip of the pen; a number that differs is another number. */
const isSlip = (word: string, known: string) => !/\d/.test(word + known) && isNear(word, known);
