import { z } from 'zod';
import type { Wording } from './normalise.ts';
import type { Phrase } from './phrases.ts';

/**
 * A wording as a few long strings: to check thousands of small records takes longer than all else that a saved model
 * needs to be ready. No word of a text has a blank, a line's end or one of the signs used here in it.
 */
export const wordingSchema = z.strictObject({
  /** A phrase a line: what is written, `=`, what is meant. */
  chat: z.string(),
  banjar: z.string(),
  synonyms: z.string(),
  stopwords: z.string(),
  /** Known words and their stems, in one order. */
  known: z.string(),
  stems: z.string(),
  /** Which of the known words the lexicon has. */
  lexicon: z.string(),
});
export type PackedWording = z.infer<typeof wordingSchema>;

export function packWording({ chat, banjar, synonyms, stopwords, lexicon, stems }: Wording): PackedWording {
  return {
    chat: packPhrases(chat),
    banjar: packPhrases(banjar),
    synonyms: packPhrases(synonyms),
    stopwords: packWords(stopwords),
    known: packWords(stems.keys()),
    stems: packWords(stems.values()),
    lexicon: packWords(lexicon),
  };
}

export function unpackWording(packed: PackedWording): Wording {
  const [known, stems] = [unpackWords(packed.known), unpackWords(packed.stems)];
  return {
    chat: unpackPhrases(packed.chat),
    banjar: unpackPhrases(packed.banjar),
    synonyms: unpackPhrases(packed.synonyms),
    stopwords: new Set(unpackWords(packed.stopwords)),
    stems: new Map(known.map((word, at) => [word, stems[at] ?? word])),
    lexicon: new Set(unpackWords(packed.lexicon)),
  };
}

export const packWords = (words: Iterable<string>): string => [...words].join(' ');
export const unpackWords = (packed: string): string[] => (packed === '' ? [] : packed.split(' '));

const packPhrases = (phrases: Phrase[]) =>
  phrases.map(([written, meant]) => `${packWords(written)}=${packWords(meant)}`).join('\n');

const unpackPhrases = (packed: string) =>
  lines(packed).map((line): Phrase => {
    const [written = '', meant = ''] = line.split('=');
    return [unpackWords(written), unpackWords(meant)];
  });

const lines = (packed: string) => (packed === '' ? [] : packed.split('\n'));
