import { z } from 'zod';
import { channelNames } from '../../../channels/channel.ts';
import { offices } from '../../../people/participant.model.ts';
import type { Region } from '../../../regions/region.model.ts';
import { kecamatanOf } from '../../../regions/regions.ts';
import type { Audience } from '../../../rounds/audience.ts';
import { decentHours } from '../../../rounds/quiet-hours.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { messageOf, releaseTerms, reminderHours, sendingPlan } from '../../../rounds/rounds.ts';
import { locales } from '../../../texts/locales.ts';
import { list, plain } from '../../shell/inputs.ts';

/** `readRoundSettings` validates the settings; here only their length is limited. */
const line = plain(1_000).catch('');
const text = plain(10_000).catch('');
const codes = list(z.string().max(20)).catch([]);

/** The form of a round as it was typed. */
const typedSchema = z.object({
  /** The revision of the round that the form was made from. */
  revision: z.coerce.number().int().min(0).catch(0),
  year: line,
  name: line,
  firstDay: line,
  lastDay: line,
  flow: line,
  quota: line,
  answerDays: line,
  place: line,
  time: line,
  'text-id': text,
  'text-bjn': text,
  'text-en': text,
  kecamatan: codes,
  villages: codes,
  offices: codes,
  channels: codes,
  silentOnly: z.literal('yes').optional().catch(undefined),
  hours: z.enum(['within', 'any']).catch('within'),
  from: line,
  to: line,
  pauseDay: list(line).catch([]),
  pauseFrom: list(line).catch([]),
  pauseTo: list(line).catch([]),
  reminder1: line,
  reminder2: line,
  releasedByOther: z.literal('yes').optional().catch(undefined),
  recallMinutes: line,
});
export type TypedRound = z.infer<typeof typedSchema>;

export const readTyped = (body: unknown): TypedRound => typedSchema.parse(body ?? {});

/** The fields of settings that are named differently in the form. */
const fieldBySetting: Record<string, string> = {
  'texts.id': 'text-id',
  'texts.bjn': 'text-bjn',
  'texts.en': 'text-en',
  hours: 'from',
  reminders: 'reminder1',
};
/** The form field of a setting, so that a problem links to it. */
export const fieldOf = (setting: string): string =>
  fieldBySetting[setting] ?? (setting.startsWith('audience') ? 'audience' : setting);

/** The form as a round fills it in. */
export function typedOf(round: Round, regions: Region[]): TypedRound {
  const { texts, place, time } = messageOf(round);
  const { audience, hours } = sendingPlan(round);
  const { from, to, except } = hours ?? decentHours;
  const { releasedByOther, recallMinutes } = releaseTerms(round);
  const [first, second] = (round.reminders ?? reminderHours).map((hour) =>
    String(hour / 24).replace('.', ','),
  );
  return {
    revision: round.revision ?? 0,
    year: String(round.year),
    name: round.name ?? '',
    firstDay: round.firstDay ?? '',
    lastDay: round.lastDay ?? '',
    flow: round.flow,
    quota: String(round.quota),
    answerDays: String(round.answerDays),
    place,
    time,
    'text-id': texts.id ?? '',
    'text-bjn': texts.bjn ?? '',
    'text-en': texts.en ?? '',
    ...typedArea(audience, regions),
    offices: audience.offices,
    channels: audience.channels,
    silentOnly: audience.silentOnly ? 'yes' : undefined,
    hours: hours ? 'within' : 'any',
    from,
    to,
    pauseDay: except.map(({ weekday }) => String(weekday)),
    pauseFrom: except.map((one) => one.from),
    pauseTo: except.map((one) => one.to),
    reminder1: first ?? '',
    reminder2: second ?? '',
    releasedByOther: releasedByOther ? 'yes' : undefined,
    recallMinutes: String(recallMinutes),
  };
}

/** A kecamatan is ticked when all of it is meant; single villages are ticked below theirs. */
function typedArea({ kecamatan, villages }: Audience, regions: Region[]) {
  const meant = new Set(villages);
  const whole = kecamatanOf(regions).filter(({ code }) => {
    const own = regions.filter((region) => region.kecamatan.code === code);
    return own.every(({ _id }) => meant.has(_id));
  });
  return { kecamatan: [...kecamatan, ...whole.map(({ code }) => code)], villages };
}

/** The form as settings, not validated yet. A blank field clears an optional setting. */
export function settingsOf(typed: TypedRound, regions: Region[]) {
  const texts = { id: typed['text-id'], bjn: typed['text-bjn'], en: typed['text-en'] };
  return {
    name: typed.name || null,
    firstDay: typed.firstDay || null,
    lastDay: typed.lastDay || null,
    flow: typed.flow,
    quota: numberOf(typed.quota),
    answerDays: numberOf(typed.answerDays),
    place: typed.place,
    time: typed.time,
    texts: Object.fromEntries(locales.map((locale) => [locale, texts[locale] || null])),
    audience: {
      ...areaOf(typed, regions),
      offices: typed.offices.length === offices.length ? [] : typed.offices,
      channels: typed.channels.length === channelNames.length ? [] : typed.channels,
      silentOnly: typed.silentOnly === 'yes',
    },
    hours: typed.hours === 'any' ? null : hoursOf(typed),
    reminders: [typed.reminder1, typed.reminder2]
      .filter(Boolean)
      .map((days) => Math.round(numberOf(days) * 24)),
    releasedByOther: typed.releasedByOther === 'yes',
    recallMinutes: numberOf(typed.recallMinutes),
  };
}

/** The first settings of a round, as the shorter form of a new one has them. */
export function newSettingsOf(typed: TypedRound) {
  const { name, firstDay, lastDay, flow, quota, answerDays } = settingsOf(typed, []);
  return { year: numberOf(typed.year), name, firstDay, lastDay, flow, quota, answerDays };
}

/** A number as people write it, "1,5" too; blank is none. */
const numberOf = (typed: string) => (typed ? Number(typed.replace(',', '.')) : Number.NaN);

/** Single villages narrow their own kecamatan only; if there are any, the whole audience is given as villages. */
function areaOf(
  { kecamatan, villages: single }: TypedRound,
  regions: Region[],
): Pick<Audience, 'kecamatan' | 'villages'> {
  if (single.length === 0) return { kecamatan, villages: [] };
  const narrowed = new Set(single.map((code) => code.slice(0, code.lastIndexOf('.'))));
  const whole = regions.filter(({ kecamatan: { code } }) => kecamatan.includes(code) && !narrowed.has(code));
  return { kecamatan: [], villages: [...whole.map(({ _id }) => _id), ...single] };
}

function hoursOf({ from, to, pauseDay, pauseFrom, pauseTo }: TypedRound) {
  const pauses = pauseDay.map((weekday, index) => ({
    weekday: numberOf(weekday),
    from: pauseFrom[index] ?? '',
    to: pauseTo[index] ?? '',
  }));
  // A row without a day is one that was not filled in.
  return { from, to, except: pauses.filter(({ weekday }) => !Number.isNaN(weekday)) };
}
