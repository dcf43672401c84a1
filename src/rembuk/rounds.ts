import { z } from 'zod';
import { isDuplicate } from '../storage/mongodb.ts';
import { type Audience, audienceSchema, everybody } from './audience.ts';
import { type DecentHours, decentHours, decentHoursSchema } from './quiet-hours.ts';
import { type InvitationMessage, type Letter, type Rembuk, RembukModel } from './rembuk.model.ts';
import { checkTemplate, TemplateError } from './template.ts';

/** Quota and answer time of a round where staff have said nothing else: three proposals an RT, five days. */
export const roundDefaults = { flow: 'usulan', quota: 3, answerDays: 5 } as const;

/** A second round was to be opened while one is open. */
export class RoundOpenError extends Error {
  constructor() {
    super('Another rembuk is still open; close it first.');
    this.name = 'RoundOpenError';
  }
}

/**
 * Opens the round of a year; opening the same one again changes nothing.
 * @throws RoundOpenError
 */
export async function openRound(
  year: number,
  now: Date,
  options: { quota?: number; answerDays?: number } = {},
): Promise<Rembuk> {
  const round = { ...roundDefaults, ...options, year, status: 'open' as const, openedAt: now };
  try {
    return await RembukModel.findOneAndUpdate(
      { _id: String(year) },
      { $setOnInsert: round },
      { upsert: true, returnDocument: 'after' },
    ).lean();
  } catch (error) {
    if (isDuplicate(error)) throw new RoundOpenError();
    throw error;
  }
}

/** The round people write for now, if one is open. */
export async function currentRound(): Promise<Rembuk | null> {
  return RembukModel.findOne({ status: 'open' }).lean();
}

/** Ends a round: nobody can send a proposal to it any more. */
export async function closeRound(id: string): Promise<void> {
  await RembukModel.updateOne({ _id: id }, { $set: { status: 'closed' } });
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-12-01');
const invitationText = z.string().trim().min(20).max(2_000);

/** What staff may change of an open round. Absent leaves alone; `null` takes away. */
export const roundSettingsSchema = z
  .strictObject({
    firstDay: day.nullable(),
    lastDay: day.nullable(),
    quota: z.int().min(1).max(50),
    answerDays: z.int().min(1).max(60),
    audience: audienceSchema,
    texts: z.strictObject({ id: invitationText, bjn: invitationText, en: invitationText }).partial(),
    place: z.string().trim().max(200),
    time: z.string().trim().max(200),
    letter: z.custom<Letter>().nullable(),
    hours: decentHoursSchema.nullable(),
    reminders: z
      .array(
        z
          .int()
          .min(1)
          .max(24 * 60),
      )
      .max(2),
  })
  .partial();
export type RoundSettings = z.infer<typeof roundSettingsSchema>;

/**
 * Changes an open round. A sending that is planned already keeps what it was planned with.
 * @throws TemplateError naming the fields there are
 * @throws Error when there is no such open round
 */
export async function setRound(id: string, settings: RoundSettings): Promise<Rembuk> {
  const problems = Object.values(settings.texts ?? {}).flatMap((text) => (text ? checkTemplate(text) : []));
  if (problems.length > 0) throw new TemplateError(problems);
  const before = await RembukModel.findOne({ _id: id, status: 'open' }).lean();
  if (!before) throw new Error(`There is no open round "${id}".`);
  const { texts, place, time, letter, firstDay, lastDay, ...rest } = settings;
  const { letter: standing, ...words } = messageOf(before);
  const kept = letter === undefined ? standing : (letter ?? undefined);
  const message: InvitationMessage = {
    ...words,
    ...(texts ? { texts: texts as InvitationMessage['texts'] } : {}),
    ...(place === undefined ? {} : { place }),
    ...(time === undefined ? {} : { time }),
    ...(kept ? { letter: kept } : {}),
  };
  const days = Object.entries({ firstDay, lastDay });
  const set = Object.fromEntries(days.filter(([, value]) => typeof value === 'string'));
  const unset = Object.fromEntries(days.filter(([, value]) => value === null).map(([name]) => [name, 1]));
  await RembukModel.updateOne(
    { _id: id, status: 'open' },
    { $set: { ...rest, ...set, message }, ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}) },
  );
  return { ...before, ...rest, message } as Rembuk;
}

/** What the round says; a round of before there were words has none. */
export function messageOf(round: Rembuk): InvitationMessage {
  return round.message ?? { texts: {}, place: '', time: '' };
}

/** Whom the round invites and when people may be written to, with the process's defaults. */
export function sendingPlan(round: Rembuk): { audience: Audience; hours: DecentHours | null } {
  return {
    audience: round.audience ?? everybody,
    hours: round.hours === undefined ? decentHours : round.hours,
  };
}

/** Hours after the sent time at which the unfinished are reminded: three days, and a week. */
export const reminderHours = [72, 168];
