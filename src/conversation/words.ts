/** Reading what people type: plain forms, numbers in words, near spellings. All pure. */
import { remembered } from './remembered.ts';

/**
 * Without characters that nobody sees: soft hyphens of copied words, joiners and marks of direction that keyboards bring, also within a
 * word or a number. What joins pictures to one ("👨‍👩‍👧") is seen.
 */
export const withoutUnseen = (text: string): string =>
  text.replaceAll(
    /(?<!\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?)\u200d|(?!\u200d)\p{Cf}/gu,
    '',
  );

/** Without what is unseen, and Arabic figures as those of here; compared so, never kept. */
export const withPlainDigits = (text: string): string =>
  withoutUnseen(text)
    .replaceAll(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replaceAll('٫', ',')
    .replaceAll('٬', '.');

/** Lower case, without accents, marks and doubled spaces: what is compared, never what is kept. */
export const plain = remembered((text) =>
  withPlainDigits(text)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s.,/²³-]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim(),
);

/** Letters and figures of other styles ("𝗷𝗮𝗹𝗮𝗻", "ｊａｌａｎ", "ⓙⓐⓛⓐⓝ"): for most fonts and readers of screens they are none. */
const styled = /[\u{1d400}-\u{1d7ff}\u3000\uff01-\uff5e\u24b6-\u24e9]+/gu;

/**
 * The text as it is kept and shown: no control or direction characters, which can make a page lie, letters of one style, and no
 * padding.
 */
export function clean(text: string): string {
  return withoutUnseen(text)
    .replaceAll(styled, (letters) => letters.normalize('NFKC'))
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}

/**
 * Whether a word is a shortened one: its beginning ("kel"), it without some vowels ("ksmbi"), or no more than some of its consonants
 * ("blm"). "Paran" is not what is left of "Panyambaran".
 */
export function abbreviates(typed: string, word: string): boolean {
  if (typed.length < 3 || typed.length >= word.length || typed[0] !== word[0]) return false;
  if (word.startsWith(typed)) return true;
  const consonants = withoutVowels(typed);
  return isWithin(typed, word) && (consonants === typed || consonants === withoutVowels(word));
}

/** But for the one that a word begins with. */
const withoutVowels = (word: string) => word.replaceAll(/(?<!^)[aeiou]/g, '');

/** Whether the letters of one word stand in another, in their order. */
function isWithin(letters: string, word: string): boolean {
  let at = 0;
  for (const letter of word) if (letter === letters[at]) at += 1;
  return at === letters.length;
}

/** At most so many characters, with "…" where something was left off. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}
