import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { IssueText } from '../classification/types.ts';
import type { Issue } from './issue.model.ts';

/** `data/issues.yaml`: the default macro issues, in the order they are shown. */
const issueFileSchema = z
  .array(
    z.strictObject({
      /** Stands in the database and in every proposal: lower-case words joined by hyphens. */
      key: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
      name: z.string().min(1),
      description: z.string().min(1),
      keywords: z.array(z.string().min(1)).min(1),
      indicator: z.strictObject({
        name: z.string().min(1),
        unit: z.string(),
        betterWhen: z.enum(['lower', 'higher']),
      }),
    }),
  )
  .min(1)
  .refine((issues) => new Set(issues.map((issue) => issue.key)).size === issues.length, {
    message: 'two issues have the same key',
  });

/**
 * Reads the default issues, by default from `data/issues.yaml`, as they are stored: `_id` is the key, `order` the
 * place in the file from 1.
 * @throws Error that names the file and the entry at fault
 */
export async function readIssuesFile(
  path: string | URL = new URL('../../data/issues.yaml', import.meta.url),
): Promise<Issue[]> {
  const parsed = issueFileSchema.safeParse(parse(await readFile(path, 'utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${path}: ${issue?.path.join('.') || 'file'}: ${issue?.message}`);
  }
  return parsed.data.map(({ key, ...issue }, index) => ({ _id: key, ...issue, order: index + 1 }));
}

/** The default issues as the classifier needs them, for work without a database. */
export async function loadIssueTexts(path?: string | URL): Promise<IssueText[]> {
  const issues = await readIssuesFile(path);
  return issues.map(({ _id, name, description, keywords }) => ({ key: _id, name, description, keywords }));
}
