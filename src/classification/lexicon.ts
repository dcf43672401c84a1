import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** Meaning -> the ways people write it; both may be several words. */
const group = z.record(z.string().min(1), z.array(z.string().min(1)).min(1));

/**
 * What the classifier knows of people's ways of writing: `chat` abbreviations, `banjar` words, `synonyms` of the
 * field's terms, and `stopwords`, which tell nothing of the subject.
 */
export const lexiconSchema = z.strictObject({
  synonyms: group,
  chat: group,
  banjar: group,
  stopwords: z.array(z.string().min(1)),
});
export type Lexicon = z.infer<typeof lexiconSchema>;

/**
 * Reads a lexicon, by default the repository's `data/lexicon.yaml`.
 * @throws Error that names the file and the entry at fault
 */
export async function loadLexicon(
  path: string | URL = new URL('../../data/lexicon.yaml', import.meta.url),
): Promise<Lexicon> {
  const parsed = lexiconSchema.safeParse(parse(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}`);
}
