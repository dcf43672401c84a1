import { z } from 'zod';
import { channelNames } from '../../../channels/channel.ts';
import { offices } from '../../../people/participant.model.ts';
import type { Region } from '../../../regions/region.model.ts';
import { kecamatanOf } from '../../../regions/regions.ts';
import type { Audience } from '../../../rounds/audience.ts';
import { decentHours } from '../../../rounds/quiet-hours.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { messageOf, reminderHours, sendingPlan } from '../../../rounds/rounds.ts';
import { locales } from '../../../texts/locales.ts';
import { list, plain } from '../../shell/inputs.ts';

/** Whether a setting is right is decided by `readRoundSettings`; here only its size is bounded. */
const line = plain(1_000).catch('');
const text = plain(10_000).catch('');
const codes = list(z.string().max(20)).catch([]);

/** What stands in the form of a round, as it was typed. */
const typedSchema = z.object({
  /** The revision of the round that the form was made from. */
  revisi: z.coerce.number().int().min(0).catch(0),
  tahun: line,
  nama: line,
  mulai: line,
  selesai: line,
  alur: line,
  jatah: line,
  jawab: line,
  tempat: line,
  waktu: line,
  naskah_id: text,
  naskah_bjn: text,
  naskah_en: text,
  kecamatan: codes,
  desa: codes,
  jabatan: codes,
  kanal: codes,
  belum: z.literal('ya').optional().catch(undefined),
  jam: z.enum(['jam', 'bebas']).catch('jam'),
  dari: line,
  sampai: line,
  jeda_hari: list(line).catch([]),
  jeda_dari: list(line).catch([]),
  jeda_sampai: list(line).catch([]),
  ingat1: line,
  ingat2: line,
});
export type TypedRound = z.infer<typeof typedSchema>;

export const readTyped = (body: unknown): TypedRound => typedSchema.parse(body ?? {});

/** Which field of the form a setting stands in, so that what is wrong leads there. */
const fieldBySetting: Record<string, string> = {
  name: 'nama',
  year: 'tahun',
  firstDay: 'mulai',
  lastDay: 'selesai',
  flow: 'alur',
  quota: 'jatah',
  answerDays: 'jawab',
  place: 'tempat',
  time: 'waktu',
  'texts.id': 'naskah_id',
  'texts.bjn': 'naskah_bjn',
  'texts.en': 'naskah_en',
  hours: 'dari',
  reminders: 'ingat1',
};
export const fieldOf = (setting: string): string =>
  fieldBySetting[setting] ?? (setting.startsWith('audience') ? 'sasaran' : setting);

/** The form as a round fills it in. */
export function typedOf(round: Round, regions: Region[]): TypedRound {
  const { texts, place, time } = messageOf(round);
  const { audience, hours } = sendingPlan(round);
  const { from, to, except } = hours ?? decentHours;
  const [first, second] = (round.reminders ?? reminderHours).map((hour) =>
    String(hour / 24).replace('.', ','),
  );
  return {
    revisi: round.revision ?? 0,
    tahun: String(round.year),
    nama: round.name ?? '',
    mulai: round.firstDay ?? '',
    selesai: round.lastDay ?? '',
    alur: round.flow,
    jatah: String(round.quota),
    jawab: String(round.answerDays),
    tempat: place,
    waktu: time,
    naskah_id: texts.id ?? '',
    naskah_bjn: texts.bjn ?? '',
    naskah_en: texts.en ?? '',
    ...typedArea(audience, regions),
    jabatan: audience.offices,
    kanal: audience.channels,
    belum: audience.silentOnly ? 'ya' : undefined,
    jam: hours ? 'jam' : 'bebas',
    dari: from,
    sampai: to,
    jeda_hari: except.map(({ weekday }) => String(weekday)),
    jeda_dari: except.map((one) => one.from),
    jeda_sampai: except.map((one) => one.to),
    ingat1: first ?? '',
    ingat2: second ?? '',
  };
}

/** A kecamatan is ticked when all of it is meant; single villages are ticked below theirs. */
function typedArea({ kecamatan, villages }: Audience, regions: Region[]) {
  const meant = new Set(villages);
  const whole = kecamatanOf(regions).filter(({ code }) => {
    const own = regions.filter((region) => region.kecamatan.code === code);
    return own.every(({ _id }) => meant.has(_id));
  });
  return { kecamatan: [...kecamatan, ...whole.map(({ code }) => code)], desa: villages };
}

/** The form as settings, not checked yet. Blank takes away what may be absent. */
export function settingsOf(typed: TypedRound, regions: Region[]) {
  const texts = { id: typed.naskah_id, bjn: typed.naskah_bjn, en: typed.naskah_en };
  return {
    name: typed.nama || null,
    firstDay: typed.mulai || null,
    lastDay: typed.selesai || null,
    flow: typed.alur,
    quota: numberOf(typed.jatah),
    answerDays: numberOf(typed.jawab),
    place: typed.tempat,
    time: typed.waktu,
    texts: Object.fromEntries(locales.map((locale) => [locale, texts[locale] || null])),
    audience: {
      ...areaOf(typed, regions),
      offices: typed.jabatan.length === offices.length ? [] : typed.jabatan,
      channels: typed.kanal.length === channelNames.length ? [] : typed.kanal,
      silentOnly: typed.belum === 'ya',
    },
    hours: typed.jam === 'bebas' ? null : hoursOf(typed),
    reminders: [typed.ingat1, typed.ingat2].filter(Boolean).map((days) => Math.round(numberOf(days) * 24)),
  };
}

/** The first settings of a round, as the shorter form of a new one has them. */
export function newSettingsOf(typed: TypedRound) {
  const { name, firstDay, lastDay, flow, quota, answerDays } = settingsOf(typed, []);
  return { year: numberOf(typed.tahun), name, firstDay, lastDay, flow, quota, answerDays };
}

/** A number as people write it, "1,5" too; blank is none. */
const numberOf = (typed: string) => (typed ? Number(typed.replace(',', '.')) : Number.NaN);

/** Single villages narrow their own kecamatan only; with any of them the whole audience is said in villages. */
function areaOf(
  { kecamatan, desa }: TypedRound,
  regions: Region[],
): Pick<Audience, 'kecamatan' | 'villages'> {
  if (desa.length === 0) return { kecamatan, villages: [] };
  const narrowed = new Set(desa.map((code) => code.slice(0, code.lastIndexOf('.'))));
  const whole = regions.filter(({ kecamatan: { code } }) => kecamatan.includes(code) && !narrowed.has(code));
  return { kecamatan: [], villages: [...whole.map(({ _id }) => _id), ...desa] };
}

function hoursOf({ dari, sampai, jeda_hari, jeda_dari, jeda_sampai }: TypedRound) {
  const pauses = jeda_hari.map((weekday, index) => ({
    weekday: numberOf(weekday),
    from: jeda_dari[index] ?? '',
    to: jeda_sampai[index] ?? '',
  }));
  // A row without a day is one that was not filled in.
  return { from: dari, to: sampai, except: pauses.filter(({ weekday }) => !Number.isNaN(weekday)) };
}
