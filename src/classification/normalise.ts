import { unfoldBanjar } from './banjar.ts';
import type { Lexicon } from './lexicon.ts';
import { phraseTable, replacePhrases } from './phrases.ts';
import { createSpeller } from './spelling.ts';
import { isIndonesian, stem } from './stem.ts';
import { type Token, tokenise } from './tokenise.ts';

/** A text's words brought to one form each (`word` is a root or a field's term), with where they stand. */
export type Normaliser = (text: string) => Token[];

/** A word of the training texts that is not Indonesian must be met this often before others are mended to it. */
const OFTEN_ENOUGH = 2;

/**
 * Makes the normaliser: spelling, chat abbreviations, Banjar words and affixes, stem, then synonyms as phrases of
 * stems to one term. Synonyms come last so that one entry serves every spelling and affix of its words.
 * @param texts what the classifier learns from: unknown words are mended towards words found there
 */
export function createNormaliser(lexicon: Lexicon, texts: string[]): Normaliser {
  const chat = phraseTable(pairs(lexicon.chat));
  const banjar = phraseTable(pairs(lexicon.banjar));
  const lexiconWords = wordsOf([lexicon.synonyms, lexicon.chat, lexicon.banjar]);
  const known = countKnown(texts, lexiconWords);
  const spell = createSpeller(known);
  const knows = (word: string) => lexiconWords.has(word);
  const mended = new Map<string, string>();

  const mend = (word: string): string => {
    if (known.has(word) || isIndonesian(word)) return word;
    const before = mended.get(word);
    if (before !== undefined) return before;
    if (mended.size > 50_000) mended.clear();
    const after = unfoldBanjar(word, knows) ?? spell(word);
    mended.set(word, after);
    return after;
  };
  const roots = (text: string): Token[] => {
    const words = tokenise(text).map((token) => ({ ...token, word: mend(token.word) }));
    return replacePhrases(replacePhrases(words, chat), banjar).map((token) => ({
      ...token,
      word: stem(token.word),
    }));
  };
  const rootWords = (text: string) => roots(text).map((token) => token.word);
  const synonyms = phraseTable(
    Object.entries(lexicon.synonyms).flatMap(([term, ways]) =>
      [term, ...ways].map((way): [string[], string[]] => [rootWords(way), [rootWords(term).join('_')]]),
    ),
  );
  const stopwords = new Set(lexicon.stopwords.flatMap(rootWords));
  return (text) => replacePhrases(roots(text), synonyms).filter((token) => !stopwords.has(token.word));
}

const words = (text: string) => tokenise(text).map((token) => token.word);

const pairs = (group: Record<string, string[]>) =>
  Object.entries(group).flatMap(([meaning, ways]) =>
    ways.map((way): [string[], string[]] => [words(way), words(meaning)]),
  );

const wordsOf = (groups: Record<string, string[]>[]) =>
  new Set(
    groups.flatMap((group) => Object.entries(group).flatMap(([key, ways]) => [key, ...ways].flatMap(words))),
  );

/** Words to trust as rightly written: the lexicon's, and those of the texts that are Indonesian or come often. */
function countKnown(texts: string[], lexiconWords: Set<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, count] of counts) {
    if (count < OFTEN_ENOUGH && !lexiconWords.has(word) && !isIndonesian(word)) counts.delete(word);
  }
  for (const word of lexiconWords) counts.set(word, counts.get(word) ?? 1);
  return counts;
}
