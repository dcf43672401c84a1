import { randomUUID } from 'node:crypto';
import { silentLog } from '../../src/log.ts';
import { openRedis } from '../../src/messaging/queues/queues.ts';

/** The test run's Redis by a name of its own: what it refuses to that name, it does for everybody else. */
export interface RefusingRedis {
  url: string;
  /** Refuses whatever would write, as a Redis does that is full or only reads, until it is told to take all again. */
  refuse(): Promise<void>;
  takeAgain(): Promise<void>;
  remove(): Promise<void>;
}

/** @param url of a Redis that all who ask may use */
export async function refusingRedis(url: string): Promise<RefusingRedis> {
  const redis = openRedis(url, silentLog);
  const name = `refused_${randomUUID().slice(0, 8)}`;
  await redis.call('ACL', 'SETUSER', name, 'on', '>word', '~*', '&*', '+@all');
  return {
    url: `${url}?username=${name}&password=word`,
    refuse: async () => void (await redis.call('ACL', 'SETUSER', name, '-@write')),
    takeAgain: async () => void (await redis.call('ACL', 'SETUSER', name, '+@all')),
    async remove() {
      await redis.call('ACL', 'DELUSER', name);
      redis.disconnect();
    },
  };
}
