/**
 * npm run chaos -- --seed 1 --faults 100: a round of invented people over a service that is killed, held, cut off and
 * starved at random instants, and an audit of what is stored at its end. Ends with 1 when anything was found, with 2
 * when it broke off.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { drawReport } from './report.ts';
import { runChaos } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    faults: { type: 'string', default: '100' },
    people: { type: 'string', default: '300' },
    /** How many of the people are on WhatsApp. */
    whatsapp: { type: 'string', default: '12' },
    /** `roles`: each role in a process of its own; `all`: all in one. */
    form: { type: 'string', default: 'roles' },
  },
});
const whole = (name: 'seed' | 'faults' | 'people' | 'whatsapp') => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} must be a whole number.`);
  return number;
};
const { form } = values;
if (form !== 'roles' && form !== 'all') throw new Error('--form is roles or all.');
const say = (line: string) => {
  process.stdout.write(`${line}\n`);
};

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
// A run that broke off, also by a fault of the harness itself, leaves no service running and is no good run.
process.on('uncaughtException', (error) => {
  process.stderr.write(`The run broke off: ${inspect(error)}\n`);
  process.exitCode = 2;
  stopping.abort(error);
});
const seed = whole('seed');
const logs = join('.rembuk', 'chaos', `${form}-${seed}`);
say(`Seed ${seed}, form ${form}`);
const outcome = await runChaos({
  seed,
  form,
  faults: whole('faults'),
  people: whole('people'),
  whatsapp: whole('whatsapp'),
  ownDisk: true,
  // Longer than a browser of WhatsApp may take that has to be given up and started anew (180 s, `startsWithin`).
  settleMs: 240_000,
  signal: stopping.signal,
  say,
  keepLogsIn: logs,
});
say(drawReport(outcome));
if (outcome.findings.length > 0) {
  await writeFile(join(logs, 'outcome.json'), JSON.stringify(outcome, null, 1));
  say(`Logs and talks: ${logs}`);
  process.exitCode = 1;
}
