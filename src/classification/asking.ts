import { learnVocabulary, type Vocabulary, vectorise } from './features.ts';
import { fitModel, logits, type Model, softmax } from './logistic.ts';
import type { Token } from './tokenise.ts';

/** Tells sentences that ask for something from those that greet, thank or tell of the place. */
export interface AskingModel {
  vocabulary: Vocabulary;
  model: Model;
}

const PENALTY = 3e-4;
const [ASKS, DOES_NOT] = [1, 0];

/** The words of a sentence, and by themselves those that it begins with. */
const featuresOf = (roots: Token[]) => [
  ...roots.map(({ word }) => ({ name: word, weight: 1 })),
  ...roots.slice(0, 2).map(({ word }, at) => ({ name: `${at}:${word}`, weight: 1 })),
];

/** @param asking roots of sentences that ask for something @param others roots of such as do not */
export function learnAsking(asking: Token[][], others: Token[][]): AskingModel {
  const documents = [...asking, ...others].map(featuresOf);
  const vocabulary = learnVocabulary(documents);
  const samples = documents.map((features, at) => ({
    vector: vectorise(features, vocabulary),
    label: at < asking.length ? ASKS : DOES_NOT,
    weight: 1 / (at < asking.length ? asking.length : others.length),
  }));
  return {
    vocabulary,
    model: fitModel(samples, 2, vocabulary.size, PENALTY, new Float64Array(2 * (vocabulary.size + 1))),
  };
}

/** How likely it is that a sentence asks for something, 0 to 1. */
export function asks(roots: Token[], { vocabulary, model }: AskingModel): number {
  return softmax(logits(model, vectorise(featuresOf(roots), vocabulary)))[ASKS] ?? 0;
}
