import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { reopenable } from '../conversation/reopenable.ts';
import { outcomes, reasonCodes } from '../proposals/reasons.ts';

const schema = z
  .array(
    z.union([
      /** Left for whoever looks at the demo. */
      z.literal('later'),
      z.strictObject({
        outcome: z.enum(outcomes),
        reason: z.enum(reasonCodes as [string, ...string[]]).optional() as z.ZodType<
          (typeof reasonCodes)[number] | undefined
        >,
        sentence: z.string().min(1),
        /** Of `returned`: the question that is asked again. */
        lacks: z.enum(reopenable).optional(),
        /** Of `forwarded`: the office, by its key in `data/authority.yaml`. */
        office: z.string().optional(),
      }),
    ]),
  )
  .min(1);

/** What the office of the demo says to a proposal; given out in turns. */
export type DemoVerdict = z.infer<typeof schema>[number];

const file = new URL('../../data/demo/verdicts.yaml', import.meta.url);

/** Reads `data/demo/verdicts.yaml`. @throws ZodError for what is no verdict */
export async function readVerdicts(): Promise<DemoVerdict[]> {
  return schema.parse(parse(await readFile(file, 'utf8')));
}
