import { z } from 'zod';
import type { Phrase } from './phrases.ts';
import type { PlaceWords } from './places.ts';
import type { Wording } from './wording.ts';

/**
 * A wording as a few long strings: to check thousands of small records takes longer than all else that a saved model
 * needs to be ready. No word of a text has a blank, a line's end or one of the signs used here in it.
 */
export const wordingSchema = z.strictObject({
  /** A phrase a line: what is written, `=`, what is meant. */
  chat: z.string(),
  banjar: z.string(),
  synonyms: z.string(),
  /** A courtesy a line. */
  courtesies: z.string(),
  /** Words of place, by what they are. */
  places: z.record(z.string(), z.string()),
  stopwords: z.string(),
  /** Known words and their stems, in one order. */
  known: z.string(),
  stems: z.string(),
  /** Which of the known words the lexicon has. */
  lexicon: z.string(),
});
export type PackedWording = z.infer<typeof wordingSchema>;

export function packWording(wording: Wording): PackedWording {
  const { chat, banjar, synonyms, courtesies, places, stopwords, lexicon, stems } = wording;
  return {
    chat: packPhrases(chat),
    banjar: packPhrases(banjar),
    synonyms: packPhrases(synonyms),
    courtesies: courtesies.map(packWords).join('\n'),
    places: Object.fromEntries(Object.entries(places).map(([kind, words]) => [kind, packWords(words)])),
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
    courtesies: lines(packed.courtesies).map(unpackWords),
    places: unpackPlaces(packed.places),
    stopwords: new Set(unpackWords(packed.stopwords)),
    stems: new Map(known.map((word, at) => [word, stems[at] ?? word])),
    lexicon: new Set(unpackWords(packed.lexicon)),
  };
}

export const packWords = (words: Iterable<string>): string => [...words].join(' ');
export const unpackWords = (packed: string): string[] => (packed === '' ? [] : packed.split(' '));

const unpackPlaces = (packed: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(packed).map(([kind, words]) => [kind, new Set(unpackWords(words))]),
  ) as unknown as PlaceWords;

const packPhrases = (phrases: Phrase[]) =>
  phrases.map(([written, meant]) => `${packWords(written)}=${packWords(meant)}`).join('\n');

const unpackPhrases = (packed: string) =>
  lines(packed).map((line): Phrase => {
    const [written = '', meant = ''] = line.split('=');
    return [unpackWords(written), unpackWords(meant)];
  });

const lines = (packed: string) => (packed === '' ? [] : packed.split('\n'));
