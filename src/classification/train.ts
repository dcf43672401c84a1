import { createHash } from 'node:crypto';
import { type Feature, featuresOf, learnVocabulary, type Vocabulary, vectorise } from './features.ts';
import { foldOf } from './folds.ts';
import type { Lexicon } from './lexicon.ts';
import { fitModel, logits, type Model, softmax } from './logistic.ts';
import { createNormaliser } from './normalise.ts';
import { read } from './read.ts';
import { type Classifier, type Example, type IssueText, NONE } from './types.ts';

/** Raise it whenever the same data would train a different classifier. */
const PIPELINE = 1;
/** Strength of L2, chosen on the split by object; see docs/classification.md. */
const PENALTY = 1e-3;
const FOLDS = 5;

/** A text to learn from, ready: its features, its class's number, its fold. */
interface Lesson {
  features: Feature[];
  label: number;
  fold: number;
}

/** Vocabulary and weights together: what turns features into logits. */
export interface Brain {
  classes: string[];
  vocabulary: Vocabulary;
  model: Model;
}

/**
 * Trains a classifier on examples and on each issue's own name, description and keywords, so that an issue
 * renamed or added works the same day. Deterministic; about a second for a thousand examples.
 * @throws Error naming a class that has nothing to learn from, or an example whose class is no issue
 */
export function train(examples: Example[], issues: IssueText[], lexicon: Lexicon): Classifier {
  const classes = [NONE, ...issues.map((issue) => issue.key)];
  checkClasses(examples, issues, classes);
  const phrases = issues.flatMap((issue) =>
    phrasesOf(issue).map((text) => ({ text, label: classes.indexOf(issue.key) })),
  );
  const normalise = createNormaliser(lexicon, [
    ...examples.map((example) => example.text),
    ...phrases.map((phrase) => phrase.text),
  ]);
  const prepare = (text: string, label: number, fold: number): Lesson => ({
    features: featuresOf(normalise(text)),
    label,
    fold,
  });
  const lessons = examples.map((example) =>
    prepare(example.text, classes.indexOf(example.primary), foldOf(example, FOLDS)),
  );
  const codebook = phrases.map(({ text, label }) => prepare(text, label, -1));
  const brain = learn([...lessons, ...codebook], classes);
  const temperature = fitTemperature(lessons, codebook, classes);
  const version = createHash('sha256')
    .update(JSON.stringify([PIPELINE, examples, issues, lexicon]))
    .digest('hex')
    .slice(0, 16);
  return { version, classify: (text) => read(text, normalise, brain, temperature) };
}

function checkClasses(examples: Example[], issues: IssueText[], classes: string[]): void {
  const met = new Set(examples.map((example) => example.primary));
  for (const label of met) {
    if (!classes.includes(label)) throw new Error(`Examples are labelled "${label}", which is no issue`);
  }
  const empty = classes.find((label) => {
    const issue = issues.find((one) => one.key === label);
    return !met.has(label) && (!issue || (issue.keywords.length === 0 && issue.description.trim() === ''));
  });
  if (empty !== undefined)
    throw new Error(`"${empty}" has nothing to learn from: it needs examples, or a description or keywords`);
}

const phrasesOf = (issue: IssueText) =>
  [issue.name, issue.description, ...issue.keywords].filter((text) => text.trim() !== '');

/** Learns vocabulary and weights. Every class counts the same, however many texts it has. */
function learn(lessons: Lesson[], classes: string[]): Brain {
  const vocabulary = learnVocabulary(lessons.map((lesson) => lesson.features));
  const sizes = classes.map((_, label) => lessons.filter((lesson) => lesson.label === label).length);
  const samples = lessons.map(({ features, label }) => ({
    vector: vectorise(features, vocabulary),
    label,
    weight: 1 / (sizes[label] || 1),
  }));
  return { classes, vocabulary, model: fitModel(samples, classes.length, vocabulary.size, PENALTY) };
}

/**
 * The temperature at which probabilities mean what they say, by cross-validation: each fold is judged by a model
 * that has not seen it, and the temperature that makes the true labels likeliest is taken.
 */
function fitTemperature(lessons: Lesson[], codebook: Lesson[], classes: string[]): number {
  const judged: { values: number[]; label: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = lessons.filter((lesson) => lesson.fold === fold);
    const { vocabulary, model } = learn(
      [...lessons.filter((lesson) => lesson.fold !== fold), ...codebook],
      classes,
    );
    for (const { features, label } of held)
      judged.push({ values: logits(model, vectorise(features, vocabulary)), label });
  }
  const loss = (temperature: number) =>
    judged.reduce(
      (sum, { values, label }) => sum - Math.log(Math.max(softmax(values, temperature)[label] ?? 0, 1e-12)),
      0,
    );
  return lowest(loss, 0.2, 5);
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
