import { type Document, Long, MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { codes, refusal, serverUri, useServer } from './server.ts';

const server = useServer();

describe('limits and bad commands', () => {
  const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);

  it('a document of nearly 16 MB is stored and read', async () => {
    const things = await server.collection([{ text: megabytes(15) }]);
    expect((await things.findOne())?.text).toHaveLength(15 * 1024 * 1024);
  });

  it('a document over 16 MB is refused, and the connection lives', async () => {
    const things = await server.collection();
    await refusal(things.insertOne({ text: megabytes(16) }), codes.badValue);
    await things.insertOne({ text: 'small' });
    expect(await things.countDocuments()).toBe(1);
  });

  it('an update that grows a document over 16 MB is refused and leaves it as it was', async () => {
    const things = await server.collection([{ a: megabytes(10) }]);
    await refusal(things.updateOne({}, { $set: { b: megabytes(7) } }), codes.documentAfterUpdateTooLarge);
    expect(await things.countDocuments({ b: { $exists: false } })).toBe(1);
  });

  it('maxTimeMS ends what takes too long, with code 50', async () => {
    const things = await server.collection([{ a: 1 }]);
    const sum = {
      $reduce: { input: { $range: [0, 5_000_000] }, initialValue: 0, in: { $add: ['$$value', '$$this'] } },
    };
    await refusal(
      things.aggregate([{ $project: { sum } }], { maxTimeMS: 20 }).toArray(),
      codes.maxTimeExpired,
    );
    expect(await things.countDocuments()).toBe(1);
  });

  it.each<[string, Document, number]>([
    ['an unknown command', { nonsense: 1 }, codes.commandNotFound],
    ['a command named after what every object has', { constructor: 1 }, codes.commandNotFound],
    ['a filter that is a word', { find: 'x', filter: 'y' }, codes.typeMismatch],
    ['a collection that has no name', { insert: '', documents: [{ a: 1 }] }, codes.invalidNamespace],
    ['updates that are no array', { update: 'x', updates: 'y' }, codes.typeMismatch],
    ['a getMore of no cursor', { getMore: Long.fromNumber(5), collection: 'x' }, codes.cursorNotFound],
    ['a drop of an index of nothing', { dropIndexes: 'nowhere', index: 'a_1' }, codes.namespaceNotFound],
  ])('refuses %s, and the connection lives', async (_, command, code) => {
    const one = await MongoClient.connect(serverUri(), { maxPoolSize: 1 });
    const db = one.db(server.db().databaseName);
    await refusal(db.command(command), code);
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await one.close();
  });
});
