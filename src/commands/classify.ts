import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { z } from 'zod';
import { readExamples } from '../classification/examples.ts';
import { loadLexicon } from '../classification/lexicon.ts';
import { train } from '../classification/train.ts';
import type { Classifier } from '../classification/types.ts';
import { loadConfig } from '../config.ts';
import { loadIssueTexts } from '../issues/issues-file.ts';
import { silentLog } from '../log.ts';
import { connectMongo, disconnectMongo } from '../storage/mongodb.ts';
import { loadClassifier } from '../training/live.ts';

const lineSchema = z.looseObject({ text: z.string() });

/** `rembuk classify`: says of each line which macro issue it works on; for trying out and for other programs. */
export function classifyCommand(): Command {
  return new Command('classify')
    .description('say of each line which macro issue it works on')
    .argument('[file]', 'plain lines or JSON lines with "text"; - or nothing: standard input', '-')
    .addHelpText(
      'after',
      `
Prints one JSON line for each: {text, primary, secondary, confidence, scores, because, decision}. "primary" is an
issue's key or "none"; "decision" is "file" (sure enough) or "ask" (a person decides). With MONGODB_URI set it learns
from the examples there, else from those of the repository.
Example: echo 'Sumur bor untuk 30 KK' | rembuk classify`,
    )
    .action(async (file: string) => {
      const classifier = await trained();
      const lines = file === '-' ? createInterface({ input: process.stdin }) : await linesOf(file);
      for await (const line of lines) {
        if (line.trim() === '') continue;
        const text = textOf(line);
        process.stdout.write(`${JSON.stringify({ text, ...classifier.classify(text) })}\n`);
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
async function trained(): Promise<Classifier> {
  const { MONGODB_URI } = loadConfig();
  if (!MONGODB_URI) return train(await readExamples(), await loadIssueTexts(), await loadLexicon());
  await connectMongo(MONGODB_URI, silentLog);
  try {
    return await loadClassifier(silentLog, () => new Date());
  } finally {
    await disconnectMongo();
  }
}
