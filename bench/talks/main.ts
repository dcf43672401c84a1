/**
 * npm run bench:talks: how many messages people send until the receipt of a proposal, once with what their messages say beside
 * taken as answers, and once with that switched off (the same flow without `also_answers`). The people are data: what each says to
 * each question they are asked. Ends with 1 when anybody needs more messages than without.
 */
import { readFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Flow } from '../../src/conversation/flow.ts';
import { readSentences, rolesBeside } from '../../test/support/sentences.ts';
import { contextFor, flowNamed, TestTalk } from '../../test/support/talking.ts';

/** Somebody who needs more does not come to a receipt. */
const most = 40;

const answers = z.record(z.string(), z.string());
const { usual, people } = z
  .strictObject({
    usual: answers,
    people: z.array(z.object({ writes: z.enum(['full', 'short']) }).catchall(z.string())),
  })
  .parse(parse(await readFile(new URL('./people.yaml', import.meta.url), 'utf8')));

const flow = flowNamed('usulan');
const context = await contextFor('id');
const without = withoutAlsoAnswers(flow);

const turns = people.map(({ writes, ...said }) => ({
  writes,
  first: said.problem ?? '',
  before: turnsToReceipt(without, { ...usual, ...said }),
  after: turnsToReceipt(flow, { ...usual, ...said }),
}));
const rows = turns.map(({ writes, first, before, after }) => [writes, before, after, first.slice(0, 70)]);
process.stdout.write(`${tableOf(['writes', 'without', 'with', 'first sentence'], rows)}\n`);
for (const how of ['full', 'short'] as const) {
  const those = turns.filter(({ writes }) => writes === how);
  const [before, after] = [median(those.map((one) => one.before)), median(those.map((one) => one.after))];
  process.stdout.write(`${how}: ${those.length} people, median ${before} messages without, ${after} with\n`);
}
const sentences = (['seen', 'unseen'] as const).flatMap((name) =>
  rolesBeside.map((role) => {
    const { right, wrong, missed } = readSentences(name)[role];
    return [name, role, right, wrong.length, missed.length];
  }),
);
process.stdout.write(`${tableOf(['sentences', 'role', 'right', 'wrong', 'missed'], sentences)}\n`);
const longer = turns.filter(({ before, after }) => after > before);
process.stdout.write(longer.length === 0 ? 'No talk is longer.\n' : `${longer.length} talks are longer.\n`);
process.exitCode = longer.length === 0 ? 0 : 1;

function withoutAlsoAnswers(whole: Flow): Flow {
  const steps = Object.entries(whole.steps).map(([id, { also_answers: _, ...step }]) => [id, step]);
  return { ...whole, steps: Object.fromEntries(steps) };
}

/** @throws Error where somebody has nothing to say, or does not come to a receipt */
function turnsToReceipt(by: Flow, said: Record<string, string>): number {
  const talk = new TestTalk(by, 'id', context);
  for (let sent = 1; sent <= most; sent += 1) {
    const step = talk.state.step ?? '';
    const asked = talk.state.sofar?.kind === 'quantity' ? 'unit' : step;
    const answer = said[asked];
    if (answer === undefined) throw new Error(`${said.problem}: nothing to say to "${asked}"`);
    talk.say(answer);
    if (talk.sent > 0) return sent;
  }
  throw new Error(`${said.problem}: no receipt after ${most} messages, at "${talk.state.step}"`);
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function tableOf(head: string[], lines: (string | number)[][]): string {
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  table.push(...lines);
  return table.toString();
}
