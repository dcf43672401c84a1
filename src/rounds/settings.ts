/** What staff may say of a round, checked in one place: the page of a round and `rembuk round set` both come here. */

import { z } from 'zod';
import type { Region } from '../regions/region.model.ts';
import { isNear } from '../texts/near.ts';
import { type Audience, audienceSchema } from './audience.ts';
import { decentHoursSchema, nextDecent } from './quiet-hours.ts';
import type { Letter, Round } from './round.model.ts';
import { checkTemplate, templateFields } from './template.ts';

const whole = (least: number, most: number) => z.int().min(least).max(most);
const day = z.iso.date();
const line = z.string().trim().max(200);

/** Characters of an invitation's own text; the consent that follows it and the networks' 4096 leave room for fields. */
export const textLength = { min: 20, max: 2_000 } as const;
const invitationText = z.string().trim().min(textLength.min).max(textLength.max);

/** Hours after the sent time within which a reminder can lie: an hour to two months. */
const reminder = whole(1, 24 * 60);

/** What staff may change of an open round. Absent leaves alone; `null` takes away. */
export const roundSettingsSchema = z
  .strictObject({
    name: z.string().trim().min(3).max(80).nullable(),
    firstDay: day.nullable(),
    lastDay: day.nullable(),
    flow: z.string().min(1).max(60),
    quota: whole(1, 50),
    answerDays: whole(1, 60),
    audience: audienceSchema,
    texts: z
      .strictObject({
        id: invitationText.nullable(),
        bjn: invitationText.nullable(),
        en: invitationText.nullable(),
      })
      .partial(),
    place: line,
    time: line,
    letter: z.custom<Letter>().nullable(),
    /** Null: at any hour. */
    hours: decentHoursSchema.nullable(),
    reminders: z.array(reminder).max(2),
    releasedByOther: z.boolean(),
    /** 0: what is released is due at once. */
    recallMinutes: whole(0, 60),
  })
  .partial();
export type RoundSettings = z.infer<typeof roundSettingsSchema>;

/** One thing that is wrong; its sentence is the locale's `round.problem.<key>`. */
export interface RoundProblem {
  /** Path of the setting: `quota`, `texts.id`, `audience.villages`. */
  field: string;
  key: string;
  params: Record<string, string | number>;
}

/** Settings that cannot be taken; nothing was written. */
export class RoundSettingsError extends Error {
  readonly problems: RoundProblem[];
  constructor(problems: RoundProblem[]) {
    super(`Not a round's settings: ${problems.map(({ field }) => field).join(', ')}`);
    this.name = 'RoundSettingsError';
    this.problems = problems;
  }
}

/** What settings are held against. */
export interface RoundKnowledge {
  /** Ids of the flows in which proposals are sent. */
  flows: readonly string[];
  regions: readonly Region[];
}

/**
 * Reads settings and holds them against what is known and, for days, against the round as it stands.
 * @throws RoundSettingsError with all that is wrong
 */
export function readRoundSettings(
  input: unknown,
  known: RoundKnowledge,
  before: Pick<Round, 'firstDay' | 'lastDay'> = {},
): RoundSettings {
  return readBy(roundSettingsSchema, input, known, before);
}

/** The same for a round that does not exist yet. @throws RoundSettingsError */
export function readNewRound(input: unknown, known: RoundKnowledge): RoundSettings & { year: number } {
  return readBy(roundSettingsSchema.extend({ year: whole(2020, 2100) }), input, known, {});
}

function readBy<T extends RoundSettings>(
  schema: z.ZodType<T>,
  input: unknown,
  known: RoundKnowledge,
  before: Pick<Round, 'firstDay' | 'lastDay'>,
): T {
  const read = schema.safeParse(input);
  if (!read.success) {
    const fields = new Set(read.error.issues.map(({ path }) => fieldOf(path)));
    throw new RoundSettingsError([...fields].map((field) => problem(field)));
  }
  const { audience, flow } = read.data;
  const problems = [
    ...textProblems(read.data),
    ...dayProblems(read.data, before),
    ...areaProblems(audience, known.regions),
    ...hourProblems(read.data),
    ...(flow === undefined || known.flows.includes(flow) ? [] : [problem('flow')]),
  ];
  if (problems.length > 0) throw new RoundSettingsError(problems);
  return read.data;
}

function problem(
  field: string,
  key = field.split('.')[0] ?? field,
  params: RoundProblem['params'] = {},
): RoundProblem {
  return { field, key, params };
}

/** Texts and parts of the audience are fields of their own; of hours and reminders the whole is one. */
function fieldOf(path: PropertyKey[]): string {
  const parts = path.map(String);
  return ['texts', 'audience'].includes(parts[0] ?? '') ? parts.slice(0, 2).join('.') : (parts[0] ?? '');
}

/** An unknown field is named, with the one that was probably meant. */
function textProblems({ texts = {} }: RoundSettings): RoundProblem[] {
  return Object.entries(texts).flatMap(([locale, text]) =>
    checkTemplate(text ?? '').map((wrong) => {
      const field = `texts.${locale}`;
      if (wrong.kind === 'brace') return problem(field, 'brace');
      const meant = templateFields.find((name) => isNear(wrong.field.toLowerCase(), name));
      return problem(field, 'unknown-field', { name: wrong.field, meant: meant ?? 'none' });
    }),
  );
}

function dayProblems(
  { firstDay, lastDay }: RoundSettings,
  before: Pick<Round, 'firstDay' | 'lastDay'>,
): RoundProblem[] {
  const first = firstDay === undefined ? before.firstDay : firstDay;
  const last = lastDay === undefined ? before.lastDay : lastDay;
  return first && last && first > last ? [problem('lastDay', 'days-order')] : [];
}

/** A village outside the chosen kecamatan would silently invite nobody. */
function areaProblems(audience: Audience | undefined, regions: readonly Region[]): RoundProblem[] {
  if (!audience) return [];
  const { kecamatan, villages } = audience;
  const kecamatanCodes = new Set(regions.map((region) => region.kecamatan.code));
  const villageByCode = new Map(regions.map((region) => [region._id, region]));
  const strange = kecamatan
    .filter((code) => !kecamatanCodes.has(code))
    .map((code) => problem('audience.kecamatan', 'area-unknown', { code }));
  const misplaced = villages.flatMap((code) => {
    const village = villageByCode.get(code);
    if (!village) return [problem('audience.villages', 'area-unknown', { code })];
    const elsewhere = kecamatan.length > 0 && !kecamatan.includes(village.kecamatan.code);
    return elsewhere ? [problem('audience.villages', 'village-elsewhere', { village: village.name })] : [];
  });
  return [...strange, ...misplaced];
}

function hourProblems({ hours, reminders }: RoundSettings): RoundProblem[] {
  const [first = 0, second = Number.POSITIVE_INFINITY] = reminders ?? [];
  const order = first >= second ? [problem('reminders', 'reminders-order')] : [];
  if (!hours) return order;
  try {
    nextDecent(new Date(0), hours, 'UTC');
    return order;
  } catch {
    return [...order, problem('hours', 'hours-none')];
  }
}
