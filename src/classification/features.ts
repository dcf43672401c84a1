import type { Token } from './tokenise.ts';

/** A text as numbers: positions that are not zero and their values. */
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

/** A word and how much it counts where it stands, 0 to 1. */
export interface Weighed {
  name: string;
  weight: number;
}

/** One feature of a text, with the stretch of it that gave it. */
export interface Feature extends Weighed {
  start: number;
  end: number;
}

/** In a sentence what is asked for stands first, why and where after it; the codebook calls the later of two issues secondary. */
const FIRST_WORDS = 7;
/** What a word that stands later counts; this and the number of first words were chosen on the split by object. */
export const LATER = 0.5;

/**
 * Features of a sentence: its telling words. Pairs of neighbours, pairs at a distance and pieces of words were measured on
 * the split by object and gain nothing (docs/classification.md): the lexicon's terms are the pairs that matter.
 * @param counts how much the sentence counts, 0 to 1
 */
export function featuresOf(terms: Token[], counts: number): Feature[] {
  return terms.map(({ word, start, end }, at) => ({
    name: word,
    start,
    end,
    weight: at < FIRST_WORDS ? counts : counts * LATER,
  }));
}

/** Learns the vocabulary of training texts. */
export function learnVocabulary(documents: Weighed[][]): Vocabulary {
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

/**
 * TF-IDF with logarithmic counts, of length 1. Unknown words have their share of the length, so that a text of
 * which little is known speaks softly.
 */
export function vectorise(features: Weighed[], vocabulary: Vocabulary): Vector {
  const counts = new Map<number, number>();
  const unknown = new Map<string, number>();
  for (const { name, weight } of features) {
    const index = vocabulary.indexOf.get(name);
    if (index === undefined) unknown.set(name, Math.max(unknown.get(name) ?? 0, weight));
    else counts.set(index, (counts.get(index) ?? 0) + weight);
  }
  const indices = [...counts.keys()];
  const values = indices.map((index) => damped(counts.get(index) ?? 0) * (vocabulary.idf[index] ?? 0));
  const strange = [...unknown.values()].reduce((sum, weight) => sum + (weight * vocabulary.rarest) ** 2, 0);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, strange)) || 1;
  return { indices, values: values.map((value) => value / length) };
}

/** The second time says less than the first. */
const damped = (count: number) => (count < 1 ? count : 1 + Math.log(count));
