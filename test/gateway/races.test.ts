import { MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { codes, useServer } from './server.ts';

const server = useServer();
const writers = 32;
const times = <T>(count: number, work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

/** True when it was written, false when a unique index refused it; anything else is thrown. */
async function wins(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === codes.duplicateKey) return false;
    throw error;
  }
}

describe('writers at once', () => {
  it('of one _id: exactly one wins, the others get 11000', async () => {
    const things = await server.collection();
    for (let round = 0; round < 3; round += 1) {
      const won = await times(writers, (n) => wins(things.insertOne({ _id: `r${round}` as never, n })));
      expect(won.filter(Boolean)).toHaveLength(1);
    }
    expect(await things.countDocuments()).toBe(3);
  });

  it('of one value of a unique index: exactly one wins', async () => {
    const things = await server.collection();
    await things.createIndex({ code: 1 }, { unique: true });
    for (let round = 0; round < 3; round += 1) {
      const won = await times(writers, (n) => wins(things.insertOne({ code: `c${round}`, n })));
      expect(won.filter(Boolean)).toHaveLength(1);
    }
    expect(await things.countDocuments()).toBe(3);
  });

  it('of one value under a partial unique index: exactly one wins', async () => {
    const things = await server.collection(
      Array.from({ length: writers }, (_, n) => ({ _id: n, status: 'draft' })),
    );
    await things.createIndex({ status: 1 }, { unique: true, partialFilterExpression: { status: 'open' } });
    const won = await times(writers, (n) =>
      wins(things.updateOne({ _id: n as never }, { $set: { status: 'open' } })),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await things.countDocuments({ status: 'open' })).toBe(1);
  });

  it('upserting one _id make one document, and nobody is refused', async () => {
    const things = await server.collection();
    const done = await times(writers, () =>
      things.updateOne(
        { _id: 'k' as never },
        { $inc: { n: 1 }, $setOnInsert: { made: true } },
        { upsert: true },
      ),
    );
    expect(done.filter((one) => one.upsertedCount === 1)).toHaveLength(1);
    expect(await things.find().toArray()).toEqual([{ _id: 'k', n: writers, made: true }]);
  });

  /** Many short races: one race alone may go well by chance. */
  const rounds = 1_500;

  it('upserting one _id by findAndModify each get a number of their own', async () => {
    const things = await server.collection();
    for (let round = 0; round < rounds; round += 1) {
      const counted = await times(2 + (round % 7), () =>
        things.findOneAndUpdate(
          { _id: `r${round}` as never },
          { $inc: { n: 1 } },
          { upsert: true, returnDocument: 'after' },
        ),
      );
      const numbers = counted.map((one) => one?.n).toSorted((a, b) => a - b);
      expect(numbers).toEqual(Array.from(counted, (_, n) => n + 1));
    }
  });

  it('upserting one _id by update tell exactly one of them that it was made', {
    timeout: 120_000,
  }, async () => {
    const things = await server.collection();
    for (let round = 0; round < rounds; round += 1) {
      const _id = `r${round}` as never;
      const work = (n: number): Promise<{ upsertedCount: number }> =>
        n % 3 === 2
          ? things.bulkWrite([{ updateOne: { filter: { _id }, update: { $inc: { n: 1 } }, upsert: true } }])
          : things.updateOne({ _id }, { $inc: { n: 1 } }, { upsert: true });
      const done = await times(2 + (round % 7), work);
      expect(done.reduce((sum, one) => sum + one.upsertedCount, 0)).toBe(1);
      expect((await things.findOne({ _id }))?.n).toBe(done.length);
    }
  });

  it('upserting and inserting one _id: an insert that is refused came after the upsert', async () => {
    const things = await server.collection();
    for (let round = 0; round < 200; round += 1) {
      const _id = `r${round}` as never;
      const [inserted, counted] = await Promise.all([
        wins(things.insertOne({ _id, n: 10 })),
        things.findOneAndUpdate({ _id }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
      ]);
      expect(counted?.n).toBe(inserted ? 11 : 1);
      expect((await things.findOne({ _id }))?.n).toBe(counted?.n);
    }
  });

  it('upserting by findAndModify on a unique field make one document', async () => {
    const things = await server.collection();
    await things.createIndex({ key: 1 }, { unique: true });
    const counted = await times(writers, () =>
      things.findOneAndUpdate({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
    );
    expect(counted.map((one) => one?.n).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: writers }, (_, n) => n + 1),
    );
  });

  it('counting with $inc lose nothing', async () => {
    const things = await server.collection([{ _id: 'n' as never, n: 0 }]);
    await times(writers, async () => {
      for (let round = 0; round < 5; round += 1)
        await things.updateOne({ _id: 'n' as never }, { $inc: { n: 1 } });
    });
    expect((await things.findOne())?.n).toBe(writers * 5);
  });

  it('pushing to one array lose nothing', async () => {
    const things = await server.collection([{ all: [] }]);
    await times(writers, (n) => things.updateOne({}, { $push: { all: n as never } }));
    expect((await things.findOne())?.all.toSorted((a: number, b: number) => a - b)).toEqual(
      Array.from({ length: writers }, (_, n) => n),
    );
  });

  it('guarding by a version: one of all succeeds in each round', async () => {
    const things = await server.collection([{ _id: 1 as never, version: 0 }]);
    for (let version = 0; version < 3; version += 1) {
      const done = await times(writers, () => things.updateOne({ version }, { $inc: { version: 1 } }));
      expect(done.reduce((sum, one) => sum + one.modifiedCount, 0)).toBe(1);
    }
  });

  it('taking work by findAndModify take each piece once', async () => {
    const things = await server.collection(
      Array.from({ length: writers }, (_, n) => ({ _id: n, taken: false })),
    );
    const taken = await times(writers * 2, (by) =>
      things.findOneAndUpdate({ taken: false }, { $set: { taken: true, by } }, { sort: { _id: 1 } }),
    );
    const got = taken.flatMap((one) => (one ? [one._id] : []));
    expect(new Set(got).size).toBe(got.length);
    expect(await things.countDocuments({ taken: true })).toBe(got.length);
  });

  it('of bulks that overlap store each document once', async () => {
    const things = await server.collection();
    const bulk = (from: number) =>
      things.bulkWrite(
        Array.from({ length: 40 }, (_, n) => ({
          updateOne: { filter: { _id: (from + n) as never }, update: { $inc: { n: 1 } }, upsert: true },
        })),
        { ordered: false },
      );
    await times(8, (n) => bulk(n * 10));
    const all = await things.find().toArray();
    expect(all).toHaveLength(110);
    expect(all.reduce((sum, one) => sum + one.n, 0)).toBe(8 * 40);
  });

  it('making one index, or one collection, all succeed', async () => {
    const things = await server.collection([{ a: 1 }]);
    await times(6, () => things.createIndex({ a: 1 }, { unique: true }));
    expect(await things.indexes()).toHaveLength(2);
    await times(6, () => server.db().createCollection('together'));
    await times(6, (n) => server.db().collection('born_together').insertOne({ n }));
    expect(await server.db().collection('born_together').countDocuments()).toBe(6);
  });
});
