import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AuthorityRules } from '../conversation/authority.ts';

const words = z.array(z.string().regex(/^[a-z]+( [a-z]+)*$/, 'lower-case words')).min(1);

const schema = z.strictObject({
  place: words,
  things: z.array(
    z.strictObject({
      level: z.enum(['village', 'province', 'central']),
      words,
      /** The law and its place that say so. */
      source: z.string().min(10),
    }),
  ),
  offices: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z][a-z-]*$/),
        level: z.enum(['village', 'district', 'province', 'central']),
        name: z.string().min(3).max(120),
      }),
    )
    .min(1),
});

/** An office that a proposal can be handed on to; `name` as its proposer is told it. */
export type AuthorityOffice = z.infer<typeof schema>['offices'][number];

const file = new URL('../../data/authority.yaml', import.meta.url);

/** Reads `data/authority.yaml`: the rules, and the offices proposals are handed on to. @throws Error naming the entry that is malformed */
export async function readAuthorityFile(): Promise<AuthorityRules & { offices: AuthorityOffice[] }> {
  const parsed = schema.safeParse(parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`data/authority.yaml: ${issue?.path.join('.')}: ${issue?.message}`);
}
