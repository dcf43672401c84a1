/**
 * npm run bench:message: what one answer costs on its whole way, from the channel's hand-over to the reply that goes
 * out: CPU of the service and of its network (the engines run in processes of their own), packets to Redis, and commands to
 * MongoDB by collection.
 * Real engines, the simulator as the network.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { testService } from '../../test/support/service.ts';
import { startTalks, type Talks } from '../../test/support/talks.ts';
import { benchEngines } from '../engines.ts';

/** What everybody says, from the greeting to the ninth question; nothing is sent off, so no proposal is classified. */
const script = [
  'halo',
  '1',
  '1',
  '1',
  'Jalan ke kebun karet rusak berat kalau hujan',
  '1',
  'Perbaikan jalan ke kebun karet',
  'dekat jembatan ulin',
  '800 meter',
  '30 kk',
];
const warmUp = 40;
const people = 150;
/** So many talk at once. */
const together = 15;

const endEngines = await benchEngines();

const service = await testService();
const talks = await startTalks(service);
const redis = new Redis(service.backends.redisUrl);
const commands = new Map<string, number>();
mongoose.set('debug', (collection: string, method: string) => {
  const name = `${collection}.${method}`;
  commands.set(name, (commands.get(name) ?? 0) + 1);
});

try {
  await talkAll(talks, warmUp, 'warm');
  const idle = await idlePackets();
  commands.clear();
  const before = { packets: await packets(), cpu: process.cpuUsage(), at: performance.now() };
  await talkAll(talks, people, 'person');
  const elapsed = performance.now() - before.at;
  const cpu = process.cpuUsage(before.cpu);
  const answers = people * script.length;
  const redisPackets = (await packets()) - before.packets - idle * elapsed;
  const table = new Table({ head: ['for one answer', 'measured'] });
  table.push(
    ['CPU of the service', `${((cpu.user + cpu.system) / 1000 / answers).toFixed(2)} ms`],
    ['packets to Redis', (redisPackets / answers).toFixed(1)],
    ['commands to MongoDB', [...commands.values()].reduce((sum, n) => sum + n, 0) / answers],
    ...[...commands].sort(([, a], [, b]) => b - a).map(([name, n]) => [`  ${name}`, n / answers]),
  );
  process.stdout.write(
    `${answers} answers of ${people} people, ${together} at once, ${((answers / elapsed) * 1000) | 0} a second\n${table}\n`,
  );
} finally {
  redis.disconnect();
  await talks.stop();
  await service.remove();
  await endEngines();
}

async function talkAll(held: Talks, count: number, name: string): Promise<void> {
  const waiting = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  await Promise.all(
    Array.from({ length: together }, async () => {
      for (let address = waiting.shift(); address; address = waiting.shift()) await talk(held, address);
    }),
  );
  await held.quiet();
}

/** Says everything, each line when the last one was answered. */
async function talk(held: Talks, address: string): Promise<void> {
  await held.enter(address);
  for (const line of script) {
    const answered = new Promise<void>((done) => {
      const stop = held.simulator.onSent((to) => {
        if (to !== address) return;
        stop();
        done();
      });
    });
    await held.say(address, line);
    await answered;
  }
}

/** Packets that Redis has read from anybody. */
async function packets(): Promise<number> {
  const found = /total_reads_processed:(\d+)/.exec(await redis.info('stats'));
  return Number(found?.[1]);
}

/** Packets a millisecond while nothing happens: workers ask for work, schedulers look at the clock. */
async function idlePackets(): Promise<number> {
  const lookMs = 5_000;
  const begun = await packets();
  await sleep(lookMs);
  return ((await packets()) - begun) / lookMs;
}
