import { dirname } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { pgPort, pgUser } from '../../src/embedded/postgres.ts';
import { codes, refusal, serverUri, useServer } from './server.ts';

const server = useServer();

describe('indexes', () => {
  it('are made, named after their keys, and listed', async () => {
    const things = await server.collection([{ a: 1 }]);
    expect(await things.createIndex({ a: 1, 'b.c': -1 })).toBe('a_1_b.c_-1');
    const listed = await things.listIndexes().toArray();
    expect(listed.map(({ name, key }) => ({ name, key }))).toEqual([
      { name: '_id_', key: { _id: 1 } },
      { name: 'a_1_b.c_-1', key: { a: 1, 'b.c': -1 } },
    ]);
  });

  it('made twice are one', async () => {
    const things = await server.collection([{ a: 1 }]);
    await things.createIndex({ a: 1 }, { unique: true });
    await things.createIndex({ a: 1 }, { unique: true });
    expect(await things.indexes()).toHaveLength(2);
  });

  it('several in one command', async () => {
    const things = await server.collection([{ a: 1 }]);
    const names = await things.createIndexes([
      { key: { a: 1 } },
      { key: { b: -1 }, name: 'second', unique: true },
    ]);
    expect(names).toEqual(['a_1', 'second']);
    expect((await things.indexes()).find(({ name }) => name === 'second')).toMatchObject({ unique: true });
  });

  it('make their collection when it is not there', async () => {
    await server.db().collection('indexed').createIndex({ a: 1 });
    expect(await server.db().collection('indexed').indexes()).toHaveLength(2);
  });

  it('of the same name with other keys, or the same keys with other options, are refused', async () => {
    const things = await server.collection([{ a: 1 }]);
    await things.createIndex({ a: 1 }, { name: 'mine' });
    await refusal(things.createIndex({ b: 1 }, { name: 'mine' }), codes.indexKeySpecsConflict);
    await refusal(things.createIndex({ a: 1 }, { name: 'other' }), codes.indexOptionsConflict);
    await refusal(things.createIndex({ a: 1 }, { name: 'mine', unique: true }), codes.indexKeySpecsConflict);
  });

  it('with nonsense for a key are refused', async () => {
    const things = await server.collection([{ a: 1 }]);
    await refusal(things.createIndex({ a: 0 as never }), codes.cannotCreateIndex);
    await refusal(server.db().command({ createIndexes: things.collectionName, indexes: [] }), codes.badValue);
  });

  it('are dropped by name and all at once, but _id stays', async () => {
    const things = await server.collection([{ a: 1 }]);
    await things.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    await things.dropIndex('b_1');
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1', 'c_1']);
    await refusal(things.dropIndex('b_1'), codes.indexNotFound);
    await refusal(things.dropIndex('_id_'), codes.invalidOptions);
    await things.dropIndexes();
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });

  it('of a collection that is not there are not listed', async () => {
    await refusal(server.db().collection('nowhere').indexes(), codes.namespaceNotFound);
    await refusal(server.db().collection('nowhere').dropIndex('a_1'), codes.namespaceNotFound);
  });

  it('can be hinted at', async () => {
    const things = await server.collection([{ a: 1 }, { a: 2 }]);
    await things.createIndex({ a: 1 });
    expect(await things.find({ a: { $gt: 1 } }, { hint: 'a_1' }).toArray()).toHaveLength(1);
  });

  it.skipIf(process.env.MONGODB_URI)('leave no lock of their collection behind', async () => {
    const things = await server.collection([{ a: 1 }]);
    await things.createIndex({ a: 1 });
    const engine = await openEngine();
    // As when two have found the same one waiting: who comes second finds it built, and the engine forgets the lock.
    await engine.query(
      `INSERT INTO documentdb_api_catalog.documentdb_index_queue (index_cmd, cmd_type, index_id, collection_id, user_oid)
       SELECT 'CREATE INDEX', 'C', index_id, collection_id, 10
       FROM documentdb_api_catalog.collection_indexes JOIN documentdb_api_catalog.collections USING (collection_id)
       WHERE database_name = $1 AND collection_name = $2 ORDER BY index_id DESC LIMIT 1`,
      [things.dbName, things.collectionName],
    );
    await things.createIndex({ b: 1 });
    const { rows } = await engine.query(
      `SELECT classid FROM pg_locks JOIN documentdb_api_catalog.collections ON classid = collection_id
       WHERE locktype = 'advisory' AND database_name = $1`,
      [things.dbName],
    );
    await engine.end();
    expect(rows).toEqual([]);
  });
});

