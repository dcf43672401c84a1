import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { PatientWorker } from '../../src/messaging/queues/patient-worker.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { type RefusingRedis, refusalNames, refusingRedis } from '../support/refusing-redis.ts';

describe('a worker whose Redis refuses to give it a job', () => {
  let redis: RefusingRedis;
  let connection: ReturnType<typeof openRedis>;

  beforeAll(async () => {
    redis = await refusingRedis();
    connection = openRedis(redis.url, silentLog);
  });
  afterAll(async () => {
    connection?.disconnect();
    await redis?.remove();
  });

  it.each(refusalNames)('(%s) asks once a second, and not as fast as it can', async (refusal) => {
    const options = { connection, prefix: refusal, autorun: false };
    const worker = new PatientWorker('jobs', async () => {}, options);
    const refusals: number[] = [];
    worker.on('error', () => refusals.push(performance.now()));
    await worker.waitUntilReady();
    await redis.refuse(refusal);
    const running = worker.run();
    await vi.waitFor(() => expect(refusals.length).toBeGreaterThanOrEqual(6), { timeout: 30_000 });
    await redis.takeAgain();
    await Promise.all([running, worker.close()]);
    const [first = 0, , , , , sixth = 0] = refusals;
    expect(sixth - first).toBeGreaterThan(3_000);
  });
});
