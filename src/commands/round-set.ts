import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { recordCommand } from '../audit/audit.ts';
import { channelNames } from '../channels/channel.ts';
import type { Config } from '../config.ts';
import { loadFlows } from '../conversation/files.ts';
import { sendsProposals } from '../conversation/flow.ts';
import { keepLetter, LetterError } from '../outreach/planning/letters.ts';
import { offices } from '../people/participant.model.ts';
import type { Region } from '../regions/region.model.ts';
import { kecamatanOf } from '../regions/regions.ts';
import { decentHours } from '../rounds/quiet-hours.ts';
import type { Round } from '../rounds/round.model.ts';
import { currentRound, sendingPlan, setRound } from '../rounds/rounds.ts';
import { RoundSettingsError } from '../rounds/settings.ts';
import { templateFields } from '../rounds/template.ts';
import { loadTexts } from '../texts/load.ts';
import { placeKey } from '../texts/place-key.ts';
import { withDatabase } from './services.ts';

interface Options {
  name?: string;
  firstDay?: string;
  lastDay?: string;
  flow?: string;
  quota?: string;
  answerDays?: string;
  text?: string;
  textBjn?: string;
  textEn?: string;
  place?: string;
  time?: string;
  /** A file, or false for `--no-letter`. */
  letter?: string | false;
  hours?: string;
  pause?: string[];
  reminders?: string;
  kecamatan?: string;
  village?: string;
  office?: string;
  channel?: string;
  silentOnly?: boolean;
  releasedByOther?: boolean;
  recallMinutes?: string;
  everybody?: true;
}

/** `rembuk round set`: all that the page of a round can change, checked by the same rules. */
export function roundSetCommand(): Command {
  return new Command('set')
    .description('change the open round: what it says, whom it invites, when it may write')
    .option('--name <name>', 'what staff call it')
    .option('--first-day <day>', 'such as 2026-12-01; "none" takes it away')
    .option('--last-day <day>', 'such as 2026-12-21; "none" takes it away')
    .option('--flow <id>', 'the flow of the talks that begin from now on')
    .option('--quota <n>', 'proposals an RT may send')
    .option('--answer-days <n>', 'days within which the first human answer comes')
    .option('--text <file>', 'the invitation in Indonesian, with fields such as {nama}; "none" takes it away')
    .option('--text-bjn <file>', 'the same in Banjar')
    .option('--text-en <file>', 'the same in English')
    .option('--place <place>', 'for the field {tempat}')
    .option('--time <time>', 'for the field {waktu}')
    .option('--letter <file>', 'the official letter, a PDF of 5 MB at most')
    .option('--no-letter', 'take the official letter away')
    .option('--hours <span>', 'when people may be written to, such as 07:00-20:00, or "always"')
    .option('--pause <weekday=span...>', 'not then, such as fri=11:30-13:30, or "none"')
    .option('--reminders <hours>', 'hours after the invitation was sent, such as 72,168, or "none"')
    .option('--released-by-other', 'answers are released by another person than who drafted them')
    .option('--no-released-by-other', 'whoever drafted an answer may release it')
    .option('--recall-minutes <n>', 'so long a released answer may be recalled; 0 for not at all')
    .option('--kecamatan <list>', 'invite these only, names or codes with commas; "all" for all')
    .option('--village <list>', 'invite these only, codes with commas; "all" for all')
    .option('--office <list>', `invite these only (${offices.join(', ')}); "all" for all`)
    .option('--channel <list>', `invite over these only (${channelNames.join(', ')}); "all" for all`)
    .option('--silent-only', 'invite only those who have not said anything in this round yet')
    .option('--no-silent-only', 'invite also those who talk already')
    .option('--everybody', 'take every limit of the audience away first')
    .addHelpText('after', `\nFields: ${templateFields.map((field) => `{${field}}`).join(' ')}`)
    .action((options: Options) =>
      withDatabase(async (config, { regions }) => {
        const round = await currentRound();
        if (!round) throw new Error('No round is open. Try: rembuk round open 2026');
        process.stdout.write(`${await change(round, options, config, regions)}\n`);
      }),
    );
}

