import { expect, it } from 'vitest';
import { inGroups } from '../../src/process/in-groups.ts';

/** Work that ends when the test says so. */
function slowWork() {
  const groups: string[][] = [];
  const ends: { done: () => void; failed: (error: Error) => void }[] = [];
  const work = (items: string[]) => {
    groups.push(items);
    return new Promise<void>((done, failed) => ends.push({ done, failed }));
  };
  return { groups, ends, work };
}

it('takes together who calls in one moment, and who calls while a group is under way', async () => {
  const { groups, ends, work } = slowWork();
  const call = inGroups(work);
  const first = [call('Ani'), call('Budi')];
  await expect.poll(() => groups).toEqual([['Ani', 'Budi']]);
  const second = [call('Citra'), call('Dedi'), call('Eka')];
  expect(groups).toHaveLength(1);
  ends[0]?.done();
  await Promise.all(first);
  await expect.poll(() => groups.length).toBe(2);
  expect(groups[1]).toEqual(['Citra', 'Dedi', 'Eka']);
  ends[1]?.done();
  await Promise.all(second);
});

it('takes no more than so many at once, in the order of the calls', async () => {
  const groups: number[][] = [];
  const call = inGroups<number>(async (items) => void groups.push(items), 2);
  await Promise.all([1, 2, 3, 4, 5].map(call));
  expect(groups).toEqual([[1, 2], [3, 4], [5]]);
});

it('tells a failure to all of that group and goes on with the next', async () => {
  const { groups, ends, work } = slowWork();
  const call = inGroups(work);
  const first = [call('Ani'), call('Budi')].map((one) => one.catch((error: Error) => error.message));
  await expect.poll(() => groups.length).toBe(1);
  const second = call('Citra');
  ends[0]?.failed(new Error('the database is away'));
  expect(await Promise.all(first)).toEqual(['the database is away', 'the database is away']);
  await expect.poll(() => groups.length).toBe(2);
  ends[1]?.done();
  await second;
});

it('takes a group when it has gathered', async () => {
  const { groups, ends, work } = slowWork();
  let go = () => {};
  const gathered = () =>
    new Promise<void>((resolve) => {
      go = resolve;
    });
  const call = inGroups(work, 100, gathered);
  const calls = [call('Ani')];
  await Promise.resolve();
  calls.push(call('Budi'));
  go();
  await expect.poll(() => groups).toEqual([['Ani', 'Budi']]);
  ends[0]?.done();
  await Promise.all(calls);
});
