import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Example, exampleStyles } from './types.ts';

/** One line of `data/examples/*.jsonl`. */
const exampleSchema = z.strictObject({
  text: z.string().trim().min(1),
  primary: z.string().min(1),
  secondary: z.string().min(1).optional(),
  style: z.enum(exampleStyles),
  object: z.string().min(1).optional(),
});

/**
 * Reads every `*.jsonl` of a folder, by default the repository's `data/examples`, in the order of names and lines.
 * @throws Error naming the file and line that is malformed
 */
export async function readExamples(
  folder: URL = new URL('../../data/examples/', import.meta.url),
): Promise<Example[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return files.flatMap((name, index) => parseExamples(texts[index] ?? '', name));
}

/** Examples of one file's text; empty lines are passed over. `name` is for the error. */
export function parseExamples(text: string, name: string): Example[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = exampleSchema.safeParse(parseJson(line));
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    throw new Error(`${name}:${index + 1}: ${issue?.path.join('.') || 'line'}: ${issue?.message}`);
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
