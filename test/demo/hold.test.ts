import { describe, expect, it } from 'vitest';
import { isIdle } from '../../src/demo/hold.ts';
import { silentLog } from '../../src/log.ts';
import { openQueues, type Queues, queueNames } from '../../src/messaging/queues/queues.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { testRedisUrl, useDatabase } from '../support/database.ts';

const media = queueNames.media('simulator');

describe('a service is idle', () => {
  useDatabase([MessageModel]);

  it('when nothing waits, and not while a message that is handled hands its photo on', async () => {
    const redis = openRedis(testRedisUrl(), silentLog);
    const queues = await openQueues(redis, `test_hold_${process.pid}`, ['simulator'], silentLog);
    try {
      expect(await isIdle({ queues })).toBe(true);
      await MessageModel.collection.insertOne({ _id: 'photo' as never, receivedAt: new Date() });
      expect(await isIdle({ queues })).toBe(false);
      // The queues are counted first; the message is handled right after that.
      const handled = onceCounted(queues, async () => {
        await queues.get(media).add('photo', { proposal: 'one', photo: 0 });
        await MessageModel.collection.updateOne({}, { $set: { handledAt: new Date() } });
      });
      expect(await isIdle({ queues: handled })).toBe(false);
    } finally {
      await queues.get(media).obliterate();
      await queues.close();
      redis.disconnect();
    }
  });
});

/** The same queues, where something happens once, between their being counted and what is looked at next. */
function onceCounted(queues: Queues, happen: () => Promise<void>): Queues {
  let happened = false;
  const counted = Object.assign(Object.create(queues.get(media)), {
    async getJobCounts() {
      const counts = await queues.get(media).getJobCounts();
      if (!happened) await happen();
      happened = true;
      return counts;
    },
  });
  return { ...queues, all: () => queues.all().map((queue) => (queue.name === media ? counted : queue)) };
}
