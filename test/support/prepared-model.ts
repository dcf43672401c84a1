import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { versionOf } from '../../src/classification/train.ts';
import { inThread, type Train } from '../../src/training/in-thread.ts';

/** Kept between runs; nothing is lost with it. */
const folder = join('.rembuk', 'prepared-models');

/**
 * Trains as the service does, but what the same code made of the same examples before is taken as it was kept: a first
 * start need not train for seconds, and has the very classifier it would have made.
 */
export const preparedTraining: Train = async (task) => {
  const { lessons, compare } = task;
  if (compare) return inThread(task);
  const version = versionOf(lessons.examples, lessons.issues, lessons.lexicon);
  const file = join(folder, `${version}-${codeOfTraining()}.json`);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept);
  const made = await inThread(task);
  await mkdir(folder, { recursive: true });
  // Several test files may make it at once; whoever reads finds a whole one.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(made));
  await rename(draft, file);
  return made;
};

let code: string | undefined;

/** A hash of all that a training is done by: the house's own code and data, and Node.js. */
function codeOfTraining(): string {
  if (code !== undefined) return code;
  const hash = createHash('sha256').update(process.version);
  for (const place of ['src/classification', 'src/training', 'data'])
    for (const file of readdirSync(place, { withFileTypes: true, recursive: true }))
      if (file.isFile()) hash.update(readFileSync(join(file.parentPath, file.name)));
  code = hash.digest('hex').slice(0, 16);
  return code;
}
