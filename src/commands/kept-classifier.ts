import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LearntClassifier } from '../classification/classifier.ts';
import { readExamples } from '../classification/examples.ts';
import { loadLexicon } from '../classification/lexicon.ts';
import { loadModel, saveModel } from '../classification/saved.ts';
import { train, versionOf } from '../classification/train.ts';
import { writeWhole } from '../files.ts';
import { loadIssueTexts } from '../issues/issues-file.ts';

/**
 * The classifier of the repository's examples, kept in `classifier.model` under a folder so that only the first call
 * trains it; also trained anew after a change of examples, issues, lexicon or pipeline.
 * @param tell takes a line where the kept file is damaged or cannot be written; neither is in the way of an answer
 */
export async function keptClassifier(
  folder: string,
  tell: (line: string) => void,
): Promise<LearntClassifier> {
  const [examples, issues, lexicon] = await Promise.all([readExamples(), loadIssueTexts(), loadLexicon()]);
  const file = join(folder, 'classifier.model');
  const kept = await readKept(file, tell);
  if (kept?.version === versionOf(examples, issues, lexicon)) return kept;
  const trained = train(examples, issues, lexicon);
  await keep(file, saveModel(trained)).catch((error: Error) => {
    tell(`The trained model is not kept: ${error.message}`);
  });
  return trained;
}

async function readKept(file: string, tell: (line: string) => void): Promise<LearntClassifier | undefined> {
  try {
    return loadModel(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      tell(`${file} cannot be used (${(error as Error).message}); the model is trained anew`);
    return undefined;
  }
}

async function keep(file: string, document: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, document);
}
