/** How the wait of one person grows with what is stored: our service on a small and on a large database, in turns. */
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import type { Contestant } from './contestant.ts';
import { fill, type Size } from './fill.ts';
import type { Ground } from './ground.ts';
import { endTalks, startPolling } from './measure.ts';
import { oursOn } from './ours.ts';
import { median, quantile } from './quantile.ts';

/** What the two databases hold. */
export type Sizes = Record<'small' | 'large', Size>;
type SizeName = keyof Sizes;

/** One person's waits in one turn, in ms. */
interface Wait {
  p50: number;
  p95: number;
}

/** What was found of each database, and how many times as long people wait on the large one. */
export interface Growth extends Record<SizeName, Size & Wait & { turns: Wait[] }> {
  p50Ratio: number;
  p95Ratio: number;
}

/** People who talk before it counts, one after another, and for how long it counts. */
const warmTalks = 20;
const expected = 5_000;

/** Fills two databases, then lets one person talk on each in turns. */
export async function measureGrowth(
  ground: Ground,
  sizes: Sizes,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Growth> {
  const waits = { small: [] as Wait[], large: [] as Wait[] };
  const names: SizeName[] = ['small', 'large'];
  const services = { small: oursOn('bench_small'), large: oursOn('bench_large') };
  for (const name of names) await fill(services[name], ground, `bench_${name}`, sizes[name]);
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) {
      const wait = await measureAlone(services[name], ground, seconds);
      waits[name].push(wait);
      process.stderr.write(`round ${round + 1}, ${name}: ${JSON.stringify(wait)}\n`);
    }
  const of = (name: SizeName) => ({
    ...sizes[name],
    p50: median(waits[name].map(({ p50 }) => p50)),
    p95: median(waits[name].map(({ p95 }) => p95)),
    turns: waits[name],
  });
  const [small, large] = [of('small'), of('large')];
  return { small, large, p50Ratio: large.p50 / small.p50, p95Ratio: large.p95 / small.p95 };
}

async function measureAlone(contestant: Contestant, ground: Ground, seconds: number): Promise<Wait> {
  const { network } = ground;
  await contestant.expect(ground, ground.nextChat, expected);
  const bot = await startPolling(contestant, ground);
  try {
    await network.begin({ people: 1, firstChat: ground.nextChat });
    for (let talks = 0; talks < warmTalks; talks += (await network.look()).talks) await sleep(100);
    await sleep(seconds * 1000);
    const { waits } = await network.look();
    ground.nextChat = await endTalks(ground);
    return { p50: quantile(waits, 0.5), p95: quantile(waits, 0.95) };
  } finally {
    await bot.stop();
    await network.forget();
  }
}

/** A row a database. */
export function growthTable({ small, large, p50Ratio, p95Ratio }: Growth): string {
  const table = new Table({ head: ['proposals', 'participants', 'reply p50, ms', 'reply p95, ms'] });
  for (const { proposals, participants, p50, p95 } of [small, large])
    table.push([proposals, participants, p50.toFixed(1), p95.toFixed(1)]);
  table.push(['ratio', '', p50Ratio.toFixed(2), p95Ratio.toFixed(2)]);
  return table.toString();
}
