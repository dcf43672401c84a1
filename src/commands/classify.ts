import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { z } from 'zod';
import type { LearntClassifier } from '../classification/classifier.ts';
import { loadConfig } from '../config.ts';
import { silentLog } from '../log.ts';
import { connectMongo, disconnectMongo } from '../storage/mongodb.ts';
import { loadClassifier } from '../training/live.ts';
import { keptClassifier } from './kept-classifier.ts';

const lineSchema = z.looseObject({ text: z.string() });

/** `rembuk classify`: says of each line which macro issue it works on; for trying out and for other programs. */
export function classifyCommand(): Command {
  return new Command('classify')
    .description('say of each line which macro issue it works on')
    .argument('[file]', 'plain lines or JSON lines with "text"; - or nothing: standard input', '-')
    .option('--explain', 'add what each word says for each class')
    .addHelpText(
      'after',
      `
Prints one JSON line for each: {text, primary, secondary, confidence, scores, because, decision}. "primary" is an
issue's key or "none"; "decision" is "file" (sure enough) or "ask" (a person decides). With MONGODB_URI set it learns
from the examples there, else from those of the repository; that model is kept under DATA_DIR, so only the first call
takes a few seconds. With --explain, "explain" has each word as it is written and as it is read ("feature"), whether it
was ever met ("known"), and its weight for each class; what a class's words and its own bias sum up to decides.
Example: echo 'Sumur bor untuk 30 KK' | rembuk classify`,
    )
    .action(async (file: string, { explain }: { explain?: boolean }) => {
      const classifier = await trained();
      const lines = file === '-' ? createInterface({ input: process.stdin }) : await linesOf(file);
      for await (const line of lines) {
        if (line.trim() === '') continue;
        const text = textOf(line);
        const said = {
          text,
          ...classifier.classify(text),
          ...(explain ? { explain: classifier.explain(text) } : {}),
        };
        process.stdout.write(`${JSON.stringify(said)}\n`);
      }
    });
}

/** @throws Error in plain words when there is no such file */
async function linesOf(file: string): Promise<AsyncIterable<string>> {
  const opened = await open(file).catch((cause: Error) => {
    throw new Error(`${file} cannot be read: ${cause.message}`, { cause });
  });
  return opened.readLines();
}

/** A JSON line's `text`; any other line is the text itself. */
function textOf(line: string): string {
  if (!line.trimStart().startsWith('{')) return line;
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data.text : line;
  } catch {
    return line;
  }
}

/** The classifier in force where a database is configured, else one of the repository's examples. */
async function trained(): Promise<LearntClassifier> {
  const { MONGODB_URI, DATA_DIR } = loadConfig();
  if (!MONGODB_URI) return keptClassifier(DATA_DIR, (line) => process.stderr.write(`${line}\n`));
  await connectMongo(MONGODB_URI, silentLog);
  try {
    return await loadClassifier(silentLog, () => new Date());
  } finally {
    await disconnectMongo();
  }
}
