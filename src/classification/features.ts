import type { Token } from './tokenise.ts';

/** A text as numbers: positions that are not zero and their values. `known` is false where none was ever met. */
export interface Vector {
  indices: number[];
  values: number[];
}

/** The words that were met, each with its number and how telling it is. */
export interface Vocabulary {
  size: number;
  /** Number of a word, if it was met in training. */
  indexOf: ReadonlyMap<string, number>;
  /** Inverse document frequency by feature. */
  idf: Float64Array;
  /** Weight of a word never met: as much as the rarest. */
  rarest: number;
}

/** One feature of a text, with the stretch of it that gave it. */
export interface Feature {
  name: string;
  start: number;
  end: number;
  /** Whether it stands after what the text begins with. */
  isLater: boolean;
}

/** What is asked for stands first, why and where after it; the codebook calls the later of two issues secondary. */
const FIRST_WORDS = 7;
/** A first sentence of one word is a greeting as often as a title. */
const SHORTEST_TITLE = 2;

/**
 * Features of a text: its words. Pairs of neighbours, pairs at a distance and pieces of words were measured on the
 * split by object and gain nothing (docs/classification.md): the lexicon's terms are the pairs that matter.
 */
export function featuresOf(text: string, tokens: Token[]): Feature[] {
  const title = tokens.findIndex(
    ({ start }, at) => at >= SHORTEST_TITLE && /[.;:\n]\s/.test(text.slice(tokens[at - 1]?.end, start)),
  );
  const first = Math.min(FIRST_WORDS, title < 0 ? FIRST_WORDS : title);
  return tokens.map(({ word, start, end }, at) => ({ name: word, start, end, isLater: at >= first }));
}

/** Learns the vocabulary of training texts. */
export function learnVocabulary(documents: Feature[][]): Vocabulary {
  const frequency = new Map<string, number>();
  for (const features of documents) {
    for (const name of new Set(features.map((feature) => feature.name)))
      frequency.set(name, (frequency.get(name) ?? 0) + 1);
  }
  const kept = [...frequency];
  const idf = Float64Array.from(kept, ([, count]) => Math.log((1 + documents.length) / (1 + count)) + 1);
  return {
    size: kept.length,
    indexOf: new Map(kept.map(([name], index) => [name, index])),
    idf,
    rarest: Math.log((1 + documents.length) / 2) + 1,
  };
}

/** What a word that stands later counts; this and the number of first words were chosen on the split by object. */
const LATER = 0.5;

/**
 * TF-IDF with logarithmic counts, of length 1. Unknown words have their share of the length, so that a text of
 * which little is known speaks softly.
 */
export function vectorise(features: Feature[], vocabulary: Vocabulary): Vector {
  const counts = new Map<number, number>();
  const unknown = new Set<string>();
  for (const { name, isLater } of features) {
    const index = vocabulary.indexOf.get(name);
    if (index === undefined) unknown.add(name);
    else counts.set(index, (counts.get(index) ?? 0) + (isLater ? LATER : 1));
  }
  const indices = [...counts.keys()];
  const values = indices.map((index) => damped(counts.get(index) ?? 0) * (vocabulary.idf[index] ?? 0));
  const square = values.reduce((sum, value) => sum + value ** 2, unknown.size * vocabulary.rarest ** 2);
  const length = Math.sqrt(square) || 1;
  return { indices, values: values.map((value) => value / length) };
}

/** The second time says less than the first. */
const damped = (count: number) => (count < 1 ? count : 1 + Math.log(count));
