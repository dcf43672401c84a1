import { createRequire } from 'node:module';
import { learnWording } from '../../src/classification/learn-wording.ts';
import { learnAskingFrom } from '../../src/classification/lessons.ts';
import type { Lexicon } from '../../src/classification/lexicon.ts';
import { normaliserOf, readerOf } from '../../src/classification/normalise.ts';
import type { Example } from '../../src/classification/types.ts';
import { ASKING, weighSentences } from '../../src/classification/weigh.ts';

// natural's parts are CommonJS; its index would pull mongoose, pg and redis.
const require = createRequire(import.meta.url);
const stemmer: {
  stem(word: string): string;
} = require('natural/lib/natural/stemmers/indonesian/stemmer_id.js');
const { words } = require('natural/lib/natural/util/stopwords_id.js') as { words: string[] };
const stopwords = new Set(words);

/** A text's words as a peer gets them. */
export type Words = (text: string) => string[];

/** What natural offers for Indonesian: its stemmer and its stopwords. */
export const indonesianWords: Words = (text) =>
  (text.toLowerCase().match(/\p{L}+/gu) ?? [])
    .filter((word) => !stopwords.has(word))
    .map((word) => stemmer.stem(word));

/** The words that our own classifier reads, so that a peer can be measured without what our lexicon is worth. */
export function ourWords(examples: Example[], lexicon: Lexicon): Words {
  const normalise = normaliserOf(wordingOf(examples, lexicon));
  return (text) => normalise(text).map(({ word }) => word);
}

/** The same, of those sentences alone that ask for something. */
export function ourSentences(examples: Example[], lexicon: Lexicon): Words {
  const read = readerOf(wordingOf(examples, lexicon));
  const asking = learnAskingFrom(examples, lexicon.wrappings, read);
  return (text) =>
    weighSentences(read(text), asking)
      .filter(({ share }) => share >= ASKING)
      .flatMap(({ features }) => features.map(({ name }) => name));
}

const wordingOf = (examples: Example[], lexicon: Lexicon) =>
  learnWording(
    lexicon,
    examples.map(({ text }) => text),
  );
