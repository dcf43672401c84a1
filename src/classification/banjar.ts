import { stem } from './stem.ts';

/** Banjar prefixes and what they are in Indonesian, longest first: the stemmer only knows the latter. */
const prefixes: [banjar: string, indonesian: string[]][] = [
  ['mang', ['meng', 'menge']],
  ['pang', ['peng', 'penge']],
  ['many', ['meny']],
  ['pany', ['peny']],
  ['mam', ['mem']],
  ['pam', ['pem']],
  ['man', ['men']],
  ['pan', ['pen']],
  ['par', ['per']],
  ['bar', ['ber']],
  ['tar', ['ter']],
  ['ba', ['ber', '']],
  ['ma', ['me', '']],
  ['pa', ['pe', '']],
  ['ta', ['ter', '']],
  ['ka', ['ke', '']],
  ['sa', ['se', '']],
  ['di', ['']],
];
/** Banjar says `-akan` for `-kan`, and `-i` where Indonesian often has none. */
const suffixes = ['', 'akan', 'nya', 'an', 'i'];

/**
 * The Indonesian form of a word with Banjar affixes, `bajualan` -> `berjualan`, `manimbai` -> `menimbai`;
 * undefined where neither a form nor its root is known.
 */
export function unfoldBanjar(word: string, knows: (word: string) => boolean): string | undefined {
  for (const suffix of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const body = word.slice(0, word.length - suffix.length);
    for (const [banjar, indonesian] of prefixes) {
      if (!body.startsWith(banjar) || body.length - banjar.length < 3) continue;
      const form = indonesian
        .map((prefix) => prefix + body.slice(banjar.length))
        .find((candidate) => knows(candidate) || knows(stem(candidate)));
      if (form) return form;
    }
    if (suffix !== '' && body.length >= 3 && knows(body)) return body;
  }
  return undefined;
}
