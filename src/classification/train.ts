import { createHash } from 'node:crypto';
import { classifierOf, type LearntClassifier } from './classifier.ts';
import { featuresOf } from './features.ts';
import { foldOf } from './folds.ts';
import { ALWAYS_LEARNT, FOLDS, learn } from './learn.ts';
import type { Lexicon } from './lexicon.ts';
import { learnWording, normaliserOf } from './normalise.ts';
import { type Example, type IssueText, NONE } from './types.ts';

/** Raise it whenever the same data would train a different classifier. */
const PIPELINE = 5;

/**
 * Trains a classifier on examples and on each issue's own name, description and keywords, so that an issue
 * renamed or added works the same day. Deterministic; a few seconds for some thousand examples.
 * @param calibrated false where only the likeliest class is looked at: takes a fifth of the time
 * @throws Error naming a class that has nothing to learn from, or an example whose class is no issue
 */
export function train(
  examples: Example[],
  issues: IssueText[],
  lexicon: Lexicon,
  { calibrated = true } = {},
): LearntClassifier {
  const classes = [NONE, ...issues.map((issue) => issue.key)];
  checkClasses(examples, issues, classes);
  const texts = [
    ...examples.map((example) => ({ ...example, label: example.primary, fold: foldOf(example, FOLDS) })),
    ...issues.flatMap((issue) =>
      phrasesOf(issue).map((text) => ({ text, label: issue.key, secondary: '', fold: ALWAYS_LEARNT })),
    ),
  ];
  const wording = learnWording(
    lexicon,
    texts.map(({ text }) => text),
  );
  const normalise = normaliserOf(wording);
  const lessons = texts.map(({ text, label, secondary = '', fold }) => ({
    features: featuresOf(text, normalise(text)),
    label: classes.indexOf(label),
    secondary: classes.indexOf(secondary),
    fold,
  }));
  return classifierOf({
    version: versionOf(examples, issues, lexicon),
    wording,
    brain: learn(lessons, classes, calibrated),
  });
}

/** The version that a classifier of these would have: a hash of all that it learns from and of the pipeline. */
export function versionOf(examples: Example[], issues: IssueText[], lexicon: Lexicon): string {
  return createHash('sha256')
    .update(JSON.stringify([PIPELINE, examples, issues, lexicon]))
    .digest('hex')
    .slice(0, 16);
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
