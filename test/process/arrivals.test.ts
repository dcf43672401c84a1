import { setImmediate as untilIdle } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createArrivals } from '../../src/process/arrivals.ts';

const longMs = 60_000;

/** Work that ends when the test says so. */
function journey() {
  let arrive = () => {};
  const done = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { work: () => done, arrive };
}

it('waits for nothing where nothing is on its way', async () => {
  await createArrivals(longMs).all();
});

it('resolves when the last of those on their way has ended, also by a failure', async () => {
  const arrivals = createArrivals(longMs);
  const [first, second] = [journey(), journey()];
  const one = arrivals.during(first.work);
  const other = arrivals.during(async () => {
    await second.work();
    throw new Error('refused');
  });
  let haveAll = false;
  const all = arrivals.all().then(() => {
    haveAll = true;
  });
  first.arrive();
  await one;
  await untilIdle();
  expect(haveAll).toBe(false);
  second.arrive();
  await expect(other).rejects.toThrow('refused');
  await all;
});

it('waits no longer than its patience', async () => {
  const arrivals = createArrivals(1);
  const never = journey();
  const under = arrivals.during(never.work);
  await arrivals.all();
  never.arrive();
  await under;
});
