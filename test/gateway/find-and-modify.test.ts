import { describe, expect, it } from 'vitest';
import { codes, refusal, useServer } from './server.ts';

const server = useServer();
const three = () =>
  server.collection([
    { _id: 1, n: 3 },
    { _id: 2, n: 1 },
    { _id: 3, n: 2 },
  ]);

describe('findAndModify', () => {
  it('returns the document as it was, or as it became', async () => {
    const things = await three();
    expect(await things.findOneAndUpdate({ n: 3 }, { $inc: { n: 10 } })).toEqual({ _id: 1, n: 3 });
    const after = await things.findOneAndUpdate({ n: 13 }, { $inc: { n: 1 } }, { returnDocument: 'after' });
    expect(after).toEqual({ _id: 1, n: 14 });
  });

  it('takes the first by a sort, and projects', async () => {
    const things = await three();
    const least = await things.findOneAndUpdate(
      {},
      { $set: { taken: true } },
      { sort: { n: 1 }, projection: { n: 1 } },
    );
    expect(least).toEqual({ _id: 2, n: 1 });
    expect(await things.countDocuments({ taken: true })).toBe(1);
  });

  it('returns null when nothing matches', async () => {
    const things = await three();
    expect(await things.findOneAndUpdate({ n: 99 }, { $set: { a: 1 } })).toBeNull();
    expect(await things.findOneAndDelete({ n: 99 })).toBeNull();
  });

  it('upserts, and tells whether it did', async () => {
    const things = await three();
    const made = await things.findOneAndUpdate(
      { _id: 9 as never },
      { $set: { n: 9 } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    );
    expect(made).toMatchObject({
      value: { _id: 9, n: 9 },
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 },
    });
    const before = await things.findOneAndUpdate({ _id: 8 as never }, { $set: { n: 8 } }, { upsert: true });
    expect(before).toBeNull();
  });

  it('replaces and deletes', async () => {
    const things = await three();
    const replaced = await things.findOneAndReplace(
      { _id: 1 as never },
      { a: 1 },
      { returnDocument: 'after' },
    );
    expect(replaced).toEqual({ _id: 1, a: 1 });
    expect(await things.findOneAndDelete({}, { sort: { n: -1 } })).toEqual({ _id: 3, n: 2 });
    expect(await things.countDocuments()).toBe(2);
  });

  it('takes arrayFilters', async () => {
    const things = await server.collection([{ a: [1, 5, 9] }]);
    const after = await things.findOneAndUpdate(
      {},
      { $set: { 'a.$[big]': 0 } },
      { arrayFilters: [{ big: { $gte: 5 } }], returnDocument: 'after' },
    );
    expect(after?.a).toEqual([1, 0, 0]);
  });

  it('meets a unique index with 11000 and leaves the document as it was', async () => {
    const things = await three();
    await things.createIndex({ n: 1 }, { unique: true });
    const error = await refusal(
      things.findOneAndUpdate({ _id: 1 as never }, { $set: { n: 1 } }),
      codes.duplicateKey,
    );
    expect(error).toMatchObject({ keyPattern: { n: 1 }, keyValue: { n: 1 } });
    expect(await things.findOne({ _id: 1 as never })).toEqual({ _id: 1, n: 3 });
  });

  it('refuses an unknown operator with code 9', async () => {
    const things = await three();
    await refusal(things.findOneAndUpdate({}, { $nonsense: { a: 1 } }), codes.failedToParse);
  });
});
