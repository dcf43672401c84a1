import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { exampleStyles } from '../classification/types.ts';
import type { Role } from '../conversation/roles.ts';

const words = z.string().trim().min(1);

/** Roughly the box around Kabupaten Balangan; a place outside would be a slip of the pen. */
const place = z.union([
  words,
  z.strictObject({ lat: z.number().min(-2.6).max(-2), lon: z.number().min(115.3).max(115.9) }),
]);

const schema = z
  .array(
    z.strictObject({
      style: z.enum(exampleStyles),
      /** The codebook's primary issue, or `none`, by its author's judgement. */
      issue: words,
      area: z.enum(['RT saya', 'beberapa RT', 'seluruh desa']),
      problem: words,
      own_issue: words,
      proposal: words,
      place,
      size: words,
      households: words,
      group: words,
      land: z.enum(['milik desa', 'pemilik bersedia', 'belum jelas']),
    }),
  )
  .min(70);

/** What one person of the demo proposes: for each question the words they have in mind, or a point on the map. */
export type DemoProposal = z.infer<typeof schema>[number];

/** What the nine questions are about, by the roles of their steps. `photos` has no words of its own. */
export const topics = [
  'area',
  'problem',
  'own_issue',
  'proposal',
  'place',
  'size',
  'households',
  'group',
  'land',
  'photos',
] as const satisfies (Role & (keyof DemoProposal | 'photos'))[];
export type Topic = (typeof topics)[number];

const file = new URL('../../data/demo/proposals.yaml', import.meta.url);

/** Reads `data/demo/proposals.yaml`. @throws Error naming the entry that is malformed */
export async function readDemoProposals(): Promise<DemoProposal[]> {
  const parsed = schema.safeParse(parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`data/demo/proposals.yaml: entry ${issue?.path.join('.')}: ${issue?.message}`);
}
