/** Which other issue a text works on, beside its primary one: often none. */
import { bayesWeights } from './bayes.ts';
import type { Vector } from './features.ts';
import { fitModel, logits, type Model, softmax } from './logistic.ts';

/** Strength of L2, chosen on the split by object. */
const PENALTY = 1e-4;

/** A text with its classes' numbers; `secondary` is -1 where it has none. */
export interface Both {
  vector: Vector;
  label: number;
  secondary: number;
  weight: number;
}

/**
 * Learns the second issue from the words and the first one. Class 0, none of the issues, stands for no second one; by
 * its many texts the model learns how seldom there is one, so its probabilities mean what they say.
 * @param features size of the vocabulary; the first issue is a feature behind it
 */
export function learnSecond(texts: Both[], classes: number, features: number): Model {
  const samples = texts.map(({ vector, label, secondary, weight }) => ({
    vector: withFirst(vector, label, features),
    label: Math.max(0, secondary),
    weight,
  }));
  return fitModel(
    samples,
    classes,
    features + classes,
    PENALTY,
    bayesWeights(samples, classes, features + classes),
  );
}

/** Probabilities of the second issue by class, of which the first is "there is none". */
export const secondOf = (vector: Vector, first: number, model: Model): number[] =>
  softmax(logits(model, withFirst(vector, first, model.features - model.classes)));

const withFirst = ({ indices, values }: Vector, first: number, features: number): Vector => ({
  indices: [...indices, features + first],
  values: [...values, 1],
});
