import { plainFigures } from '../plain-figures.ts';
import { plain } from '../words.ts';

/**
 * The one choice whom a request is for: "untuk 20 ibu-ibu", "bagi warga miskin". Null where no other is named so, or more than one
 * is named at all.
 * @param heard the words by which each choice is known in a sentence
 */
export function groupNamed(text: string, heard: ReadonlyMap<string, string[]>): string | null {
  const typed = plainFigures(text);
  const named = [...heard].filter(([, words]) => words.some((word) => phrase(word).test(typed)));
  const [one] = named;
  if (!one || named.length > 1) return null;
  return one[1].some((word) => phrase(word, leading).test(typed)) ? one[0] : null;
}

/** What stands before those whom something is for, with or without their number. */
const leading =
  '(?:(?:untuk|bagi|gasan|buat|for) (?:(?:\\d+|para|semua) )?(?:(?:orang|urang|kk|kelompok) )?|\\d+ (?:orang|urang) )';
const phrase = (word: string, before = '') => new RegExp(`(?<!\\p{L})${before}${plain(word)}(?!\\p{L})`, 'u');
