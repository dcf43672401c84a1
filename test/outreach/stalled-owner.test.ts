import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { silentLog } from '../../src/log.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import type { DeliverySource } from '../../src/outreach/dispatch/delivery-source.ts';
import { createDispatcher } from '../../src/outreach/dispatch/dispatcher.ts';
import { createRateLimiter } from '../../src/outreach/dispatch/rate-limiter.ts';
import type { DeliveryRows } from '../../src/outreach/model/delivery-state.ts';
import { TrialModel } from '../../src/outreach/model/trial.model.ts';
import { nextTrials, trialDeliveries } from '../../src/outreach/model/trials.ts';
import { testRedisUrl, useDatabase } from '../support/database.ts';
import { until } from '../support/uncertain.ts';

useDatabase([TrialModel]);

let redis: Redis;
beforeAll(() => {
  redis = openRedis(testRedisUrl(), silentLog);
});
afterAll(() => redis.disconnect());

/** One delivery, and dispatchers that would send it over one network. */
async function aDelivery() {
  const id = randomUUID();
  const prefix = `stalled-${id}`;
  const address = 'simulator:somebody';
  const { collection } = TrialModel;
  await collection.deleteMany({});
  await collection.insertOne({ _id: id as never, address, status: 'queued', at: new Date() });
  const network = createSimulatorChannel(() => new Date());
  await network.start(async () => {});
  const stopped: Promise<void>[] = [];
  const stop = new AbortController();

  /** @param watch stands between the dispatcher and its rows */
  function begin(watch: Partial<DeliveryRows> = {}): void {
    const source: DeliverySource = {
      kind: 'trials',
      rows: { ...trialDeliveries, ...watch },
      due: async (limit) =>
        (await nextTrials('simulator', limit)).map((trial) => ({ id: trial._id, hours: null })),
      prepare: async (due) => ({
        id: due.id,
        address,
        messages: [{ text: 'halo', choices: [] }],
        firstContact: false,
      }),
    };
    const limiter = createRateLimiter({ perSecond: 30, reserved: 1 });
    const runtime = {
      redis,
      prefix,
      log: silentLog,
      stopping: stop.signal,
      timeZone: 'Asia/Makassar',
      now: () => new Date(),
    };
    stopped.push(createDispatcher(network, [source], limiter, null, runtime).run());
  }

  return {
    begin,
    status: async () => (await TrialModel.findById(id).lean())?.status,
    sent: () => network.sentTo('somebody').length,
    loseLease: () => redis.del(`${prefix}:dispatcher:simulator`),
    async stop() {
      stop.abort();
      await Promise.all(stopped);
      await network.stop();
    },
  };
}

/** A place where somebody sleeps until they are woken. */
function bed() {
  let wake = () => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  let asleep = false;
  return {
    isAsleep: () => asleep,
    wake,
    async sleep() {
      asleep = true;
      await woken;
    },
  };
}

describe('a dispatcher that sleeps through the end of its lease', () => {
  it('before it marks what it has taken: the next one sends it, and it does not', async () => {
    const delivery = await aDelivery();
    const { isAsleep, sleep, wake } = bed();
    delivery.begin({
      async begin(...step) {
        await sleep();
        return trialDeliveries.begin(...step);
      },
    });
    await until(isAsleep, 'it sleeps');
    expect(await delivery.status()).toBe('taken');
    await delivery.loseLease();
    delivery.begin();
    await until(() => delivery.sent() === 1, 'the next one sends');
    wake();
    await until(async () => (await delivery.status()) === 'sent', 'written down');
    await delivery.stop();
    expect([await delivery.status(), delivery.sent()]).toEqual(['sent', 1]);
  });

  it('between the mark and the hand-over: it sends nothing and says so, and the next one sends it', async () => {
    const delivery = await aDelivery();
    const { isAsleep, sleep, wake } = bed();
    delivery.begin({
      async begin(...step) {
        const begun = await trialDeliveries.begin(...step);
        await sleep();
        return begun;
      },
    });
    await until(isAsleep, 'it sleeps');
    expect(await delivery.status()).toBe('sending');
    await delivery.loseLease();
    delivery.begin();
    await until(async () => (await delivery.status()) === 'unknown', 'the next one takes it for in flight');
    expect(delivery.sent()).toBe(0);
    wake();
    await until(async () => (await delivery.status()) === 'sent', 'sent by the next one');
    await delivery.stop();
    expect(delivery.sent()).toBe(1);
  });

  it('and a mark whose answer is lost leaves nothing in doubt', async () => {
    const delivery = await aDelivery();
    let lost = 0;
    delivery.begin({
      async begin(...step) {
        const begun = await trialDeliveries.begin(...step);
        lost += 1;
        if (lost === 1) throw new Error('the answer is lost');
        return begun;
      },
    });
    await until(async () => (await delivery.status()) === 'sent', 'sent');
    await delivery.stop();
    expect([lost, delivery.sent()]).toEqual([2, 1]);
  });
});
