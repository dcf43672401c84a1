/**
 * npm run bench:dialog [-- options]: our service beside bots that hold the same dialog with the usual libraries, over a
 * Bot API of this machine. docs/benchmarks.md tells what is measured and how.
 *
 *   --only ours,telegraf-mongodb   some contestants; otherwise all of contestants.ts
 *   --parts turns,counts,kill      some of what is measured
 *   --people 250 --rounds 3 --seconds 6
 *   --growth                       instead: one person on a small and on a large database of ours;
 *     --proposals 500000 --participants 100000   how large
 *   --json FILE                    the figures, those of each turn too
 */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compare } from './compare.ts';
import { contestants } from './contestants.ts';
import { openGround } from './ground.ts';
import { growthTable, measureGrowth } from './growth.ts';
import { comparisonTable } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: contestants.map(({ name }) => name).join(',') },
    parts: { type: 'string', default: 'turns,counts,kill' },
    people: { type: 'string', default: '250' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    growth: { type: 'boolean', default: false },
    proposals: { type: 'string', default: '500000' },
    participants: { type: 'string', default: '100000' },
    json: { type: 'string' },
  },
});
const size = {
  people: Number(values.people),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
};
const chosen = values.only.split(',').map((name) => {
  const found = contestants.find((one) => one.name === name);
  if (found) return found;
  throw new Error(`There is no ${name}; there are ${contestants.map((one) => one.name).join(', ')}.`);
});

const facts = {
  at: new Date(),
  node: process.versions.node,
  cpus: cpus().map(({ model }) => model),
  /** Others' work before it began: the middle of the last minute. */
  loadBefore: loadavg()[0],
  ...size,
};
const ground = await openGround();
try {
  if (values.growth) {
    const small = { proposals: 1_000, participants: 1_000 };
    const large = { proposals: Number(values.proposals), participants: Number(values.participants) };
    const growth = await measureGrowth(ground, { small, large }, size);
    await report(growth, growthTable(growth));
  } else {
    const results = await compare(chosen, ground, { ...size, parts: values.parts.split(',') });
    await report({ results }, comparisonTable(results));
  }
} finally {
  await ground.close();
}

async function report(found: object, table: string): Promise<void> {
  if (values.json) await writeFile(values.json, `${JSON.stringify({ ...facts, ...found }, null, 2)}\n`);
  process.stdout.write(
    `${size.rounds} rounds, ${size.people} people at once, ${size.seconds} s each\n${table}\n`,
  );
}
