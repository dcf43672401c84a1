import type { Lexicon } from './lexicon.ts';
import { rootsBy } from './normalise.ts';
import type { Phrase } from './phrases.ts';
import type { PlaceWords } from './places.ts';
import { isIndonesian, stem } from './stem.ts';
import { tokenise } from './tokenise.ts';
import type { Wording } from './wording.ts';

/** A word of the training texts that is not Indonesian must be met this often before others are mended to it. */
const OFTEN_ENOUGH = 2;

/**
 * Works out what a normaliser needs.
 * @param texts what the classifier learns from: unknown words are mended towards words found there
 */
export function learnWording(lexicon: Lexicon, texts: string[]): Wording {
  const lexiconWords = wordsOf([lexicon.synonyms, lexicon.chat, lexicon.banjar]);
  for (const word of [lexicon.courtesies, ...Object.values(lexicon.places)].flat().flatMap(words))
    lexiconWords.add(word);
  const known = knownWords(texts, lexiconWords);
  const wording: Wording = {
    chat: pairs(lexicon.chat),
    banjar: pairs(lexicon.banjar),
    synonyms: [],
    courtesies: [],
    places: placeWords(lexicon.places),
    stopwords: new Set(),
    lexicon: lexiconWords,
    stems: new Map(known.map((word) => [word, stem(word)])),
  };
  // Without words of place: a phrase of the lexicon names none.
  const roots = rootsBy({ ...wording, places: placeWords({ ...lexicon.places, leads: [], districts: [] }) });
  const rootWords = (text: string) => roots(text).map((token) => token.word);
  return {
    ...wording,
    synonyms: Object.entries(lexicon.synonyms).flatMap(([term, variants]) =>
      [term, ...variants].map((variant): Phrase => [rootWords(variant), [rootWords(term).join('_')]]),
    ),
    courtesies: lexicon.courtesies.map(rootWords),
    stopwords: new Set(lexicon.stopwords.flatMap(rootWords)),
  };
}

const words = (text: string) => tokenise(text).map((token) => token.word);

const placeWords = (places: Lexicon['places']) =>
  Object.fromEntries(
    Object.entries(places).map(([kind, its]) => [kind, new Set(its)]),
  ) as unknown as PlaceWords;

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
