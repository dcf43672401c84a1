import { MongoBulkWriteError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { codes, useServer } from './server.ts';

const server = useServer();

async function failing(work: Promise<unknown>): Promise<MongoBulkWriteError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MongoBulkWriteError)) throw new Error(`expected a bulk write error, got ${error}`);
  return error;
}
const backends = (error: MongoBulkWriteError) =>
  [error.writeErrors].flat().map(({ index, code }) => ({ index, code }));

describe('bulkWrite', () => {
  it('does all kinds of writes and counts each', async () => {
    const things = await server.collection([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ]);
    const done = await things.bulkWrite([
      { insertOne: { document: { n: 4 } } },
      { updateOne: { filter: { n: 1 }, update: { $set: { n: 10 } } } },
      { updateMany: { filter: { n: { $lt: 4 } }, update: { $set: { low: true } } } },
      { replaceOne: { filter: { n: 4 }, replacement: { n: 40 } } },
      { updateOne: { filter: { n: 99 }, update: { $set: { a: 1 } }, upsert: true } },
      { deleteOne: { filter: { n: 10 } } },
      { deleteMany: { filter: { low: true } } },
    ]);
    expect(done).toMatchObject({
      insertedCount: 1,
      matchedCount: 4,
      modifiedCount: 4,
      upsertedCount: 1,
      deletedCount: 3,
    });
    expect((await things.find().toArray()).map((one) => one.n).toSorted()).toEqual([40, 99]);
  });

  it('gives upserted ids under the places of their operations', async () => {
    const things = await server.collection([{ _id: 'b' as never }]);
    const done = await things.bulkWrite(
      ['a', 'b', 'c'].map((id) => ({
        updateOne: { filter: { _id: id as never }, update: { $set: { n: 1 } }, upsert: true },
      })),
      { ordered: false },
    );
    expect(done.upsertedIds).toEqual({ 0: 'a', 2: 'c' });
    expect(done).toMatchObject({ upsertedCount: 2, matchedCount: 1, modifiedCount: 1 });
  });

  it('in order: stops at the first error, and what came before stands', async () => {
    const things = await server.collection([{ _id: 2 as never }]);
    const error = await failing(things.insertMany([1, 2, 3].map((id) => ({ _id: id as never }))));
    expect(backends(error)).toEqual([{ index: 1, code: codes.duplicateKey }]);
    expect(error.result.insertedCount).toBe(1);
    expect((await things.find().sort({ _id: 1 }).toArray()).map((one) => one._id)).toEqual([1, 2]);
  });

  it('unordered: goes on past errors and names each', async () => {
    const things = await server.collection([{ _id: 2 as never }, { _id: 4 as never }]);
    const error = await failing(
      things.insertMany(
        [1, 2, 3, 4, 5].map((id) => ({ _id: id as never })),
        { ordered: false },
      ),
    );
    expect(backends(error)).toEqual([
      { index: 1, code: codes.duplicateKey },
      { index: 3, code: codes.duplicateKey },
    ]);
    expect(error.result.insertedCount).toBe(3);
    expect(await things.countDocuments()).toBe(5);
  });

  it('unordered updates that meet a unique index name key and value of each', async () => {
    const things = await server.collection([
      { _id: 1, c: 'A' },
      { _id: 2, c: 'B' },
      { _id: 3, c: 'C' },
    ]);
    await things.createIndex({ c: 1 }, { unique: true });
    const error = await failing(
      things.bulkWrite(
        [
          { updateOne: { filter: { _id: 2 as never }, update: { $set: { c: 'A' } } } },
          { updateOne: { filter: { _id: 3 as never }, update: { $set: { c: 'D' } } } },
          { updateOne: { filter: { _id: 1 as never }, update: { $set: { c: 'B' } } } },
        ],
        { ordered: false },
      ),
    );
    expect(backends(error)).toEqual([
      { index: 0, code: codes.duplicateKey },
      { index: 2, code: codes.duplicateKey },
    ]);
    expect([error.writeErrors].flat()[0]?.errmsg).toMatch(/E11000 .* dup key: \{ c: "A" \}/);
    expect((await things.find().sort({ _id: 1 }).toArray()).map((one) => one.c)).toEqual(['A', 'B', 'D']);
  });

  it('in order, of many kinds: an error keeps later operations from running', async () => {
    const things = await server.collection([{ _id: 1, n: 1 }]);
    const error = await failing(
      things.bulkWrite([
        { updateOne: { filter: { _id: 1 as never }, update: { $inc: { n: 1 } } } },
        { insertOne: { document: { _id: 1 as never } } },
        { deleteOne: { filter: { _id: 1 as never } } },
      ]),
    );
    expect(backends(error)).toEqual([{ index: 1, code: codes.duplicateKey }]);
    expect(await things.find().toArray()).toEqual([{ _id: 1, n: 2 }]);
  });

  it('takes thousands of documents', async () => {
    const things = await server.collection();
    const documents = Array.from({ length: 5_000 }, (_, n) => ({ n, text: `usulan ${n}` }));
    expect((await things.insertMany(documents)).insertedCount).toBe(5_000);
    expect(await things.countDocuments({ n: { $gte: 2_500 } })).toBe(2_500);
  });
});
