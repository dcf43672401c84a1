import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../config.ts';
import { type Demo, demoName, holdDemo, makeDemoAdmin } from '../demo/demo.ts';
import type { Progress } from '../demo/hold.ts';
import { drawTables } from '../demo/tables.ts';
import { findServices } from './services.ts';
import { untilToldToStop } from './start.ts';

interface Options {
  once?: true;
  people: number;
  seed: number;
  port?: number;
}

/** A rembuk of 60 takes seconds; one that is not over after this many milliseconds, and as many a person, is stuck. */
const deadline = { baseMs: 60_000, perPersonMs: 500 };

/** `rembuk demo`: a whole rembuk with invented people, through every part of the service. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('hold a whole rembuk with invented people, show its figures, then the admin page')
    .option('--once', 'end after the figures; exit code 1 if anything was lost or stuck')
    .option('--people <n>', 'how many representatives', wholeNumber(1, 5_000), 60)
    .option('--seed <n>', 'the same seed invents the same people', wholeNumber(0, 2 ** 31), 1)
    .option(
      '--port <n>',
      'port of the admin page (default: PORT, with --once any free one)',
      wholeNumber(0, 65_535),
    )
    .addHelpText(
      'after',
      '\nIt uses a database of its own, emptied at the start, and writes to no real network.',
    )
    .action(async (options: Options) => {
      process.exitCode = await runDemo(options);
    });
}

/** @returns the exit code */
async function runDemo({ once, people, seed, port }: Options): Promise<number> {
  const config = loadConfig();
  const services = await findServices(config, demoName, say);
  try {
    const progress = showProgress();
    const held = await holdDemo({ ...config, PORT: port ?? (once ? 0 : config.PORT) }, services, {
      people,
      seed,
      deadlineMs: deadline.baseMs + people * deadline.perPersonMs,
      say,
      onProgress: progress.show,
    }).finally(progress.end);
    const ok = report(held);
    if (!once) await showAdminPage(held);
    await held.app.stop();
    return ok ? 0 : 1;
  } finally {
    await services.release();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints the tables, and what went wrong. Returns whether all is well. */
function report({ outcome }: Demo): boolean {
  say(`\n${drawTables(outcome)}\n`);
  const { problems, settled } = outcome;
  for (const problem of problems) say(`LOST OR STUCK  ${problem}`);
  if (!settled) say('The rembuk did not come to rest in time.');
  if (problems.length === 0 && settled)
    say('Every conversation is accounted for; nothing was lost, doubled or stuck.');
  return problems.length === 0 && settled;
}

async function showAdminPage({ app, outcome }: Demo): Promise<void> {
  const { email, password } = await makeDemoAdmin(new Date());
  say(`\n${outcome.undecided} proposals wait for a coordinator's decision. The admin page:
  ${app.url}
  e-mail    ${email}
  password  ${password}
Ctrl-C ends the demo.`);
  await untilToldToStop();
  say('\nStopping');
}

/** A bar on a terminal; elsewhere a line now and then, so that a log stays readable. */
function showProgress(): { show(progress: Progress): void; end(): void } {
  if (process.stdout.isTTY) {
    const bar = new SingleBar({
      format: '{bar} {value}/{total} people done, {messages} messages',
      hideCursor: true,
      clearOnComplete: true,
    });
    let begun = false;
    return {
      show({ people, done, messagesIn, messagesOut }) {
        const messages = { messages: messagesIn + messagesOut };
        if (begun) bar.update(done, messages);
        else bar.start(people, done, messages);
        begun = true;
      },
      end: () => bar.stop(),
    };
  }
  let next = 0;
  return {
    show({ people, done, messagesIn, messagesOut }) {
      if (performance.now() < next) return;
      next = performance.now() + 2_000;
      say(`  ${done} of ${people} people done, ${messagesIn + messagesOut} messages`);
    },
    end() {},
  };
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`must be a whole number from ${least} to ${most}.`);
    return value;
  };
}
