import { readExamples } from '../classification/examples.ts';
import { type Lexicon, loadLexicon } from '../classification/lexicon.ts';
import { versionOf } from '../classification/train.ts';
import { type Example, type IssueText, NONE } from '../classification/types.ts';
import { issueTexts, listIssues } from '../issues/issues.ts';
import { type KeptExample, REPOSITORY } from './example.model.ts';
import { examplesOf, examplesSince } from './examples.ts';
import { inThread, type Train } from './in-thread.ts';
import { findWorse, type Lessons } from './judge.ts';
import type { ModelVersion } from './model-version.model.ts';
import { listSpellingVariants, withSpellingVariants } from './spelling-variants.ts';
import type { TrainingTask } from './task.ts';
import { keepVersion, listVersions, putInForce, versionInForce, versionOfId } from './versions.ts';

/** So many new examples are worth a training by themselves. */
const DUE_AFTER = 20;

/** Whether enough examples have come since the last training: people's corrections, or those of a newer software. */
export async function trainingIsDue(): Promise<boolean> {
  const [last] = await listVersions(1);
  return !last || (await examplesSince(last.trainedAt)) >= DUE_AFTER;
}

/**
 * Trains a new version from scratch and puts it in force, unless it came out worse than the one in force on the
 * repository's examples or on past decisions: then it is kept, with the reason, for a person to look at.
 * @param decisions texts of proposals with the issue that a person named
 * @param by who asked for it
 * @returns the version; the one in force itself when nothing has changed since it was trained
 * @throws Error when an issue has nothing to learn from; the version in force stays
 */
export async function retrain(decisions: Example[], by: string, now: Date): Promise<ModelVersion> {
  return trainVersion({ inForce: await versionInForce(), decisions, by, now, train: inThread });
}

/** Trains a version that goes live without being compared, for there is none that could be used. */
export async function trainFirst(now: Date, train: Train = inThread): Promise<ModelVersion> {
  return trainVersion({ inForce: null, decisions: [], by: 'start', now, train });
}

interface Order {
  inForce: ModelVersion | null;
  decisions: Example[];
  by: string;
  now: Date;
  train: Train;
}

async function trainVersion({ inForce, decisions, by, now, train }: Order): Promise<ModelVersion> {
  const variants = await listSpellingVariants();
  const issues = issueTexts(await listIssues());
  const kept = await examplesOf([NONE, ...issues.map((issue) => issue.key)]);
  const lexicon = await loadLexicon();
  const lessons = lessonsOf(kept, issues, withSpellingVariants(lexicon, variants));
  // Known before a minute of training and comparing is spent on it.
  if (inForce?._id === versionOf(lessons.examples, issues, lessons.lexicon)) return inForce;
  const task: TrainingTask = { lessons };
  if (inForce) {
    task.compare = {
      inForce: lessonsOf(asThen(kept, inForce), issues, withSpellingVariants(lexicon, inForce.variants)),
      yardstick: await yardstickOf(lessons),
      decisions: known(decisions, lessons),
    };
  }
  const { version, document, compared } = await train(task);
  const refused = compared && findWorse(compared.standing, compared.inForce);
  await keepVersion(version, {
    trainedAt: now,
    by,
    examples: kept.map(({ _id, primary }) => ({ id: _id, primary })),
    corrections: kept.filter((example) => example.by !== REPOSITORY).length,
    variants: variants.map(({ group, meaning, variant }) => ({ group, meaning, variant })),
    ...(compared && inForce ? { compared: { ...compared, inForceNumber: inForce.number } } : {}),
    ...(refused ? { refused } : {}),
    document,
  });
  if (!refused) await putInForce(version, now);
  return versionOfId(version);
}

/** Examples of an issue that the district has dropped were left out; one it has added learns from its own words. */
function lessonsOf(examples: KeptExample[], issues: IssueText[], lexicon: Lexicon): Lessons {
  const plain = examples.map(({ text, primary, style, secondary, object }): Example => {
    const example: Example = { text, primary, style };
    if (secondary) example.secondary = secondary;
    if (object) example.object = object;
    return example;
  });
  return { examples: plain, issues, lexicon };
}

/** The examples a version learnt from, under the labels they had then; those of dropped issues are gone. */
function asThen(kept: KeptExample[], version: ModelVersion): KeptExample[] {
  const labels = new Map(version.examples.map(({ id, primary }) => [id, primary]));
  return kept.flatMap((example) => {
    const primary = labels.get(example._id);
    return primary === undefined ? [] : [{ ...example, primary }];
  });
}

async function yardstickOf(lessons: Lessons): Promise<Example[]> {
  return known(await readExamples(), lessons);
}

const known = (examples: Example[], { issues }: Lessons) =>
  examples.filter(({ primary }) => primary === NONE || issues.some((issue) => issue.key === primary));
