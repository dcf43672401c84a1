import { createHash } from 'node:crypto';
import type { Example } from '../classification/types.ts';
import { maskPersonal } from '../texts/mask.ts';
import { ExampleModel, type KeptExample, REPOSITORY } from './example.model.ts';

/**
 * The key of an example: the same words in another case or with other spaces around are the same example, and so are
 * those with and without a telephone number in them.
 */
export const exampleId = (text: string): string =>
  createHash('sha256').update(maskPersonal(text).trim().toLowerCase()).digest('hex').slice(0, 24);

/**
 * Writes those of the repository's examples that are not there yet; one that stands already, perhaps corrected by a
 * person, is left alone. Where none has come since the last start, nothing is written.
 */
export async function loadExamples(examples: Example[], now: Date): Promise<void> {
  const standing = new Set(await ExampleModel.distinct('_id'));
  const missing = examples.filter(({ text }) => !standing.has(exampleId(text)));
  if (missing.length === 0) return;
  // By upserts, for another process may start for the first time at the same moment.
  await ExampleModel.bulkWrite(
    missing.map((example) => ({
      updateOne: {
        filter: { _id: exampleId(example.text) },
        update: { $setOnInsert: { ...example, by: REPOSITORY, at: now } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/**
 * Makes an example of what a coordinator said of a proposal. The same words corrected again change that example;
 * its style is `mixed`, for nobody has said what it is.
 */
export async function learnFromCorrection(
  text: string,
  primary: string,
  by: string,
  at: Date,
): Promise<void> {
  if (text.trim() === '') return;
  await ExampleModel.updateOne(
    { _id: exampleId(text) },
    {
      $set: { primary, by, at },
      $unset: { secondary: 1 },
      $setOnInsert: { text: maskPersonal(text).trim(), style: 'mixed' },
    },
    { upsert: true },
  );
}

/** All examples of the given classes, in an order that no restart changes. */
export async function examplesOf(classes: string[]): Promise<KeptExample[]> {
  return ExampleModel.find({ primary: { $in: classes } })
    .sort({ _id: 1 })
    .lean();
}

/** How many examples have come, or been corrected, since a moment. */
export async function examplesSince(since: Date): Promise<number> {
  return ExampleModel.countDocuments({ at: { $gt: since } });
}

/** The latest corrections, newest first: where to look when a training was refused. */
export async function listCorrections(most = 30): Promise<KeptExample[]> {
  return ExampleModel.find({ by: { $ne: REPOSITORY } })
    .sort({ at: -1 })
    .limit(most)
    .lean();
}

/**
 * Forgets what a correction taught; the proposal itself keeps its issue. One that had changed an example of the
 * repository makes room for the original, which the next start brings back. Returns false when it is gone already.
 */
export async function forgetCorrection(id: string): Promise<boolean> {
  const { deletedCount } = await ExampleModel.deleteOne({ _id: id, by: { $ne: REPOSITORY } });
  return deletedCount === 1;
}