async function change(round: Round, options: Options, config: Config, regions: Region[]): Promise<string> {
  const texts = loadTexts();
  const flows = loadFlows(texts).filter(sendsProposals);
  const say = (key: string, params = {}) => texts.t('en', `round.problem.${key}`, params);
  try {
    const settings = await settingsOf(round, options, config, regions);
    const changed = await setRound(round._id, settings, { flows: flows.map(({ id }) => id), regions });
    await recordCommand('round-changed', { subject: round._id });
    return `Rembuk ${changed.year} is changed. See: rembuk invite preview`;
  } catch (error) {
    if (error instanceof LetterError) throw new Error(say(error.problem));
    if (!(error instanceof RoundSettingsError)) throw error;
    throw new Error(error.problems.map(({ key, params }) => say(key, params)).join('\n'));
  }
}

/** The options as settings, not checked yet; what was not given stays out. */
async function settingsOf(round: Round, options: Options, config: Config, regions: Region[]) {
  const { name, firstDay, lastDay, flow, quota, answerDays, place, time, reminders } = options;
  const given = {
    name,
    firstDay: orNull(firstDay),
    lastDay: orNull(lastDay),
    flow,
    quota: quota === undefined ? undefined : Number(quota),
    answerDays: answerDays === undefined ? undefined : Number(answerDays),
    place,
    time,
    reminders: reminders === undefined ? undefined : listOf(reminders, 'none').map(Number),
    releasedByOther: options.releasedByOther,
    recallMinutes: options.recallMinutes === undefined ? undefined : Number(options.recallMinutes),
    texts: await textsOf(options),
    letter: await letterOf(options, config),
    hours: hoursOf(round, options),
    audience: audienceOf(round, options, regions),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const orNull = (text: string | undefined) => (text === 'none' ? null : text);

/** @param all the word for an empty list */
const listOf = (text: string, all: string) =>
  text === all
    ? []
    : text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);

async function textsOf({ text, textBjn, textEn }: Options) {
  const files = Object.entries({ id: text, bjn: textBjn, en: textEn }).filter(([, file]) => file);
  const read = files.map(async ([locale, file = '']) => [
    locale,
    file === 'none' ? null : await readFile(file, 'utf8'),
  ]);
  return files.length > 0 ? Object.fromEntries(await Promise.all(read)) : undefined;
}

async function letterOf({ letter }: Options, { DATA_DIR }: Config) {
  if (letter === undefined) return undefined;
  if (letter === false) return null;
  return keepLetter(join(DATA_DIR, 'media'), basename(letter), await readFile(letter));
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function hoursOf(round: Round, { hours, pause }: Options) {
  if (hours === 'always') return null;
  if (hours === undefined && pause === undefined) return undefined;
  const standing = sendingPlan(round).hours ?? decentHours;
  const { from, to } = hours === undefined ? standing : spanOf(hours);
  const pauses = pause?.filter((one) => one !== 'none').map(pauseOf);
  return { from, to, except: pauses ?? standing.except };
}

function spanOf(text: string): { from: string; to: string } {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
}

function pauseOf(text: string) {
  const [weekday = '', span = ''] = text.split('=');
  return { weekday: weekdays.indexOf(weekday.slice(0, 3).toLowerCase()), ...spanOf(span) };
}

function audienceOf(round: Round, options: Options, regions: Region[]) {
  const { kecamatan, village, office, channel, silentOnly, everybody } = options;
  const codes = new Map(kecamatanOf(regions).map(({ code, name }) => [placeKey(name), code]));
  const named = {
    kecamatan: kecamatan && listOf(kecamatan, 'all').map((one) => codes.get(placeKey(one)) ?? one),
    villages: village && listOf(village, 'all'),
    offices: office && listOf(office, 'all'),
    channels: channel && listOf(channel, 'all'),
    silentOnly,
  };
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  if (given.length === 0 && !everybody) return undefined;
  return { ...(everybody ? {} : sendingPlan(round).audience), ...Object.fromEntries(given) };
}
