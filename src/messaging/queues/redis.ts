/** The way to Redis, and whether it can be worked with: it is reached, and takes what is to be kept. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Log } from '../../log.ts';

/**
 * How long nothing may be heard of Redis while it is asked, in ms: then the line is given up and opened anew. A router
 * that forgets it tells neither side, and TCP itself takes a quarter of an hour to find out. BullMQ's workers have Redis
 * wait up to 10 s before it answers.
 */
const silentForMs = 15_000;

/** Opens Redis as BullMQ's workers need it: commands wait while the server is away, without end. */
export function openRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    socketTimeout: silentForMs,
    retryStrategy: (tries) => Math.min(tries * 100, 2_000),
  });
  redis.on('error', (error: Error) => log.warn({ error: error.message }, 'Redis is away; messages wait'));
  return redis;
}

/** Redis cannot be reached at all. */
class RedisAwayError extends Error {
  constructor() {
    super('Redis cannot be reached. Check REDIS_URL and that the server runs.');
    this.name = 'RedisAwayError';
  }
}

/** Redis is there and refuses whatever writes, for a reason that can pass. */
export class RedisRefusesError extends Error {
  constructor(words: string) {
    super(
      `Redis refuses to keep anything: "${words}" Give it room (memory, disk), or see that REDIS_URL names the primary.`,
    );
    this.name = 'RedisRefusesError';
  }
}

/**
 * How Redis begins a refusal that passes without any change of ours: full, a replica, reading its files, unable to save,
 * with too few replicas, without its primary, in a cluster that is moving, held up by a script.
 */
const passing = /^(OOM|READONLY|LOADING|MISCONF|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY)\b/;

/** Whether Redis has refused something for a reason that can pass. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof RedisRefusesError || (error instanceof Error && passing.test(error.message));

/**
 * Writes something, which goes by itself. PING is answered by a Redis that is full or only reads, too.
 * @param prefix of the service's keys, for a user of Redis may be kept to them
 * @throws RedisRefusesError when it can pass; whatever else Redis says
 */
export async function demandWrites(redis: Redis, prefix: string): Promise<void> {
  try {
    await redis.set(`${prefix}:takes-writes`, '1', 'EX', 60);
  } catch (error) {
    throw isRefusal(error) ? new RedisRefusesError(String((error as Error).message)) : error;
  }
}

/**
 * Waits for Redis at a start, for a while and no longer; while it is away its own log tells so.
 * @throws RedisAwayError when it has not answered in time, or the service is told to stop; RedisRefusesError
 */
export async function onceRedisIsThere(
  redis: Redis,
  prefix: string,
  { stopping, patienceMs }: { stopping: AbortSignal; patienceMs: number },
): Promise<void> {
  const answered = new AbortController();
  const signal = AbortSignal.any([stopping, answered.signal]);
  const away = () => {
    throw new RedisAwayError();
  };
  // A start may be begun many times: none leaves its timer to the next.
  const late = sleep(patienceMs, undefined, { signal, ref: false }).then(away, away);
  await Promise.race([demandWrites(redis, prefix), late]).finally(() => answered.abort());
}
