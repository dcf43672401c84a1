import { type Document, Long, MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { serverUri, useServer } from './server.ts';

const server = useServer();

describe('hello and friends', () => {
  it('hello says what a driver must know', async () => {
    const hello = await server.client().db('admin').command({ hello: 1 });
    expect(hello).toMatchObject({ isWritablePrimary: true, maxBsonObjectSize: 16 * 1024 * 1024, ok: 1 });
    expect(hello.maxWireVersion).toBeGreaterThanOrEqual(17);
    expect(hello.logicalSessionTimeoutMinutes).toBeGreaterThan(0);
  });

  it('ping answers', async () => {
    expect(await server.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('buildInfo names a version of 7 or later', async () => {
    const { version, versionArray } = await server.client().db().admin().buildInfo();
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(7);
    expect(versionArray[0]).toBe(Number(version.split('.')[0]));
  });
});

describe('sessions', () => {
  it('carry reads and writes, and end', async () => {
    const things = await server.collection();
    const session = server.client().startSession();
    await things.insertOne({ a: 1 }, { session });
    expect(await things.find({}, { session }).toArray()).toHaveLength(1);
    await session.endSession();
    expect(session.hasEnded).toBe(true);
  });

  it('refresh', async () => {
    const session = server.client().startSession();
    expect(
      await server
        .client()
        .db('admin')
        .command({ refreshSessions: [session.id] }),
    ).toMatchObject({ ok: 1 });
    await session.endSession();
  });

  it('whose client goes away in a transaction leave nothing of it', async () => {
    const things = await server.collection([{ _id: 1, v: 1 }]);
    const other = await MongoClient.connect(serverUri());
    const session = other.startSession();
    session.startTransaction();
    const theirs = other.db(things.dbName).collection(things.collectionName);
    await theirs.updateOne({ _id: 1 as never }, { $set: { v: 2 } }, { session });
    await session.endSession();
    await other.close();
    await things.updateOne({ _id: 1 as never }, { $inc: { v: 10 } });
    expect((await things.findOne())?.v).toBe(11);
  });
});

/** The same command with the same number twice, as a driver sends it after an answer was lost on the way. */
async function twice(command: Document): Promise<Document[]> {
  const session = server.client().startSession();
  const numbered = { ...command, txnNumber: Long.fromNumber(1_000) };
  const answers = [
    await server.db().command(numbered, { session }),
    await server.db().command(numbered, { session }),
  ];
  await session.endSession();
  return answers;
}

describe('a write sent twice under one number happens once', () => {
  it('an insert', async () => {
    const { collectionName } = await server.collection();
    const answers = await twice({ insert: collectionName, documents: [{ _id: 1 }] });
    expect(answers.map(({ n, writeErrors }) => ({ n, writeErrors }))).toEqual([{ n: 1 }, { n: 1 }]);
    expect(await server.db().collection(collectionName).countDocuments()).toBe(1);
  });

  it('an update', async () => {
    const things = await server.collection([{ _id: 1, n: 0 }]);
    const answers = await twice({
      update: things.collectionName,
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
    });
    expect(answers.map(({ n, nModified }) => [n, nModified])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect((await things.findOne())?.n).toBe(1);
  });

  it('a findAndModify, which answers the same again', async () => {
    const things = await server.collection([{ _id: 1, n: 0 }]);
    const command = {
      findAndModify: things.collectionName,
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      new: true,
    };
    expect((await twice(command)).map(({ value }) => value.n)).toEqual([1, 1]);
  });

  it('a delete', async () => {
    const things = await server.collection([{ a: 1 }, { a: 1 }]);
    await twice({ delete: things.collectionName, deletes: [{ q: { a: 1 }, limit: 1 }] });
    expect(await things.countDocuments()).toBe(1);
  });
});
