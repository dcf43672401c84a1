import { Command, InvalidArgumentError } from 'commander';
import { recordCommand } from '../audit/audit.ts';
import { closeRound, currentRound, openRound, roundDefaults } from '../rounds/rounds.ts';
import { roundSetCommand } from './round-set.ts';
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
        await recordCommand('round-opened', { subject: round._id });
        process.stdout.write(`Rembuk ${round.year} is ${round.status}: ${round.quota} proposals an RT.\n`);
      }),
    );
  const close = new Command('close')
    .description('close the open round; nobody can send a proposal to it any more')
    .action(() =>
      withDatabase(async () => {
        const round = await currentRound();
        if (!round) throw new Error('No round is open.');
        await closeRound(round._id);
        await recordCommand('round-closed', { subject: round._id });
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
    .addCommand(roundSetCommand())
    .addCommand(close)
    .addCommand(status);
}
