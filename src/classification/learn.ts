import { type Feature, learnVocabulary, type Vector, type Vocabulary, vectorise } from './features.ts';
import { fitModel, logits, type Model, type Sample, softmax } from './logistic.ts';

/** Strength of L2, chosen on the split by object; see docs/classification.md. */
const PENALTY = 3e-5;
/** Parts of the examples that the temperature is fitted on, each judged by a model of the others. */
export const FOLDS = 5;
/** The part of a text that is never judged, only learnt from: the issues' own words. */
export const ALWAYS_LEARNT = -1;
/** An issue's own words count as much as two examples: they are the district's rule. Chosen on the split by object. */
const OWN_WORDS = 2;
/** An example's secondary issue has this part of its weight: enough to come second, too little to come first. */
const SECONDARY = 0.2;

/** A text to learn from, ready: its features, its class's number, that of its secondary, its part. */
export interface Lesson {
  features: Feature[];
  label: number;
  /** -1 where there is none. */
  secondary: number;
  fold: number;
}

/** What turns a text's features into probabilities. */
export interface Brain {
  classes: string[];
  vocabulary: Vocabulary;
  model: Model;
  /** Divides the logits, so that probabilities mean what they say. */
  temperature: number;
}

/**
 * Learns vocabulary, weights and temperature. Every class counts the same, however many texts it has.
 * @param calibrated whether the temperature is fitted, five more trainings; without it confidences mean nothing, but
 *   the likeliest class is the same
 */
export function learn(lessons: Lesson[], classes: string[], calibrated: boolean): Brain {
  const vocabulary = learnVocabulary(lessons.map((lesson) => lesson.features));
  const texts = lessons.map((lesson) => ({ ...lesson, vector: vectorise(lesson.features, vocabulary) }));
  const model = fitTexts(texts, classes.length, vocabulary.size);
  const temperature = calibrated ? fitTemperature(texts, classes.length, vocabulary.size) : 1;
  return { classes, vocabulary, model, temperature };
}

type Text = Omit<Lesson, 'features'> & { vector: Vector };

function fitTexts(texts: Text[], classes: number, features: number): Model {
  const sizes = Array.from({ length: classes }, () => 0);
  for (const { label } of texts) sizes[label] = (sizes[label] ?? 0) + 1;
  const samples = texts.flatMap(({ vector, label, secondary, fold }): Sample[] => {
    const weight = (fold === ALWAYS_LEARNT ? OWN_WORDS : 1) / (sizes[label] || 1);
    if (secondary < 0) return [{ vector, label, weight }];
    return [
      { vector, label, weight: weight * (1 - SECONDARY) },
      { vector, label: secondary, weight: weight * SECONDARY },
    ];
  });
  return fitModel(samples, classes, features, PENALTY);
}

/**
 * The temperature at which probabilities mean what they say, by cross-validation: each part is judged by a model
 * that has not seen it, and the temperature that makes the true labels likeliest is taken.
 */
function fitTemperature(texts: Text[], classes: number, features: number): number {
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    const held = texts.filter((text) => text.fold === fold);
    if (held.length === 0) return [];
    const model = fitTexts(
      texts.filter((text) => text.fold !== fold),
      classes,
      features,
    );
    return held.map(({ vector, label }) => ({ values: logits(model, vector), label }));
  }).flat();
  const loss = (temperature: number) =>
    judged.reduce(
      (sum, { values, label }) => sum - Math.log(Math.max(softmax(values, temperature)[label] ?? 0, 1e-12)),
      0,
    );
  return judged.length === 0 ? 1 : lowest(loss, 0.1, 5);
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
