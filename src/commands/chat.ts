import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { createEngine, type Engine } from '../conversation/engine.ts';
import { loadFlows } from '../conversation/files.ts';
import type { Flow } from '../conversation/flow.ts';
import type { CallResult, Context, Input, ProposalGlimpse, State, Turn } from '../conversation/types.ts';
import { loadTexts } from '../texts/load.ts';
import { type Locale, locales } from '../texts/locales.ts';
import { exampleContext } from './example-context.ts';

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
      const talk = await begin(options);
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

/** A talk whose state is written out and read back between every two messages, as the service does it. */
async function begin({ flow: id, locale, now }: Options) {
  const texts = loadTexts();
  const engine = createEngine(texts);
  const flow = loadFlows(texts).find((one) => one.id === id);
  if (!flow) throw new Error(`There is no flow "${id}".`);
  const context = await exampleContext(texts, locale, now, '63.11');
  const sent: ProposalGlimpse[] = [];
  let turn = engine.start(flow, locale, context);
  return {
    get turn() {
      return turn;
    },
    receive(input: Input): Turn {
      const state: State = JSON.parse(JSON.stringify(turn.state));
      turn = answerCalls(engine, flow, engine.receive(flow, state, input, context), context, sent);
      return turn;
    },
  };
}

/** Stands in for the house: hands out codes in order and remembers what was sent. */
function answerCalls(
  engine: Engine,
  flow: Flow,
  first: Turn,
  context: Context,
  sent: ProposalGlimpse[],
): Turn {
  let turn = first;
  while (turn.call) {
    const result = answerCall(turn.call, context, sent);
    const resumed = engine.resume(flow, turn.state, result, context);
    turn = {
      ...resumed,
      replies: [...turn.replies, ...resumed.replies],
      effects: [...turn.effects, ...resumed.effects],
    };
  }
  return turn;
}

function answerCall(call: NonNullable<Turn['call']>, context: Context, sent: ProposalGlimpse[]): CallResult {
  if (call.name === 'classify') return { name: 'classify', insight: null };
  if (call.name === 'twins') return { name: 'twins', twins: null };
  if (call.name === 'my-data') return { name: 'my-data', facts: [{ key: 'no-consent', params: {} }] };
  if (call.name === 'status') return { name: 'status', proposals: sent };
  if (call.name === 'lookup') {
    const code = call.code.toUpperCase().replaceAll(/[\s-]+/g, '-');
    return { name: 'lookup', found: sent.find((one) => one.code === code) ?? null };
  }
  if (context.quotaLeft <= 0) return { name: 'submit', refused: 'quota' };
  const code = `RR-26-0103-${String(sent.length + 1).padStart(4, '0')}`;
  const answerBy = new Date(Date.parse(context.now) + 5 * 24 * 3600 * 1000).toISOString();
  sent.push({ code, title: call.answers.proposal?.words ?? '', status: 'submitted', answer: null, answerBy });
  context.quotaLeft -= 1;
  return { name: 'submit', code, answerBy, quotaLeft: context.quotaLeft };
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
