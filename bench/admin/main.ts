/**
 * npm run bench:admin: how long the office's pages take to come, in rounds of 1,000, 10,000 and 100,000 proposals. The
 * real service on the embedded engines answers one request after another; of each page the first answer and the median
 * of ten further ones. Prints a table, then the same as one line of JSON.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { startApp } from '../../src/app/app.ts';
import { silentLog } from '../../src/log.ts';
import { listRegions } from '../../src/regions/regions.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { addUser } from '../../src/users/users.ts';
import { testPasswordCost, testService } from '../../test/support/service.ts';
import { createVisitor, type Visitor } from '../../test/support/visitor.ts';
import { benchEngines } from '../engines.ts';
import { type MeasuredPage, measuredPages } from './pages.ts';
import { fillRound } from './round.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    runs: { type: 'string', default: '10' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const runs = Number(values.runs);
const opened = new Date('2026-12-01T01:00:00Z');
/** A week on: some are late, most are not. */
const now = new Date('2026-12-08T01:00:00Z');
const reviewer = { email: 'ani@balangan.example', name: 'Ani', role: 'admin', scope: wholeDistrict } as const;
const password = 'kebun karet di Juai 26';

/** What was measured of one page at one size, in ms. */
interface Measured {
  row: string;
  proposals: number;
  firstMs: number;
  medianMs: number;
  kilobytes: number;
}

const endEngines = await benchEngines();
const measured: Measured[] = [];
try {
  for (const proposals of sizes) measured.push(...(await measureRound(proposals)));
  const rows = [...new Set(measured.map(({ row }) => row))];
  const table = new Table({
    head: ['page, median (first) in ms', ...sizes.map((size) => size.toLocaleString('en'))],
    colAligns: ['left', ...sizes.map(() => 'right' as const)],
  });
  for (const row of rows) {
    const found = measured.filter((one) => one.row === row);
    table.push([row, ...found.map(({ medianMs, firstMs }) => `${round(medianMs)} (${round(firstMs)})`)]);
  }
  const load = loadavg().map((one) => one.toFixed(1));
  process.stdout.write(`${table}\nload ${load.join(' ')}\n${JSON.stringify({ runs, load, measured })}\n`);
} finally {
  await endEngines();
}

async function measureRound(proposals: number): Promise<Measured[]> {
  const service = await testService();
  const options = { ...service, role: 'admin' as const, log: silentLog, now: () => now };
  const app = await startApp(service.config, service.backends, options);
  try {
    await addUser({ ...reviewer, password }, opened, testPasswordCost);
    const round = await openRound(2026, opened);
    process.stderr.write(`makes ${proposals} proposals\n`);
    await fillRound(round, await listRegions('63.11'), proposals);
    const visitor = createVisitor(app.url ?? '');
    await visitor.signIn(reviewer.email, password);
    const found: Measured[] = [];
    for (const page of await measuredPages(round, proposals))
      found.push({ proposals, ...(await measurePage(visitor, page)) });
    return found;
  } finally {
    await app.stop();
    await service.remove();
  }
}

async function measurePage(visitor: Visitor, { row, path }: MeasuredPage) {
  const { ms: firstMs, kilobytes } = await ask(visitor, path);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push((await ask(visitor, path)).ms);
  const medianMs = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  process.stderr.write(`${row}: first ${round(firstMs)} ms, median ${round(medianMs)} ms\n`);
  return { row, firstMs, medianMs, kilobytes };
}

async function ask(visitor: Visitor, path: string): Promise<{ ms: number; kilobytes: number }> {
  const at = performance.now();
  const { status, text } = await visitor.get(path);
  const ms = performance.now() - at;
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return { ms, kilobytes: text.length / 1000 };
}

function round(ms: number): string {
  return ms.toFixed(0);
}
