import { readFileSync } from 'node:fs';
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

const repository = new URL('../../data/', import.meta.url);

/**
 * Reads the lexicon, by default the repository's `data/`: `lexicon.yaml`, `courtesies.yaml`, `places.yaml`, `wrappings.yaml`.
 * @throws Error that names the file and the entry at fault
 */
export async function loadLexicon(folder: string | URL = repository): Promise<Lexicon> {
  return readLexicon(folder);
}

/** The same, at once: for what is needed in the midst of work, and only once. */
export function readLexicon(folder: string | URL = repository): Lexicon {
  const words = readYaml('lexicon.yaml', folder, wordsSchema);
  const said = Object.values(readYaml('courtesies.yaml', folder, courtesiesSchema));
  return {
    ...words,
    courtesies: [...new Set(said.flatMap((kinds) => Object.values(kinds).flat()))],
    places: readYaml('places.yaml', folder, placesSchema),
    wrappings: readYaml('wrappings.yaml', folder, wrappingsSchema),
  };
}

function readYaml<T>(name: string, folder: string | URL, schema: z.ZodType<T>): T {
  const path = folder instanceof URL ? new URL(name, folder) : join(folder, name);
  const parsed = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}`);
}
