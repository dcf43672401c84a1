/** Choices that a sentence names by the words under `heard` of a step's texts. */
import { plainFigures } from '../plain-figures.ts';
import { remembered } from '../remembered.ts';
import { plain } from '../words.ts';

/** The words by which each choice of a step is known in a sentence. */
export type HeardWords = ReadonlyMap<string, string[]>;

/**
 * The one choice whom a request is for: "untuk 20 ibu-ibu", "bagi warga miskin". Null where no other is named so, or more than one
 * is named at all.
 */
export function groupNamed(text: string, heard: HeardWords): string | null {
  const typed = plainFigures(text);
  const one = onlyNamed(typed, heard);
  return one?.words.some((word) => phrase(word, leading).test(typed)) ? one.choice : null;
}

/** Whose the land is: "di tanah wakaf". Null where that is denied, or more than one is named. */
export function landNamed(text: string, heard: HeardWords): string | null {
  const typed = plainFigures(text);
  const one = onlyNamed(typed, heard);
  const isDenied = (word: string) =>
    phrase(word, denying).test(typed) || phrase(word, '', lacking).test(typed);
  return one && !one.words.some(isDenied) ? one.choice : null;
}

function onlyNamed(typed: string, heard: HeardWords): { choice: string; words: string[] } | null {
  const named = [...heard].filter(([, words]) => words.some((word) => phrase(word).test(typed)));
  const [one] = named;
  return one && named.length === 1 ? { choice: one[0], words: one[1] } : null;
}

/** What stands before those whom something is for, with or without their number. */
const leading =
  '(?:(?:untuk|bagi|gasan|buat|for) (?:(?:\\d+|para|semua) )?(?:(?:orang|urang|kk|kelompok) )?|\\d+ (?:orang|urang) )';
const denying =
  '(?:bukan|belum|balum|tidak|tak|kada|tanpa|dekat|samping|sebelah|parak|higa|antara|pagar|not|near) (?:\\S+ )?';
const lacking = '(?: \\S+)? (?:belum|balum|tidak|tak|kada|habis|bermasalah|sengketa|not)';
const phrase = (word: string, before = '', behind = '') =>
  pattern(`(?<!\\p{L})${before}${plain(word)}${behind}(?!\\p{L})`);
const pattern = remembered((source) => new RegExp(source, 'u'));
