/**
 * A process that works off the queue `deadly` of a prefix as the service does: `poison` ends it from outside, as the
 * kernel does a process that takes all memory; every other job takes a moment. It ends when nothing is left to do.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { silentLog } from '../../src/log.ts';
import { openQueues } from '../../src/messaging/queues/queues.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { counted } from '../../src/messaging/queues/tries.ts';

const [url = '', prefix = ''] = process.argv.slice(2);
const redis = openRedis(url, silentLog);
const queues = await openQueues(redis, prefix, [], silentLog);
const work = counted(
  async (job) => {
    await sleep(300);
    if (job.name === 'poison') process.kill(process.pid, 'SIGKILL');
  },
  queues,
  new AbortController().signal,
);
const worker = new Worker('deadly', work, {
  connection: redis,
  prefix,
  concurrency: 4,
  lockDuration: 500,
  stalledInterval: 250,
  maxStalledCount: 1_000_000,
});
worker.on('error', () => {});
const queue = queues.get('deadly');
for (;;) {
  const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts('waiting', 'active', 'delayed');
  if (waiting + active + delayed === 0) break;
  await sleep(50);
}
await worker.close();
await queues.close();
redis.disconnect();
