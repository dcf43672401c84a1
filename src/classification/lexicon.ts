import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const lines = z.array(z.string().min(1)).min(1);

/** Meaning -> the ways people write it; both may be several words. */
const group = z.record(z.string().min(1), lines);

/** What people put around a proposal, by what it is; see `data/wrappings.yaml`. */
export const wrappingsSchema = z.strictObject({
  greetings: lines,
  closings: lines,
  backgrounds: lines,
  landmarks: lines,
  askings: lines,
});
export type Wrappings = z.infer<typeof wrappingsSchema>;

/** Courtesies by language and kind; see `data/courtesies.yaml`. */
const courtesiesSchema = z.record(
  z.string().min(1),
  z.strictObject({ greetings: lines, courtesies: lines, closings: lines }),
);

const placesSchema = z.strictObject({
  leads: lines,
  between: lines,
  landmarks: lines,
  partsOfNames: lines,
  ownParts: lines,
  doings: lines,
  districts: lines,
  names: lines,
  kinds: lines,
});

/** `data/lexicon.yaml`. */
const wordsSchema = z.strictObject({ synonyms: group, chat: group, banjar: group, stopwords: lines });

/**
 * What the classifier knows of people's ways of writing: `chat` abbreviations, `banjar` words, `synonyms` of the
 * field's terms, `stopwords`, which tell nothing of the subject; `courtesies`, which ask for nothing; words of place;
 * and what the training puts around its examples.
 */
export type Lexicon = z.infer<typeof wordsSchema> & {
  courtesies: string[];
  places: z.infer<typeof placesSchema>;
  wrappings: Wrappings;
};

/**
 * Reads the lexicon, by default the repository's `data/`: `lexicon.yaml`, `courtesies.yaml`, `places.yaml`, `wrappings.yaml`.
 * @throws Error that names the file and the entry at fault
 */
export async function loadLexicon(
  folder: string | URL = new URL('../../data/', import.meta.url),
): Promise<Lexicon> {
  const read = <T>(name: string, schema: z.ZodType<T>) => readYaml(name, folder, schema);
  const [words, courtesies, places, wrappings] = await Promise.all([
    read('lexicon.yaml', wordsSchema),
    read('courtesies.yaml', courtesiesSchema),
    read('places.yaml', placesSchema),
    read('wrappings.yaml', wrappingsSchema),
  ]);
  const said = Object.values(courtesies).flatMap((kinds) => Object.values(kinds).flat());
  return { ...words, courtesies: [...new Set(said)], places, wrappings };
}

async function readYaml<T>(name: string, folder: string | URL, schema: z.ZodType<T>): Promise<T> {
  const path = folder instanceof URL ? new URL(name, folder) : join(folder, name);
  const parsed = schema.safeParse(parse(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}`);
}
