/** The same proposal as people also send it: with words around it, or hastily typed. Deterministic. */
import { hash } from './folds.ts';
import type { Wrappings } from './lexicon.ts';

/** What a variant does to a text. */
export const variantKinds = [
  'greeting',
  'background',
  'closing',
  'landmark',
  'typos',
  'vowels',
  'three words',
] as const;
export type VariantKind = (typeof variantKinds)[number];

/** Every how many words one is mistyped, on average. */
const TYPO_EVERY = 3;
/** Shorter words are typed without slips. */
const SHORTEST_MISTYPED = 4;

/**
 * A text in a variant. Always the same for the same text, kind and seed.
 * @param around the lines that are put around it
 */
export function variantOf(
  text: string,
  kind: VariantKind,
  around: Omit<Wrappings, 'askings'>,
  seed = 0,
): string {
  const random = randomFrom(`${seed} ${kind} ${text}`);
  const line = (lines: string[]) => lines[Math.floor(random() * lines.length)] ?? '';
  switch (kind) {
    case 'greeting':
      return `${line(around.greetings)} ${text}`;
    case 'background': {
      const background = line(around.backgrounds);
      return random() < 0.5 ? `${ended(background)} ${text}` : `${ended(text)} ${background}`;
    }
    case 'closing':
      return `${ended(text)} ${line(around.closings)}`;
    case 'landmark':
      return withPlace(text, line(around.landmarks));
    case 'typos':
      return text.replace(/\p{L}+/gu, (word) =>
        word.length >= SHORTEST_MISTYPED && random() < 1 / TYPO_EVERY ? mistyped(word, random) : word,
      );
    case 'vowels':
      return text.replace(/[aiueo]/gi, (vowel) => (random() < 0.5 ? '' : vowel));
    case 'three words':
      return text.split(/\s+/).slice(0, 3).join(' ');
  }
}

const ended = (text: string) => (/[.!?]\s*$/.test(text) ? text : `${text}.`);

/** The place stands where the first sentence ends. */
function withPlace(text: string, place: string): string {
  const end = text.search(/[.;!?\n]/);
  return end < 0 ? `${text} ${place}` : `${text.slice(0, end)} ${place}${text.slice(end)}`;
}

/** A letter left out, doubled, swapped with the next, or another in its place; the first one is mostly right. */
function mistyped(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter = '', next = '', after] = [
    word.slice(0, at),
    word[at],
    word[at + 1],
    word.slice(at + 2),
  ];
  const slips = [
    `${before}${next}${after}`,
    `${before}${letter}${letter}${next}${after}`,
    `${before}${next}${letter}${after}`,
    `${before}${'abdegiklmnoprstu'[Math.floor(random() * 16)]}${next}${after}`,
  ];
  return slips[Math.floor(random() * slips.length)] ?? word;
}

/** Numbers from 0 to 1 that depend on the given words alone (mulberry32). */
function randomFrom(words: string): () => number {
  let state = hash(words);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
