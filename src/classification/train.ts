import { createHash } from 'node:crypto';
import { classifierOf, type LearntClassifier } from './classifier.ts';
import { learn } from './learn.ts';
import { learnWording } from './learn-wording.ts';
import { labelledTexts, learnAskingFrom, lessonsOf, readForLearning } from './lessons.ts';
import type { Lexicon } from './lexicon.ts';
import { readerOf } from './normalise.ts';
import { type Example, type IssueText, NONE } from './types.ts';

/** Raise it whenever the same data would train a different classifier. */
const PIPELINE = 7;

/**
 * Trains a classifier on examples and on each issue's own name, description and keywords, so that an issue
 * renamed or added works the same day. Deterministic; some seconds for some thousand examples.
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
  const texts = labelledTexts(examples, issues, lexicon.wrappings);
  const wording = learnWording(
    lexicon,
    texts.map(({ text }) => text),
  );
  const reader = readerOf(wording);
  const asking = learnAskingFrom(examples, lexicon.wrappings, reader);
  const read = readForLearning(reader, asking);
  const lessons = texts.flatMap((text) => lessonsOf(text, classes, lexicon.wrappings, read));
  return classifierOf({
    version: versionOf(examples, issues, lexicon),
    wording,
    brain: { ...learn(lessons, classes, calibrated), asking },
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
