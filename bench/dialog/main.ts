/**
 * npm run bench:dialog [-- --only ours,telegraf-mongodb --people 250 --rounds 3 --seconds 6 --json FILE]: our service
 * beside bots that hold the same dialog with the usual libraries, over a Bot API of this machine. Contestants take turns
 * (A B C, A B C, …), each in a process of its own on the same engines; the table shows the middle of their turns.
 */
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { contestants } from './contestants.ts';
import { openGround } from './ground.ts';
import { measureTurn, type Turn } from './measure.ts';
import { dialogTable, middleOf } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: contestants.map(({ name }) => name).join(',') },
    people: { type: 'string', default: '250' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    json: { type: 'string' },
  },
});
const plan = { people: Number(values.people), seconds: Number(values.seconds) };
const chosen = values.only.split(',').map((name) => {
  const found = contestants.find((one) => one.name === name);
  if (!found)
    throw new Error(`There is no ${name}; there are ${contestants.map((one) => one.name).join(', ')}.`);
  return found;
});

const loadBefore = loadavg()[0];
const ground = await openGround();
const turns = new Map<string, Turn[]>(chosen.map(({ name }) => [name, []]));
try {
  for (let round = 1; round <= Number(values.rounds); round += 1)
    for (const contestant of chosen) {
      const turn = await measureTurn(contestant, ground, plan);
      turns.get(contestant.name)?.push(turn);
      process.stderr.write(`round ${round}, ${contestant.name}: ${JSON.stringify(turn)}\n`);
    }
} finally {
  await ground.close();
}

const results = [...turns].map(([name, own]) => ({ name, ...middleOf(own), turns: own }));
const facts = { at: new Date(), node: process.versions.node, loadBefore, ...plan, results };
if (values.json) await writeFile(values.json, `${JSON.stringify(facts, null, 2)}\n`);
process.stdout.write(
  `${values.rounds} rounds, ${plan.people} people at once, ${plan.seconds} s each\n${dialogTable(results)}\n`,
);
