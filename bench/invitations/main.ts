/**
 * npm run bench:invitations [-- --people 450 --rounds 4]: how fast invitations go out over Telegram, and how long
 * people wait for an answer meanwhile. A local Bot API takes 30 messages in any second and answers each one more
 * with 429; `rembuk start` runs beside it as a process of its own on the embedded engines. Each round has three
 * parts of the same length, so that a busy machine is fair to all: people ask while nothing is sent; invitations
 * go out while nobody asks; both at once.
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { type Broadcast, openGround } from './ground.ts';

/** What Telegram permits. */
const perSecond = 30;

const { values } = parseArgs({
  options: { people: { type: 'string', default: '450' }, rounds: { type: 'string', default: '4' } },
});
const people = Number(values.people);
const rounds = Number(values.rounds);

const ground = await openGround(perSecond);
const waits = { idle: [] as number[], busy: [] as number[] };
const broadcasts: { asked: boolean; sent: Broadcast }[] = [];
try {
  await ground.warmUp();
  for (let round = 0; round < rounds; round += 1) {
    waits.idle.push(...(await ground.askWhile(ground.wait((1_000 * people) / perSecond))));
    broadcasts.push({ asked: false, sent: await ground.broadcast(people) });
    const sending = ground.broadcast(people);
    waits.busy.push(...(await ground.askWhile(sending)));
    broadcasts.push({ asked: true, sent: await sending });
  }
} finally {
  await ground.close();
}
process.stdout.write(`${2 * rounds} broadcasts to ${people} people each\n${ratesTable()}\n${waitsTable()}\n`);
process.stdout.write(`during a broadcast against idle: median ${times(0.5)}x, p95 ${times(0.95)}x\n`);

function ratesTable(): Table.Table {
  const table = new Table({
    head: ['broadcast', 'people ask', 'invitations a second', 'of 30', 'all messages', 'of 30', '429'],
  });
  const share = (rate: number) => [rate.toFixed(2), `${((100 * rate) / perSecond).toFixed(1)} %`];
  for (const [index, { asked, sent }] of broadcasts.entries())
    table.push([
      String(index + 1),
      asked ? 'yes' : 'no',
      ...share(sent.invitationRate),
      ...share(sent.messageRate),
      sent.tooMany,
    ]);
  return table;
}

function waitsTable(): Table.Table {
  const table = new Table({ head: ['an answer takes (ms)', 'median', 'p95', 'longest', 'answers'] });
  for (const [name, some] of [
    ['idle', waits.idle],
    ['during a broadcast', waits.busy],
  ] as const)
    table.push([name, ...[0.5, 0.95, 1].map((part) => quantile(some, part).toFixed(1)), some.length]);
  return table;
}

function times(part: number): string {
  return (quantile(waits.busy, part) / quantile(waits.idle, part)).toFixed(2);
}

function quantile(some: number[], part: number): number {
  const sorted = some.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
