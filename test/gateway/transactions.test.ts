import { type ClientSession, type Collection, type Document, Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { codes, refusal, useServer } from './server.ts';

const server = useServer();

async function within<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  return server.client().withSession(work);
}
const values = async (things: Collection) =>
  (await things.find().sort({ _id: 1 }).toArray()).map((one) => one.v);

describe('a transaction', () => {
  it('is seen by nobody before its commit, and whole after it', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    await within(async (session) => {
      session.startTransaction();
      await things.insertOne({ _id: 2 as never, v: 2 }, { session });
      await things.updateOne({ _id: 1 as never }, { $inc: { v: 10 } }, { session });
      expect(await things.countDocuments({}, { session })).toBe(2);
      expect(await values(things)).toEqual([1]);
      await session.commitTransaction();
    });
    expect(await values(things)).toEqual([11, 2]);
  });

  it('leaves nothing behind when it is aborted', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    await within(async (session) => {
      session.startTransaction();
      await things.deleteOne({ _id: 1 as never }, { session });
      await things.insertMany([{ v: 2 }, { v: 3 }], { session });
      await session.abortTransaction();
    });
    expect(await values(things)).toEqual([1]);
  });

  it('spans collections', async () => {
    const [one, other] = [await server.collection(), await server.collection()];
    await within((session) =>
      session.withTransaction(async () => {
        await one.insertOne({ v: 1 }, { session });
        await other.insertOne({ v: 2 }, { session });
      }),
    );
    expect([await values(one), await values(other)]).toEqual([[1], [2]]);
  });

  it('reads one state of the data to its end', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    await within(async (session) => {
      session.startTransaction({ readConcern: { level: 'snapshot' } });
      expect((await things.findOne({ _id: 1 as never }, { session }))?.v).toBe(1);
      await things.updateOne({ _id: 1 as never }, { $set: { v: 2 } });
      expect((await things.findOne({ _id: 1 as never }, { session }))?.v).toBe(1);
      await session.commitTransaction();
    });
    expect(await values(things)).toEqual([2]);
  });

  it('that writes what changed meanwhile is refused with 112 and may be tried again', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    await within(async (session) => {
      session.startTransaction();
      await things.findOne({ _id: 1 as never }, { session });
      await things.updateOne({ _id: 1 as never }, { $set: { v: 2 } });
      const error = await refusal(
        things.updateOne({ _id: 1 as never }, { $set: { v: 3 } }, { session }),
        codes.writeConflict,
      );
      expect(error.errorLabels).toContain('TransientTransactionError');
      await session.abortTransaction();
    });
    expect(await values(things)).toEqual([2]);
  });

  it('does not wait for another that holds the document: 112 at once', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    await within((first) =>
      within(async (second) => {
        first.startTransaction();
        second.startTransaction();
        await things.updateOne({ _id: 1 as never }, { $set: { v: 2 } }, { session: first });
        const started = Date.now();
        const update = things.updateOne({ _id: 1 as never }, { $set: { v: 3 } }, { session: second });
        const error = await refusal(update, codes.writeConflict);
        expect(error.errorLabels).toContain('TransientTransactionError');
        expect(Date.now() - started).toBeLessThan(5_000);
        await second.abortTransaction();
        await first.commitTransaction();
      }),
    );
    expect(await values(things)).toEqual([2]);
  });

  it('withTransaction tries conflicts again until all have counted', async () => {
    const things = await server.collection([{ _id: 1, v: 0 }]);
    const increment = async (session: ClientSession) => {
      const before = await things.findOne({ _id: 1 as never }, { session });
      await things.updateOne({ _id: 1 as never }, { $set: { v: before?.v + 1 } }, { session });
    };
    await Promise.all(
      Array.from({ length: 8 }, () => within((session) => session.withTransaction(increment))),
    );
    expect(await values(things)).toEqual([8]);
  });

  it('is over after a duplicate key: what follows is refused with 251', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    await within(async (session) => {
      session.startTransaction();
      await things.insertOne({ _id: 2 as never, v: 2 }, { session });
      await refusal(things.insertOne({ _id: 1 as never }, { session }), codes.duplicateKey);
      const error = await refusal(things.insertOne({ v: 3 }, { session }), codes.noSuchTransaction);
      expect(error.errorLabels).toContain('TransientTransactionError');
      await session.abortTransaction();
    });
    expect(await values(things)).toEqual([1]);
  });

  it('is over after any other refusal too', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    await within(async (session) => {
      session.startTransaction();
      await things.updateOne({ _id: 1 as never }, { $set: { v: 2 } }, { session });
      await refusal(things.findOne({ v: { $nonsense: 1 } }, { session }), codes.badValue);
      await refusal(things.findOne({}, { session }), codes.noSuchTransaction);
      await session.abortTransaction();
    });
    expect(await values(things)).toEqual([1]);
  });

  it('that was committed can be committed once more, as a driver does after a broken connection', async () => {
    const things = await server.collection();
    await within(async (session) => {
      session.startTransaction();
      await things.insertOne({ v: 1 }, { session });
      await session.commitTransaction();
      await session.commitTransaction();
    });
    expect(await values(things)).toEqual([1]);
  });

  it('that never began cannot be committed', async () => {
    const things = await server.collection();
    await within(async (session) => {
      session.startTransaction();
      await things.insertOne({ v: 1 }, { session });
      await session.abortTransaction();
      const txnNumber = Long.fromNumber(Number(session.serverSession.txnNumber));
      const commit = { commitTransaction: 1, txnNumber, autocommit: false };
      const raw = server.client().db('admin').command(commit, { session });
      await refusal(raw, codes.noSuchTransaction);
    });
  });

  it('pages its cursors', async () => {
    const things: Collection<Document> = await server.collection(
      Array.from({ length: 50 }, (_, v) => ({ _id: v, v })),
    );
    await within(async (session) => {
      session.startTransaction();
      await things.insertOne({ _id: 50 as never, v: 50 }, { session });
      const found = await things.find({}, { session, batchSize: 7, sort: { _id: 1 } }).toArray();
      expect(found.map((one) => one.v)).toEqual(Array.from({ length: 51 }, (_, v) => v));
      await session.abortTransaction();
    });
  });

  it('forty at once do not starve what runs outside them', async () => {
    const things = await server.collection();
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        within((session) =>
          session.withTransaction(async () => {
            await things.insertOne({ v: n }, { session });
            await things.countDocuments();
          }),
        ),
      ),
    );
    expect(await things.countDocuments()).toBe(40);
  });
});