describe('a unique index', () => {
  it('refuses a second value with 11000, with keyPattern, keyValue and text', async () => {
    const things = await server.collection([{ code: 'RR-1' }]);
    await things.createIndex({ code: 1 }, { unique: true });
    const error = await refusal(things.insertOne({ code: 'RR-1' }), codes.duplicateKey);
    expect(error).toMatchObject({ keyPattern: { code: 1 }, keyValue: { code: 'RR-1' } });
    expect(error.message).toMatch(/index: code_1 dup key: \{ code: "RR-1" \}/);
  });

  it('of two fields counts them together', async () => {
    const things = await server.collection([{ a: 1, b: 1 }]);
    await things.createIndex({ a: 1, b: 1 }, { unique: true });
    await things.insertOne({ a: 1, b: 2 });
    const error = await refusal(things.insertOne({ b: 2, a: 1 }), codes.duplicateKey);
    expect(error).toMatchObject({ keyPattern: { a: 1, b: 1 }, keyValue: { a: 1, b: 2 } });
  });

  it('counts absence as a value', async () => {
    const things = await server.collection();
    await things.createIndex({ code: 1 }, { unique: true });
    await things.insertOne({ x: 1 });
    await refusal(things.insertOne({ x: 2 }), codes.duplicateKey);
    await refusal(things.insertOne({ code: null }), codes.duplicateKey);
  });

  it('that is sparse passes over documents without the field', async () => {
    const things = await server.collection();
    await things.createIndex({ code: 1 }, { unique: true, sparse: true });
    await things.insertMany([{ x: 1 }, { x: 2 }, { code: 'A' }]);
    await refusal(things.insertOne({ code: 'A' }), codes.duplicateKey);
  });

  it('with a partial filter holds only inside it', async () => {
    const things = await server.collection([{ status: 'closed' }, { status: 'closed' }]);
    await things.createIndex({ status: 1 }, { unique: true, partialFilterExpression: { status: 'open' } });
    await things.insertOne({ status: 'open' });
    await refusal(things.insertOne({ status: 'open' }), codes.duplicateKey);
    await refusal(things.updateOne({ status: 'closed' }, { $set: { status: 'open' } }), codes.duplicateKey);
    await things.insertOne({ status: 'closed' });
    expect((await things.indexes())[1]).toMatchObject({
      partialFilterExpression: { status: 'open' },
      unique: true,
    });
  });

  it('on an array with $exists holds for every element', async () => {
    const things = await server.collection([{ n: 1 }, { n: 2 }]);
    const options = { unique: true, partialFilterExpression: { addresses: { $exists: true } } };
    await things.createIndex({ addresses: 1 }, options);
    await things.insertOne({ addresses: ['tg:1', 'wa:1'] });
    await refusal(things.insertOne({ addresses: ['wa:2', 'wa:1'] }), codes.duplicateKey);
    await refusal(things.updateOne({ n: 1 }, { $addToSet: { addresses: 'tg:1' } }), codes.duplicateKey);
    expect(await things.updateOne({ n: 1 }, { $addToSet: { addresses: 'tg:2' } })).toMatchObject({
      modifiedCount: 1,
    });
  });

  it('cannot be made where values stand twice already', async () => {
    const things = await server.collection([{ a: 1 }, { a: 1 }]);
    await refusal(things.createIndex({ a: 1 }, { unique: true }), codes.duplicateKey);
    expect(await things.indexes()).toHaveLength(1);
  });

  it('lets a value be taken again once it is free', async () => {
    const things = await server.collection([{ _id: 1, a: 1 }]);
    await things.createIndex({ a: 1 }, { unique: true });
    await things.deleteOne({ a: 1 });
    await things.insertOne({ a: 1 });
    await things.updateOne({ a: 1 }, { $set: { a: 2 } });
    await things.insertOne({ a: 1 });
    expect(await things.countDocuments()).toBe(2);
  });
});

describe('a TTL index', () => {
  it('is listed with its seconds, and collMod changes them', async () => {
    const things = await server.collection([{ at: new Date() }]);
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const seconds = async () =>
      (await things.indexes()).find(({ name }) => name === 'at_1')?.expireAfterSeconds;
    expect(Number(await seconds())).toBe(60);
    await server
      .db()
      .command({ collMod: things.collectionName, index: { name: 'at_1', expireAfterSeconds: 3600 } });
    expect(Number(await seconds())).toBe(3600);
  });

  it('removes what has expired within the minute and a half, and nothing else', async () => {
    const things = await server.collection();
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await things.insertMany([
      { at: new Date(Date.now() - 60_000) },
      { at: new Date(Date.now() + 3_600_000) },
      { n: 1 },
    ]);
    await expect.poll(() => things.countDocuments(), { timeout: 90_000, interval: 500 }).toBe(2);
    expect(await things.countDocuments({ at: { $lt: new Date() } })).toBe(0);
  });
});

/** The engine behind the gateway, whose socket lies beside it. */
async function openEngine(): Promise<pg.Client> {
  const engine = new pg.Client({
    host: dirname(decodeURIComponent(new URL(serverUri()).host)),
    port: pgPort,
    user: pgUser,
    database: 'postgres',
  });
  await engine.connect();
  return engine;
}
