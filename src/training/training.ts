import { createHash } from 'node:crypto';
import type { Lexicon } from '../classification/lexicon.ts';
import { train } from '../classification/train.ts';
import { type Classifier, type Example, NONE } from '../classification/types.ts';
import { issueTexts, listIssues } from '../issues/issues.ts';
import { ExampleModel } from './example.model.ts';

const idOf = (text: string) =>
  createHash('sha256').update(text.trim().toLowerCase()).digest('hex').slice(0, 24);

/** Writes the repository's examples; one that stands already, perhaps corrected by a person, is left alone. */
export async function loadExamples(examples: Example[], now: Date): Promise<void> {
  await ExampleModel.bulkWrite(
    examples.map((example) => ({
      updateOne: {
        filter: { _id: idOf(example.text) },
        update: { $setOnInsert: { ...example, by: 'repository', at: now } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/**
 * Trains a classifier on the examples and issues of the database. Examples of an issue that the district has
 * dropped are left out; an issue it has added learns from its own description until examples come.
 */
export async function trainFromDatabase(lexicon: Lexicon): Promise<Classifier> {
  const issues = issueTexts(await listIssues());
  const classes = new Set([NONE, ...issues.map((issue) => issue.key)]);
  const examples = await ExampleModel.find({ primary: { $in: [...classes] } })
    .sort({ _id: 1 })
    .lean();
  return train(examples, issues, lexicon);
}
