import { literal } from './literal.ts';

/** How words are compared where somebody searches: the keyboard has ' where Word, Excel and phones put ’ in a name. */
const apostrophes = "'’‘`´ʼ";

/** Words as they are searched for in memory: in small letters, with one form of each apostrophe and blank. */
export const searchable = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(new RegExp(`[${apostrophes}]`, 'g'), "'")
    .replaceAll(/[^\S\n]+/g, ' ');

/** The same for a search in the database: whatever holds these words, in whatever case. */
export function searchPattern(words: string): RegExp {
  const said = literal(searchable(words));
  return new RegExp(said.replaceAll("'", `[${apostrophes}]`).replaceAll(' ', '\\s+'), 'i');
}
