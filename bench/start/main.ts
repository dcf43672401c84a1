/**
 * npm run bench:start: how long the service takes from the start of its process to its first poll of Telegram, and what
 * memory it holds at rest, for each role and for all in one. The engines run already, and the database is prepared: one
 * start is done beforehand that is not counted. Prints a table, then the same as one line of JSON.
 *
 * It measures what `npm run build` has made; `--source` measures the sources instead.
 */
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { startBotApi, testToken } from '../../test/support/bot-api/server.ts';
import { environmentOf } from '../../test/support/command-line.ts';
import { testService } from '../../test/support/service.ts';
import { benchEngines } from '../engines.ts';
import { serviceCommand } from '../service-command.ts';
import { type Ground, measureStart, type Start } from './measure.ts';

const { values } = parseArgs({
  options: {
    source: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    /** Seconds of rest before memory is read. */
    rest: { type: 'string', default: '20' },
    roles: { type: 'string', default: 'all,gateway,worker,admin' },
  },
});
if (!values.source && !existsSync('dist/main.js'))
  throw new Error('There is no dist/; make it with npm run build.');

const endEngines = await benchEngines();
const service = await testService();
const botApi = await startBotApi();
const ground: Ground = {
  // As `npm start` and the image run it.
  command: values.source ? ['bin/rembuk.mjs', 'start'] : serviceCommand,
  env: environmentOf(service, {
    TELEGRAM_BOT_TOKEN: testToken,
    TELEGRAM_API_ROOT: botApi.url,
    SESSION_SECRET: service.sessionSecret,
  }),
  botApi,
  restMs: Number(values.rest) * 1000,
};

try {
  await measureStart('all', { ...ground, restMs: 1000 });
  const table = new Table({
    head: ['role', 'first poll', 'ready', 'CPU until ready', 'memory at rest'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  const roles = [];
  for (const role of values.roles.split(',')) {
    const starts: Start[] = [];
    for (let run = 0; run < Number(values.runs); run++) starts.push(await measureStart(role, ground));
    const polls = starts.flatMap(({ firstPollMs }) => (firstPollMs === null ? [] : [firstPollMs]));
    const found = {
      role,
      firstPollMs: polls.length > 0 ? middle(polls) : null,
      readyMs: middle(starts.map((start) => start.readyMs)),
      cpuMs: middle(starts.map((start) => start.cpuMs)),
      restMb: middle(starts.map((start) => start.restMb)),
    };
    roles.push(found);
    table.push([
      role,
      found.firstPollMs === null ? '–' : `${found.firstPollMs} ms`,
      `${found.readyMs} ms`,
      `${found.cpuMs} ms`,
      `${found.restMb} MB`,
    ]);
  }
  const from = values.source ? 'src' : 'dist';
  const load = Number(loadavg()[0]?.toFixed(1));
  const facts = { from, node: process.versions.node, runs: Number(values.runs), load, roles };
  process.stdout.write(
    `From ${from}/, Node.js ${facts.node}, middle of ${facts.runs} starts, load of the machine ${load}\n${table}\n${JSON.stringify(facts)}\n`,
  );
} finally {
  await botApi.close();
  await service.remove();
  await endEngines();
}

/** The middle value: a start that something else on the machine held up counts as one of many only. */
function middle(values: number[]): number {
  return Math.round(values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN);
}
