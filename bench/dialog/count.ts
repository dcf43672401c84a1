import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from './contestant.ts';
import { type CountingProxy, countingProxy } from './counting-proxy.ts';
import type { Ground } from './ground.ts';
import { endTalks, expectPeople, type Plan, startPolling, warmUp } from './measure.ts';

/** What one answer asks of the engines, less what the bot asks of them while nothing happens. */
export interface Asked {
  mongodbCommands: number;
  /** Reads of Redis from its clients' sockets; a pipeline is one. */
  redisPackets: number;
}

const idleMs = 5_000;

/** One turn of its own, for the way to MongoDB on which commands are counted takes time. */
export async function countAsked(contestant: Contestant, ground: Ground, plan: Plan): Promise<Asked> {
  await expectPeople(contestant, ground, plan);
  const proxy = await countingProxy(ground.mongodbUri);
  const bot = await startPolling(contestant, ground, proxy.uri);
  try {
    await sleep(idleMs);
    const idle = await countDuring(idleMs, proxy, ground);
    await ground.network.begin({ people: plan.people, firstChat: ground.nextChat });
    await warmUp(ground, plan);
    await ground.network.look();
    const busy = await countDuring(plan.seconds * 1000, proxy, ground);
    const { answers } = await ground.network.look();
    ground.nextChat = await endTalks(ground);
    const each = (what: keyof Asked) => ((busy[what] - idle[what]) * plan.seconds * 1000) / answers;
    return { mongodbCommands: each('mongodbCommands'), redisPackets: each('redisPackets') };
  } finally {
    await bot.stop();
    proxy.close();
    await ground.network.forget();
  }
}

/** @returns how many a millisecond */
async function countDuring(ms: number, proxy: CountingProxy, { redis }: Ground): Promise<Asked> {
  const look = async () => ({
    mongodbCommands: proxy.commands(),
    redisPackets: Number(/total_reads_processed:(\d+)/.exec(await redis.info('stats'))?.[1]),
    at: performance.now(),
  });
  const before = await look();
  await sleep(ms);
  const after = await look();
  const rate = (what: keyof Asked) => (after[what] - before[what]) / (after.at - before.at);
  return { mongodbCommands: rate('mongodbCommands'), redisPackets: rate('redisPackets') };
}
