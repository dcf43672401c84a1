import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const words = z.array(z.string().regex(/^[a-z]+( [a-z]+)*$/, 'lower-case words')).min(1);

const schema = z.strictObject({
  'di-luar-kemampuan': z.strictObject({ words }),
  'tidak-berdampak': z.strictObject({ words, households: z.int().min(0) }),
  'bukan-masalah-pokok': z.strictObject({ words }),
});

/** What in a proposal may speak for a refusal, by its reason. */
export type RefusalRules = z.infer<typeof schema>;

const file = new URL('../../data/refusals.yaml', import.meta.url);

/** Reads `data/refusals.yaml`. @throws Error naming the entry that is malformed */
export async function readRefusalsFile(): Promise<RefusalRules> {
  const parsed = schema.safeParse(parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`data/refusals.yaml: ${issue?.path.join('.')}: ${issue?.message}`);
}
