/**
 * npm run bench:classification [-- --data file.jsonl]: our classifier beside its peers, in one table. Without --data
 * each text is judged by a training that has not seen its object; with it, by one training on all examples. Every text is
 * judged also with a greeting, background, a closing or a landmark that no training has met, mistyped and cut short.
 * Ends with 1 when a peer is ahead of ours by macro-F1 in any of these, or by how much is right of the surest three quarters.
 *
 * --examples takes another folder of examples, --limit the seconds that natural's logistic regression may train, --runs
 * the number of fresh processes that each saved form is loaded in.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { parse } from 'yaml';
import { z } from 'zod';
import { evaluate } from '../../src/classification/evaluation.ts';
import { readExamples } from '../../src/classification/examples.ts';
import { loadLexicon, wrappingsSchema } from '../../src/classification/lexicon.ts';
import type { Example } from '../../src/classification/types.ts';
import { loadIssueTexts } from '../../src/issues/issues-file.ts';
import { type Peer, TooSlowError, type TrainedJudge } from './judge.ts';
import { crossJudge, judgeKinds, measureSpeeds } from './measure.ts';
import { peers, yardstick } from './peers.ts';
import { measureReady } from './ready.ts';
import { findAhead, kindRowsOf, pairedRowsOf, type Row, rowsOf } from './table.ts';

const parts = 5;
const textsForSpeed = 400;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    examples: { type: 'string' },
    limit: { type: 'string', default: '60' },
    runs: { type: 'string', default: '5' },
  },
});
const examples = await readExamples(
  values.examples ? pathToFileURL(`${resolve(values.examples)}/`) : undefined,
);
const data = values.data ? await readData(values.data) : null;
const around = wrappingsSchema
  .omit({ askings: true })
  .parse(parse(await readFile(new URL('../../data/measure/wrappings.yaml', import.meta.url), 'utf8')));
const compared = peers(await loadIssueTexts(), await loadLexicon(), Number(values.limit) * 1000);

const rows: Row[] = [];
const judges = new Map<Peer, TrainedJudge>();
for (const peer of compared) {
  const row = await measure(peer);
  rows.push(row);
  process.stderr.write(`${peer.name}: ${row.stopped ?? `macro-F1 ${row.evaluation?.macroF1.toFixed(3)}`}\n`);
}
await addSpeeds();

const what = data
  ? `${data.length} texts of ${values.data}, trained on ${examples.length} examples`
  : `${examples.length} examples, ${parts} parts by object`;
process.stdout.write(`${what}\n`);
for (const table of [rowsOf(rows), kindRowsOf(rows), pairedRowsOf(rows)])
  process.stdout.write(`${tableOf(table)}\n`);
const ahead = findAhead(rows);
process.stdout.write(ahead.length === 0 ? 'Ours is ahead of every peer.\n' : `${ahead.join('\n')}\n`);
process.exitCode = ahead.length === 0 ? 0 : 1;

/** Trains a peer and takes its figures; one that is too slow has none, but the reason. */
async function measure(peer: Peer): Promise<Row> {
  try {
    const whole = await peer.trainOn(examples);
    judges.set(peer, whole);
    const judged = data
      ? await judgeKinds(whole, data, around)
      : await crossJudge(peer, examples, parts, around);
    const row: Row = { name: peer.name, evaluation: evaluate(judged.plain), judged };
    if (peer.restore) row.readyMs = await measureReady(peer.name, whole.save(), Number(values.runs));
    return row;
  } catch (error) {
    if (!(error instanceof TooSlowError)) throw error;
    return { name: peer.name, stopped: error.message };
  }
}

/** In one run over all that were trained, after all else. */
async function addSpeeds(): Promise<void> {
  const trained = compared.filter((peer) => judges.has(peer));
  const against = trained.find(({ name }) => name === yardstick);
  const [list, judge] = [trained.flatMap((peer) => judges.get(peer) ?? []), against && judges.get(against)];
  if (!judge) return;
  const texts = (data ?? examples).slice(0, textsForSpeed).map(({ text }) => text);
  const speeds = await measureSpeeds(list, judge, texts);
  trained.forEach((peer, index) => {
    const row = rows.find(({ name }) => name === peer.name);
    if (row) row.speed = speeds[index] ?? 0;
  });
}

function tableOf([head = [], ...lines]: string[][]): string {
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  table.push(...lines);
  return table.toString();
}

/** @throws Error that names the line at fault */
async function readData(file: string): Promise<Example[]> {
  const line = z.looseObject({
    text: z.string().min(1),
    primary: z.string().min(1),
    secondary: z.string().nullish(),
  });
  const lines = (await readFile(file, 'utf8')).split('\n').filter((each) => each.trim() !== '');
  return lines.map((each, index) => {
    const parsed = line.safeParse(JSON.parse(each));
    if (!parsed.success) throw new Error(`${file}:${index + 1}: expected {text, primary, secondary}`);
    const { text, primary } = parsed.data;
    return { text, primary, style: 'formal' };
  });
}
