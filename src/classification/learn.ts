import type { AskingModel } from './asking.ts';
import { bayesWeights } from './bayes.ts';
import { type Feature, learnVocabulary, type Vector, type Vocabulary, vectorise } from './features.ts';
import { fitModel, logits, type Model, type Sample, softmax } from './logistic.ts';
import { learnSecond } from './second.ts';

/** Strength of L2, chosen on the split by object; see docs/classification.md. */
const PENALTY = 3e-5;
/** Parts of the examples that the temperatures are fitted on, each judged by a model of the others. */
export const FOLDS = 5;
/** The part of a text that is never judged, only learnt from: the issues' own words. */
export const ALWAYS_LEARNT = -1;

/** A text to learn from, ready: its features, its class's number, that of its secondary, its part. */
export interface Lesson {
  features: Feature[];
  /** Whether it ends where something must follow. */
  breaksOff: boolean;
  label: number;
  /** -1 where there is none. */
  secondary: number;
  fold: number;
  /** What it counts beside the others of its class. */
  weight: number;
}

/** Divide the logits, so that probabilities mean what they say: of a text that breaks off, and of all others. */
export interface Temperatures {
  broken: number;
  whole: number;
}

/** What turns a text's features into probabilities. */
export interface Brain {
  classes: string[];
  vocabulary: Vocabulary;
  model: Model;
  temperatures: Temperatures;
  /** Tells the second issue of a text; see `second.ts`. */
  second: Model;
  asking: AskingModel;
}

/**
 * Learns vocabulary, weights and temperatures. Every class counts the same, however many texts it has.
 * @param calibrated whether the temperatures are fitted, five more trainings; without it confidences mean nothing, but
 *   the likeliest class is the same
 */
export function learn(lessons: Lesson[], classes: string[], calibrated: boolean): Omit<Brain, 'asking'> {
  const vocabulary = learnVocabulary(lessons.map((lesson) => lesson.features));
  const texts = lessons.map((lesson) => ({ ...lesson, vector: vectorise(lesson.features, vocabulary) }));
  const model = fitTexts(texts, classes.length, vocabulary.size);
  const temperatures = calibrated
    ? fitTemperatures(texts, classes.length, vocabulary.size)
    : { broken: 1, whole: 1 };
  // The issues' own words have no second one.
  const examples = texts.filter(({ fold }) => fold !== ALWAYS_LEARNT);
  const second = learnSecond(examples, classes.length, vocabulary.size);
  return { classes, vocabulary, model, temperatures, second };
}

type Text = Omit<Lesson, 'features'> & { vector: Vector };

function fitTexts(texts: Text[], classes: number, features: number): Model {
  const sizes = Array.from({ length: classes }, () => 0);
  for (const { label, weight } of texts) sizes[label] = (sizes[label] ?? 0) + weight;
  const samples = texts.map(
    ({ vector, label, weight }): Sample => ({ vector, label, weight: weight / (sizes[label] || 1) }),
  );
  return fitModel(samples, classes, features, PENALTY, bayesWeights(samples, classes, features));
}

/**
 * The temperatures at which probabilities mean what they say, by cross-validation: each part is judged by a model
 * that has not seen it, and the temperature that makes the true labels likeliest is taken.
 */
function fitTemperatures(texts: Text[], classes: number, features: number): Temperatures {
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    const held = texts.filter((text) => text.fold === fold);
    if (held.length === 0) return [];
    const model = fitTexts(
      texts.filter((text) => text.fold !== fold),
      classes,
      features,
    );
    return held.map(({ vector, label, breaksOff, weight }) => ({
      values: logits(model, vector),
      label,
      breaksOff,
      weight,
    }));
  }).flat();
  const [broken, whole] = [true, false].map((breaksOff) =>
    likeliestTemperature(judged.filter((one) => one.breaksOff === breaksOff)),
  );
  return { broken: broken ?? 1, whole: whole ?? 1 };
}

function likeliestTemperature(judged: { values: number[]; label: number; weight: number }[]): number {
  if (judged.length === 0) return 1;
  const loss = (temperature: number) =>
    judged.reduce(
      (sum, { values, label, weight }) =>
        sum - weight * Math.log(Math.max(softmax(values, temperature)[label] ?? 0, 1e-12)),
      0,
    );
  return lowest(loss, 0.1, 5);
}

/** Where a function with one valley is lowest, by golden section. */
function lowest(loss: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  while (high - low > 0.01) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
