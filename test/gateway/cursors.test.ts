import { Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { codes, refusal, useServer } from './server.ts';

const server = useServer();
const hundred = () => server.collection(Array.from({ length: 100 }, (_, n) => ({ n, g: n % 4 })));

/** Opens a cursor by the bare command, so that its id can be used and misused. */
async function openCursor(batchSize = 10) {
  const things = await hundred();
  const name = things.collectionName;
  const session = server.client().startSession();
  const options = { session, promoteLongs: false };
  const { cursor } = await server.db().command({ find: name, batchSize, sort: { n: 1 } }, options);
  const more = (size = 10) =>
    server.db().command({ getMore: cursor.id, collection: name, batchSize: size }, options);
  return { cursor, name, session, options, more };
}

describe('cursors', () => {
  it('give every document once, in order, however small the pages are', async () => {
    const things = await hundred();
    const found = await things.find({}, { sort: { n: 1 }, batchSize: 7 }).toArray();
    expect(found.map((one) => one.n)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('page by batchSize: the first page and every later one', async () => {
    const { cursor, more, session } = await openCursor(10);
    expect(cursor.firstBatch).toHaveLength(10);
    const next = await more(25);
    expect(next.cursor.nextBatch.map((one: { n: { valueOf(): number } }) => Number(one.n))).toEqual(
      Array.from({ length: 25 }, (_, n) => n + 10),
    );
    await session.endSession();
  });

  it('end with id 0 after the last page', async () => {
    const { more, session } = await openCursor(10);
    const last = await more(1_000);
    expect(last.cursor.nextBatch).toHaveLength(90);
    expect(String(last.cursor.id)).toBe('0');
    await session.endSession();
  });

  it('begin with an empty page for batchSize 0', async () => {
    const { cursor, more, session } = await openCursor(0);
    expect(cursor.firstBatch).toEqual([]);
    expect((await more(100)).cursor.nextBatch).toHaveLength(100);
    await session.endSession();
  });

  it('are gone after killCursors, and say so with code 43', async () => {
    const { cursor, name, more, options, session } = await openCursor();
    const killed = await server.db().command({ killCursors: name, cursors: [cursor.id] }, options);
    expect(killed.cursorsKilled.map(String)).toEqual([String(cursor.id)]);
    await refusal(more(), codes.cursorNotFound);
    const again = await server.db().command({ killCursors: name, cursors: [cursor.id] }, options);
    expect(again.cursorsNotFound.map(String)).toEqual([String(cursor.id)]);
    await session.endSession();
  });

  it('that never were are not found', async () => {
    const getMore = { getMore: Long.fromString('4711471147114711'), collection: 'nowhere' };
    await refusal(server.db().command(getMore), codes.cursorNotFound);
  });

  it('close early without harm', async () => {
    const things = await hundred();
    const cursor = things.find({}, { batchSize: 5 });
    expect(await cursor.next()).toMatchObject({ n: 0 });
    await cursor.close();
    expect(cursor.killed).toBe(true);
    expect(await things.countDocuments()).toBe(100);
  });

  it('obey limit and skip over several pages', async () => {
    const things = await hundred();
    const found = await things.find({}, { sort: { n: -1 }, skip: 5, limit: 30, batchSize: 8 }).toArray();
    expect(found.map((one) => one.n)).toEqual(Array.from({ length: 30 }, (_, n) => 94 - n));
  });

  it('a singleBatch leaves none open', async () => {
    const things = await hundred();
    const { cursor } = await server
      .db()
      .command({ find: things.collectionName, batchSize: 5, singleBatch: true });
    expect(cursor.firstBatch).toHaveLength(5);
    expect(String(cursor.id)).toBe('0');
  });

  it('of an aggregation page too', async () => {
    const things = await hundred();
    const found = await things
      .aggregate([{ $sort: { n: 1 } }, { $project: { n: 1 } }], { batchSize: 9 })
      .toArray();
    expect(found.map((one) => one.n)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('work fifty at once, more than there are connections below', async () => {
    const things = await hundred();
    const cursors = Array.from({ length: 50 }, () => things.find({}, { batchSize: 10, sort: { n: 1 } }));
    for (const cursor of cursors) await cursor.next();
    const rests = await Promise.all(cursors.map((cursor) => cursor.toArray()));
    expect(rests.map((rest) => rest.length)).toEqual(Array.from({ length: 50 }, () => 99));
  });

  it('see each document once while others are written', async () => {
    const things = await hundred();
    const seen: number[] = [];
    for await (const one of things.find({ g: { $lt: 9 } }, { batchSize: 10, sort: { n: 1 } })) {
      if (seen.length === 15) await things.updateMany({ n: { $gte: 50 } }, { $set: { touched: true } });
      seen.push(one.n);
    }
    expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('carry pages of many megabytes', async () => {
    const text = 'x'.repeat(1024 * 1024);
    const things = await server.collection(Array.from({ length: 24 }, (_, n) => ({ n, text })));
    const found = await things.find({}, { sort: { n: 1 } }).toArray();
    expect(found.map((one) => `${one.n}:${one.text.length}`)).toEqual(
      Array.from({ length: 24 }, (_, n) => `${n}:${text.length}`),
    );
  });
});
