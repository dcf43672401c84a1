import { z } from 'zod';
import type { Tier } from '../../../proposals/step.model.ts';
import { optional, plain } from '../../shell/inputs.ts';
import type { Area } from '../../shell/own-area.ts';

const code = z.string().regex(/^[\d.]{1,16}$/);

const areaQuery = z.object({ kecamatan: optional(code), desa: optional(code) });

/** The area that an address asks for; a village outside of its kecamatan counts as absent. */
export function readArea(query: unknown): Area {
  const { kecamatan, desa } = areaQuery.parse(query);
  return { kecamatan, village: desa && kecamatan && desa.startsWith(`${kecamatan}.`) ? desa : undefined };
}

/** The forum whose word counts there; null for the district. */
export function tierOf({ kecamatan, village }: Area): Tier | null {
  if (village) return 'musrenbang-desa';
  return kecamatan ? 'musrenbang-kecamatan' : null;
}

const words = plain(120).pipe(z.string().min(1));

const fields = z.object({
  forum: words,
  place: words,
  day: z.iso.date(),
  lines: z.coerce.number().int().min(0).max(100),
});

/** What is typed into the head of minutes. */
export type MinutesHead = z.infer<typeof fields>;

/** What was typed, as far as it was; and the fields that do not fit, by name. */
export interface TypedHead {
  typed: Partial<Record<keyof MinutesHead, string>>;
  problems: Partial<Record<keyof MinutesHead, string>>;
}

/** Reads the head of minutes from an address. */
export function readHead(query: Record<string, unknown>): { head: MinutesHead } | TypedHead {
  const read = fields.safeParse(query);
  if (read.success) return { head: read.data };
  const names = Object.keys(fields.shape) as (keyof MinutesHead)[];
  const broken = new Set(read.error.issues.map(({ path }) => path[0]));
  return {
    typed: Object.fromEntries(names.map((name) => [name, String(query[name] ?? '').slice(0, 200)])),
    problems: Object.fromEntries(
      names.filter((name) => broken.has(name)).map((name) => [name, `paper-pages.minutes.problem.${name}`]),
    ),
  };
}
