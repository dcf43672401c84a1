import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEngines } from '../../src/embedded/engines.ts';
import { silentLog } from '../../src/log.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';

/** What makes a Redis refuse whatever writes, and what lets it take all again. */
const refusals = {
  full: ['CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0'],
  // Nothing listens there; it answers what it has.
  replica: ['REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE'],
  alone: ['CONFIG SET min-replicas-to-write 1', 'CONFIG SET min-replicas-to-write 0'],
} as const;
export type Refusal = keyof typeof refusals;
export const refusalNames = Object.keys(refusals) as Refusal[];

/** A Redis of a test's own. */
export interface RefusingRedis {
  url: string;
  /** Refuses whatever would write, until it is told to take all again. */
  refuse(how: Refusal): Promise<void>;
  takeAgain(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts one that can be filled up or made a replica without harm to other tests. */
export async function refusingRedis(): Promise<RefusingRedis> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rembuk-redis-'));
  const engines = await startEngines({
    dataDir,
    packagesDir: resolve('.rembuk/packages'),
    need: { mongodb: false, redis: true },
    fast: true,
    onProgress: () => {},
  });
  const url = engines.redisUrl ?? '';
  const redis = openRedis(url, silentLog);
  const tell = async (line: string) => {
    const [command = '', ...words] = line.split(' ');
    await redis.call(command, ...words);
  };
  return {
    url,
    refuse: (how) => tell(refusals[how][0]),
    async takeAgain() {
      for (const [, end] of Object.values(refusals)) await tell(end);
    },
    async remove() {
      redis.disconnect();
      await engines.release();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}
