import { literal } from '../../../texts/literal.ts';

/** A piece of a text; `marked` when it is one of the given words. */
export interface Piece {
  text: string;
  marked: boolean;
}

/**
 * Splits a text at the given words or phrases: whole words only, ignoring case. The pieces joined give exactly the
 * original text.
 */
export function highlight(text: string, words: readonly string[]): Piece[] {
  const phrases = words
    .map((word) => word.trim())
    .filter(Boolean)
    // Longest first, so that "jalan kebun" is found before "jalan".
    .sort((a, b) => b.length - a.length)
    .map((word) => literal(word).replaceAll(/\s+/g, '[\\s,.;:-]+'));
  if (phrases.length === 0) return text ? [{ text, marked: false }] : [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${phrases.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  // With one capture group, every second piece of a split is a match.
  return text
    .split(pattern)
    .map((piece, index) => ({ text: piece, marked: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
