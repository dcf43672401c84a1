import { unfoldBanjar } from './banjar.ts';
import { type Phrase, phraseTable, replacePhrases } from './phrases.ts';
import { withoutAddresses, withoutLandmarks } from './places.ts';
import { type Span, sentencesOf } from './sentences.ts';
import { createSpeller, type Speller } from './spelling.ts';
import { isIndonesian, stem } from './stem.ts';
import { type Token, tokenise } from './tokenise.ts';
import type { Wording } from './wording.ts';

/** One sentence as it is weighed. */
export interface Sentence {
  /** All its words as roots, also those that tell nothing of the subject: by them one sees whether it asks. */
  roots: Token[];
  /** Its telling words, each a root or a term of the field; a single letter tells nothing. */
  terms: Token[];
}

/** A text's sentences, each word with where it stands in the text. */
export type SentenceReader = (text: string) => Sentence[];
/** A text's telling words brought to one form each, with where they stand. */
export type Normaliser = (text: string) => Token[];

/** Stands for a courtesy among the roots of a sentence. */
const COURTESY = '(courtesy)';
/** People invent words without end: past this many mended ones the memory starts afresh. */
const MEMORY = 50_000;

/** The telling words of all sentences. */
export function normaliserOf(wording: Wording): Normaliser {
  const read = readerOf(wording);
  return (text) => read(text).flatMap(({ terms }) => terms);
}

/**
 * The reader of a wording. For each sentence: spelling, chat abbreviations, Banjar words and affixes, landmarks left out,
 * stem; then courtesies left out, and synonyms as phrases of stems to one term. Synonyms come last so that one entry
 * serves every spelling and affix of its words. Courtesies stay where a text says nothing else.
 */
export function readerOf(wording: Wording): SentenceReader {
  const roots = rootsBy(wording);
  const synonyms = phraseTable(wording.synonyms);
  const courtesies = phraseTable(wording.courtesies.map((words): Phrase => [words, [COURTESY]]));
  const terms = (words: Token[]) =>
    replacePhrases(words, synonyms).filter(
      ({ word }) => word.length > 1 && word !== COURTESY && !wording.stopwords.has(word),
    );
  return (text) => {
    const sentences = sentencesOf(text).map((span) => roots(text, span));
    const read = sentences
      .map((words) => replacePhrases(words, courtesies))
      .map((words) => ({ roots: words, terms: terms(words) }));
    if (read.some((sentence) => sentence.terms.length > 0)) return read;
    return sentences.map((words) => ({ roots: words, terms: terms(words) }));
  };
}

/** The first half of the way: words of a stretch of a text mended, replaced and stemmed. */
export function rootsBy({ chat, banjar, lexicon, stems, places }: Wording) {
  const [chatTable, banjarTable] = [phraseTable(chat), phraseTable(banjar)];
  const mend = mender(stems, lexicon);
  const isKnown = (word: string) => stems.has(word);
  return (text: string, { start, end }: Span = { start: 0, end: text.length }): Token[] => {
    const found = tokenise(text.slice(start, end)).map((token) => ({
      ...token,
      start: token.start + start,
      end: token.end + start,
    }));
    const words = withoutAddresses(text, found, places).flatMap((token) =>
      mend(token.word).map((word) => ({ ...token, word })),
    );
    const replaced = replacePhrases(replacePhrases(words, chatTable), banjarTable);
    return withoutLandmarks(text, replaced, places, isKnown).map((token) => ({
      ...token,
      word: stems.get(token.word) ?? stem(token.word),
    }));
  };
}

/**
 * Mends words whose roots are not among the known ones, and remembers how; the speller's index is made for the first of
 * them. A word that only the dictionary has says nothing as it stands: it is rather one of ours that lost a letter.
 */
function mender(
  stems: ReadonlyMap<string, string>,
  lexicon: ReadonlySet<string>,
): (word: string) => string[] {
  const mended = new Map<string, string[]>();
  const roots = new Set(stems.values());
  let speller: Speller | undefined;
  return (word) => {
    const before = mended.get(word);
    if (before) return before;
    if (mended.size > MEMORY) mended.clear();
    let after = word;
    if (!stems.has(word) && !roots.has(stem(word))) {
      speller ??= createSpeller(stems);
      after = isIndonesian(word)
        ? (speller.revowelled(word) ?? word)
        : (unfoldBanjar(word, (root) => lexicon.has(root) || roots.has(root)) ?? speller.mend(word));
    }
    const words = after.split(' ');
    mended.set(word, words);
    return words;
  };
}
