import { describe, expect, it } from 'vitest';
import { codes, refusal, useServer } from './server.ts';

const server = useServer();

describe('collections', () => {
  it('are created, listed and dropped', async () => {
    await server.db().createCollection('made');
    const listed = await server.db().listCollections({ name: 'made' }).toArray();
    expect(listed).toMatchObject([{ name: 'made', type: 'collection' }]);
    expect(await server.db().dropCollection('made')).toBe(true);
    expect(await server.db().listCollections({ name: 'made' }).toArray()).toEqual([]);
  });

  it('are listed by name only when asked', async () => {
    await server.db().createCollection('one');
    const listed = await server
      .db()
      .listCollections({ name: { $in: ['one'] } }, { nameOnly: true })
      .toArray();
    expect(listed).toEqual([{ name: 'one', type: 'collection' }]);
  });

  it('created again the same way are the same; another way is refused with 48', async () => {
    await server.db().createCollection('twice');
    await server.db().createCollection('twice');
    await refusal(server.db().createCollection('twice', { validator: { a: 1 } }), codes.namespaceExists);
  });

  it('dropped though not there do no harm', async () => {
    expect(await server.db().command({ drop: 'never' })).toMatchObject({ ok: 1 });
  });

  it('take their indexes with them when they are dropped', async () => {
    const things = await server.collection([{ a: 1 }]);
    await things.createIndex({ a: 1 }, { unique: true });
    await things.drop();
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await things.indexes()).toHaveLength(1);
  });

  it('are renamed, never onto another', async () => {
    const things = await server.collection([{ a: 1 }]);
    await things.createIndex({ a: 1 });
    const renamed = await things.rename('renamed');
    expect([await renamed.countDocuments(), (await renamed.indexes()).length]).toEqual([1, 2]);
    const other = await server.collection([{ b: 1 }]);
    await refusal(other.rename('renamed'), codes.namespaceExists);
    await refusal(server.db().collection('never').rename('x'), codes.namespaceNotFound);
  });

  it.each([
    ['a dollar in the name', 'a$b'],
    ['no name', ''],
    ['a name of 300 letters', 'x'.repeat(300)],
  ])('refuse %s', async (_, name) => {
    await refusal(server.db().command({ create: name }), codes.invalidNamespace);
  });

  it('hold to a validator, with code 121', async () => {
    const validator = { $jsonSchema: { bsonType: 'object', required: ['text'] } };
    const things = await server.db().createCollection('valid', { validator });
    await things.insertOne({ text: 'a' });
    await refusal(things.insertOne({ other: 1 }), codes.documentValidationFailure);
  });

  it('can be views, which follow their source', async () => {
    const things = await server.collection([{ n: 1 }, { n: 2 }]);
    await server
      .db()
      .createCollection('seen', { viewOn: things.collectionName, pipeline: [{ $match: { n: { $gt: 1 } } }] });
    await things.insertOne({ n: 3 });
    expect(await server.db().collection('seen').countDocuments()).toBe(2);
  });

  it('tell their size', async () => {
    const things = await server.collection([{ n: 1 }, { n: 2 }]);
    expect(await server.db().command({ collStats: things.collectionName })).toMatchObject({
      count: 2,
      nindexes: 1,
    });
  });
});

describe('a database', () => {
  it('is listed when it holds something, and gone when dropped', async () => {
    const other = server.client().db(`${server.db().databaseName}_other`);
    await other.collection('x').insertOne({ a: 1 });
    const names = async () =>
      (await server.client().db().admin().listDatabases({ nameOnly: true })).databases.map(
        ({ name }) => name,
      );
    expect(await names()).toContain(other.databaseName);
    await other.dropDatabase();
    expect(await names()).not.toContain(other.databaseName);
  });

  it('keeps collections of the same name apart', async () => {
    const other = server.client().db(`${server.db().databaseName}_apart`);
    await server.db().collection('same').insertOne({ a: 1 });
    expect(await other.collection('same').countDocuments()).toBe(0);
  });

  it('refuses a name that is too long', async () => {
    await refusal(
      server.client().db('d'.repeat(70)).collection('x').insertOne({ a: 1 }),
      codes.invalidNamespace,
    );
  });
});
