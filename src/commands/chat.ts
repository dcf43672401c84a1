import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { createEngine } from '../conversation/engine.ts';
import { loadFlows } from '../conversation/files.ts';
import type { Input, Turn } from '../conversation/types.ts';
import { exampleContext } from '../talks/example-context.ts';
import { rehearse } from '../talks/rehearsal.ts';
import { loadTexts } from '../texts/load.ts';
import { type Locale, locales } from '../texts/locales.ts';

interface Options {
  json?: boolean;
  flow: string;
  locale: Locale;
  now: string;
}

const lineSchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ choice: z.string() }),
  z.strictObject({ location: z.strictObject({ lat: z.number(), lon: z.number() }) }),
  z.strictObject({ photo: z.string() }),
]);

/** `rembuk chat`: the real engine in the terminal, without a database and without a clock of its own. */
export function chatCommand(): Command {
  return new Command('chat')
    .description('talk to the bot in the terminal: the real engine, no database')
    .option('--json', 'read and print JSON lines, for programs')
    .addOption(new Option('--flow <flow>', 'which flow').choices(['usulan', 'daftar']).default('usulan'))
    .addOption(new Option('--locale <locale>', 'language to begin in').choices(locales).default('id'))
    .option('--now <time>', 'the moment it is, ISO 8601', '2026-12-01T01:00:00.000Z')
    .addHelpText(
      'after',
      `
With --json each line in is {"text": …}, {"choice": value}, {"location": {"lat": …, "lon": …}} or {"photo": path};
each line out is {"step", "text", "choices", "done", "answers"}: one for the start, then one for each line in.
Example: printf '{"text":"ya"}\\n{"text":"1"}\\n' | rembuk chat --json`,
    )
    .action(async (options: Options) => {
      if (Number.isNaN(Date.parse(options.now)))
        throw new Error('--now is not a time such as 2026-12-01T08:00:00+08:00.');
      const texts = loadTexts();
      const flow = loadFlows(texts).find((one) => one.id === options.flow);
      if (!flow) throw new Error(`There is no flow "${options.flow}".`);
      const context = await exampleContext(texts, options.locale, options.now, '63.11');
      const talk = rehearse(createEngine(texts), flow, options.locale, context);
      const show = options.json ? showJson : showText;
      show(talk.turn);
      const lines = createInterface({ input: process.stdin });
      for await (const line of lines) {
        const input = options.json ? parseLine(line) : ({ kind: 'text', text: line } as const);
        if ('error' in input) process.stdout.write(`${JSON.stringify(input)}\n`);
        else show(talk.receive(input));
        if (!options.json && talk.turn.state.status !== 'open') break;
      }
      lines.close();
    });
}

function parseLine(line: string): Input | { error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { error: 'not a JSON line' };
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success)
    return { error: 'expected {"text"}, {"choice"}, {"location":{"lat","lon"}} or {"photo"}' };
  const { data } = parsed;
  if ('text' in data) return { kind: 'text', text: data.text };
  if ('choice' in data) return { kind: 'choice', value: data.choice };
  if ('location' in data) return { kind: 'location', ...data.location };
  return { kind: 'photo', media: { id: data.photo, mime: 'image/jpeg' } };
}

function showJson({ replies, state }: Turn): void {
  const line = {
    step: state.step,
    text: replies.map((reply) => reply.text).join('\n\n'),
    choices: replies.at(-1)?.choices ?? [],
    done: state.status !== 'open',
    answers: state.answers,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function showText({ replies }: Turn): void {
  for (const { text, choices } of replies) {
    const numbered = choices.map((choice, index) => `  ${index + 1}. ${choice.label}`);
    process.stdout.write(`\n${[text, ...numbered].join('\n')}\n`);
  }
  process.stdout.write('> ');
}
