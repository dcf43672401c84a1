import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import {
  closeRound,
  currentRound,
  openRound,
  roundDefaults,
  roundSettingsSchema,
  setRound,
} from '../rembuk/rounds.ts';
import { templateFields } from '../rembuk/template.ts';
import { withDatabase } from './services.ts';

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be a whole number from 1.');
  return value;
}

/** `rembuk round open|close|status`: the yearly round that people write for. */
export function roundCommand(): Command {
  const open = new Command('open')
    .description('open the round of a year; from then on people can send proposals')
    .argument(
      '<year>',
      'year in which it is held; its proposals are for the RKPD of the year after',
      wholeNumber,
    )
    .option('--quota <n>', 'proposals an RT may send', wholeNumber, roundDefaults.quota)
    .option(
      '--answer-days <n>',
      'days within which the first human answer comes',
      wholeNumber,
      roundDefaults.answerDays,
    )
    .action((year: number, { quota, answerDays }: { quota: number; answerDays: number }) =>
      withDatabase(async () => {
        const round = await openRound(year, new Date(), { quota, answerDays });
        process.stdout.write(`Rembuk ${round.year} is ${round.status}: ${round.quota} proposals an RT.\n`);
      }),
    );
  const set = new Command('set')
    .description('change what the open round says: text, place, time, last day')
    .option('--text <file>', 'the invitation in Indonesian, with fields such as {nama}')
    .option('--place <place>', 'for the field {tempat}')
    .option('--time <time>', 'for the field {waktu}')
    .option('--last-day <day>', 'such as 2026-12-21')
    .addHelpText('after', `\nFields: ${templateFields.map((field) => `{${field}}`).join(' ')}`)
    .action((options: { text?: string; place?: string; time?: string; lastDay?: string }) =>
      withDatabase(async () => {
        const round = await currentRound();
        if (!round) throw new Error('No round is open.');
        const { text, ...rest } = options;
        const texts = text ? { texts: { id: await readFile(text, 'utf8') } } : {};
        const settings = roundSettingsSchema.safeParse({ ...rest, ...texts });
        if (!settings.success)
          throw new Error(
            settings.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'),
          );
        await setRound(round._id, settings.data);
        process.stdout.write(`Rembuk ${round.year} is changed. See: rembuk invite preview\n`);
      }),
    );
  const close = new Command('close')
    .description('close the open round; nobody can send a proposal to it any more')
    .action(() =>
      withDatabase(async () => {
        const round = await currentRound();
        if (!round) throw new Error('No round is open.');
        await closeRound(round._id);
        process.stdout.write(`Rembuk ${round.year} is closed.\n`);
      }),
    );
  const status = new Command('status').description('say which round is open').action(() =>
    withDatabase(async () => {
      const round = await currentRound();
      process.stdout.write(
        round ? `Rembuk ${round.year} is open.\n` : 'No round is open. Try: rembuk round open 2026\n',
      );
    }),
  );
  return new Command('round')
    .description('the yearly round')
    .addCommand(open)
    .addCommand(set)
    .addCommand(close)
    .addCommand(status);
}
