import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { demandWrites } from '../messaging/queues/redis.ts';
import { pingMongo } from '../storage/mongodb.ts';

/** Whether each engine answers now, Redis also to what is to be kept. */
export interface Health {
  mongodb: boolean;
  redis: boolean;
}

/** The health page answers within a second, whatever hangs: supervisors wait no longer. */
const answersWithinMs = 800;

/** Asks both engines, and takes no answer in time for a no. */
export async function examineHealth(redis: Redis, prefix: string): Promise<Health> {
  const inTime = (work: Promise<boolean>) =>
    Promise.race([work.catch(() => false), sleep(answersWithinMs, false, { ref: false })]);
  const [mongodb, redisThere] = await Promise.all([
    inTime(pingMongo(answersWithinMs)),
    inTime(demandWrites(redis, prefix).then(() => true)),
  ]);
  return { mongodb, redis: redisThere };
}
