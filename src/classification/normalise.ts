import { unfoldBanjar } from './banjar.ts';
import type { Lexicon } from './lexicon.ts';
import { type Phrase, phraseTable, replacePhrases } from './phrases.ts';
import { withoutPlaces } from './places.ts';
import { createSpeller, type Speller } from './spelling.ts';
import { isIndonesian, stem } from './stem.ts';
import { type Token, tokenise } from './tokenise.ts';

/** A text's words brought to one form each (`word` is a root or a field's term), with where they stand. */
export type Normaliser = (text: string) => Token[];

/** What a normaliser knows, all of it saved with a model: to work it out anew takes a second. */
export interface Wording {
  chat: Phrase[];
  banjar: Phrase[];
  /** Phrases of stems, each with its term. */
  synonyms: Phrase[];
  /** Stems that tell nothing. */
  stopwords: ReadonlySet<string>;
  /** Words of the lexicon among them: a Banjar word is unfolded towards these. */
  lexicon: ReadonlySet<string>;
  /** Words to trust as rightly written, the commonest first, each with its stem. */
  stems: ReadonlyMap<string, string>;
}

/** A word of the training texts that is not Indonesian must be met this often before others are mended to it. */
const OFTEN_ENOUGH = 2;
/** People invent words without end: past this many mended ones the memory starts afresh. */
const MEMORY = 50_000;

/**
 * Works out what a normaliser needs.
 * @param texts what the classifier learns from: unknown words are mended towards words found there
 */
export function learnWording(lexicon: Lexicon, texts: string[]): Wording {
  const lexiconWords = wordsOf([lexicon.synonyms, lexicon.chat, lexicon.banjar]);
  const known = knownWords(texts, lexiconWords);
  const wording: Wording = {
    chat: pairs(lexicon.chat),
    banjar: pairs(lexicon.banjar),
    synonyms: [],
    stopwords: new Set(),
    lexicon: lexiconWords,
    stems: new Map(known.map((word) => [word, stem(word)])),
  };
  const roots = rootsBy(wording);
  const rootWords = (text: string) => roots(text).map((token) => token.word);
  return {
    ...wording,
    synonyms: Object.entries(lexicon.synonyms).flatMap(([term, variants]) =>
      [term, ...variants].map((variant): Phrase => [rootWords(variant), [rootWords(term).join('_')]]),
    ),
    stopwords: new Set(lexicon.stopwords.flatMap(rootWords)),
  };
}

/**
 * The normaliser of a wording: spelling, chat abbreviations, Banjar words and affixes, stem, then synonyms as phrases
 * of stems to one term. Synonyms come last so that one entry serves every spelling and affix of its words.
 */
export function normaliserOf(wording: Wording): Normaliser {
  const roots = rootsBy(wording);
  const synonyms = phraseTable(wording.synonyms);
  return (text) => replacePhrases(roots(text), synonyms).filter(({ word }) => !wording.stopwords.has(word));
}

/** The first half of the way: words mended, replaced and stemmed. */
function rootsBy({ chat, banjar, lexicon, stems }: Wording): Normaliser {
  const [chatTable, banjarTable] = [phraseTable(chat), phraseTable(banjar)];
  const mend = mender(stems, lexicon);
  return (text) => {
    const words = withoutPlaces(text, tokenise(text)).flatMap((token) =>
      mend(token.word).map((word) => ({ ...token, word })),
    );
    const replaced = replacePhrases(replacePhrases(words, chatTable), banjarTable);
    return replaced.map((token) => ({ ...token, word: stems.get(token.word) ?? stem(token.word) }));
  };
}

/** Mends unknown words, and remembers how; the speller's index is made for the first of them. */
function mender(
  known: ReadonlyMap<string, unknown>,
  lexicon: ReadonlySet<string>,
): (word: string) => string[] {
  const mended = new Map<string, string[]>();
  let speller: Speller | undefined;
  return (word) => {
    const before = mended.get(word);
    if (before) return before;
    if (mended.size > MEMORY) mended.clear();
    let after = word;
    if (!known.has(word) && !isIndonesian(word)) {
      speller ??= createSpeller(known);
      after = unfoldBanjar(word, (root) => lexicon.has(root)) ?? speller(word);
    }
    const words = after.split(' ');
    mended.set(word, words);
    return words;
  };
}

const words = (text: string) => tokenise(text).map((token) => token.word);

/** Ways and their meaning. A meaning of several words stands for itself too, or `motor` would double `sepeda motor`. */
const pairs = (group: Record<string, string[]>) =>
  Object.entries(group).flatMap(([meaning, variants]) =>
    [...variants, ...(meaning.includes(' ') ? [meaning] : [])].map(
      (variant): Phrase => [words(variant), words(meaning)],
    ),
  );

const wordsOf = (groups: Record<string, string[]>[]) =>
  new Set(
    groups.flatMap((group) =>
      Object.entries(group).flatMap(([key, variants]) => [key, ...variants].flatMap(words)),
    ),
  );

/** Words to trust, the commonest first: the lexicon's, and those of the texts that are Indonesian or come often. */
function knownWords(texts: string[], lexiconWords: Set<string>): string[] {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, count] of counts) {
    if (count < OFTEN_ENOUGH && !lexiconWords.has(word) && !isIndonesian(word)) counts.delete(word);
  }
  for (const word of lexiconWords) counts.set(word, counts.get(word) ?? 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word);
}
