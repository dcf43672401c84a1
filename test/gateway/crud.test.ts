import { beforeAll, describe, expect, it } from 'vitest';
import { codes, refusal, useServer } from './server.ts';

const server = useServer();

describe('insert', () => {
  it('stores one and many, keeps order, and gives ids to those without', async () => {
    const things = await server.collection();
    const { insertedId } = await things.insertOne({ name: 'a' });
    const { insertedIds, insertedCount } = await things.insertMany([{ name: 'b' }, { name: 'c' }]);
    expect(insertedCount).toBe(2);
    expect(await things.findOne({ _id: insertedId })).toEqual({ _id: insertedId, name: 'a' });
    const found = await things
      .find({ _id: { $in: Object.values(insertedIds) } })
      .sort({ name: 1 })
      .toArray();
    expect(found.map((one) => one.name)).toEqual(['b', 'c']);
  });

  it('creates the collection by itself', async () => {
    await server.db().collection('born').insertOne({ x: 1 });
    expect(await server.db().listCollections({ name: 'born' }).toArray()).toHaveLength(1);
  });

  it('refuses a second _id with 11000, and names index, key and value', async () => {
    const things = await server.collection([{ _id: 'a' as never }]);
    const error = await refusal(things.insertOne({ _id: 'a' as never }), codes.duplicateKey);
    expect(error.message).toMatch(
      /^E11000 duplicate key error collection: .* index: _id_ dup key: \{ _id: "a" \}/,
    );
    expect(error).toMatchObject({ keyPattern: { _id: 1 }, keyValue: { _id: 'a' } });
  });

  it('refuses an array for _id', async () => {
    const things = await server.collection();
    await refusal(things.insertOne({ _id: [1] as never }), codes.badValue);
    expect(await things.countDocuments()).toBe(0);
  });
});

const people = [
  { _id: 1, name: 'Aminah', age: 41, tags: ['rt', 'pkk'], home: { village: 'Juai', rt: 3 }, seen: null },
  { _id: 2, name: 'Basri', age: 29, tags: [], home: { village: 'Halong', rt: 1 } },
  { _id: 3, name: 'Citra', age: 35, tags: ['pkk'], home: { village: 'Juai', rt: 7 }, seen: new Date(0) },
  {
    _id: 4,
    name: 'Dayat',
    tags: ['rt'],
    marks: [
      { q: 1, n: 5 },
      { q: 2, n: 9 },
    ],
  },
];

describe('find', () => {
  let filled = '';
  beforeAll(async () => {
    filled = (await server.collection(people as never)).collectionName;
  });

  it.each([
    ['equality', { name: 'Basri' }, [2]],
    ['a path', { 'home.village': 'Juai' }, [1, 3]],
    ['a whole subdocument, fields in order', { home: { village: 'Juai', rt: 3 } }, [1]],
    ['a whole subdocument in another order', { home: { rt: 3, village: 'Juai' } }, []],
    ['null: absent or null', { seen: null }, [1, 2, 4]],
    ['$exists false', { age: { $exists: false } }, [4]],
    ['$exists true, null counts', { seen: { $exists: true } }, [1, 3]],
    ['$gt and $lte', { age: { $gt: 29, $lte: 41 } }, [1, 3]],
    ['$gte and $lt', { age: { $gte: 29, $lt: 41 } }, [2, 3]],
    ['$ne, absent counts', { age: { $ne: 29 } }, [1, 3, 4]],
    ['$in with a pattern', { name: { $in: [/^a/i, 'Dayat'] } }, [1, 4]],
    ['$nin', { name: { $nin: ['Aminah', 'Basri'] } }, [3, 4]],
    ['$or', { $or: [{ name: 'Basri' }, { age: 35 }] }, [2, 3]],
    ['$and and $nor', { $and: [{ tags: 'rt' }], $nor: [{ name: 'Dayat' }] }, [1]],
    ['$not', { age: { $not: { $gt: 30 } } }, [2, 4]],
    ['an element of an array', { tags: 'pkk' }, [1, 3]],
    ['$all', { tags: { $all: ['pkk', 'rt'] } }, [1]],
    ['$size', { tags: { $size: 0 } }, [2]],
    ['$elemMatch', { marks: { $elemMatch: { q: 2, n: { $gt: 8 } } } }, [4]],
    ['$elemMatch on one element only', { marks: { $elemMatch: { q: 1, n: { $gt: 8 } } } }, []],
    ['an index in an array', { 'marks.0.n': 5 }, [4]],
    ['$regex with options', { name: { $regex: '^da', $options: 'i' } }, [4]],
    ['$type', { seen: { $type: 'date' } }, [3]],
    ['$mod', { age: { $mod: [2, 1] } }, [1, 2, 3]],
    ['$expr', { $expr: { $eq: ['$home.rt', 7] } }, [3]],
    ['a comparison across types', { name: { $gt: 5 } }, []],
  ])('matches by %s', async (_, filter, ids) => {
    const found = await server.db().collection(filled).find(filter).sort({ _id: 1 }).toArray();
    expect(found.map((one) => one._id)).toEqual(ids);
  });

  it('sorts, skips, limits and projects', async () => {
    const things = await server.collection(people as never);
    const page = await things.find(
      {},
      { sort: { age: -1 }, skip: 1, limit: 2, projection: { name: 1, _id: 0 } },
    );
    expect(await page.toArray()).toEqual([{ name: 'Citra' }, { name: 'Basri' }]);
    const without = await things.findOne({ _id: 1 as never }, { projection: { tags: 0, 'home.rt': 0 } });
    expect(without).toEqual({ _id: 1, name: 'Aminah', age: 41, home: { village: 'Juai' }, seen: null });
    const sliced = await things.findOne({ _id: 1 as never }, { projection: { tags: { $slice: 1 } } });
    expect(sliced?.tags).toEqual(['rt']);
  });

  it('sorts absent and null before numbers, and numbers before words', async () => {
    const things = await server.collection([{ v: 'a' }, { v: 2 }, {}, { v: null }, { v: 1.5 }, { v: true }]);
    const found = await things
      .find({}, { projection: { _id: 0 } })
      .sort({ v: 1, _id: 1 })
      .toArray();
    expect(found).toEqual([{}, { v: null }, { v: 1.5 }, { v: 2 }, { v: 'a' }, { v: true }]);
  });

  it('compares words with a collation when asked', async () => {
    const things = await server.collection([{ v: 'Juai' }, { v: 'juai' }]);
    expect(await things.countDocuments({ v: 'JUAI' }, { collation: { locale: 'en', strength: 2 } })).toBe(2);
  });

  it('finds nothing in a collection that is not there', async () => {
    expect(await server.db().collection('nowhere').find().toArray()).toEqual([]);
    expect(await server.db().collection('nowhere').findOne({ a: 1 })).toBeNull();
  });

  it('refuses an unknown operator with code 2', async () => {
    const things = await server.collection([{ a: 1 }]);
    await refusal(things.findOne({ a: { $nonsense: 1 } }), codes.badValue);
    await refusal(things.findOne({ $nonsense: [] }), codes.badValue);
  });
});

describe('count and distinct', () => {
  it('count by filter, with skip and limit, and as an estimate', async () => {
    const things = await server.collection(people as never);
    expect(await things.countDocuments({ 'home.village': 'Juai' })).toBe(2);
    expect(await things.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
    expect(await things.estimatedDocumentCount()).toBe(4);
  });

  it('distinct looks into arrays', async () => {
    const things = await server.collection(people as never);
    expect((await things.distinct('tags')).toSorted()).toEqual(['pkk', 'rt']);
    expect(await things.distinct('home.village', { age: { $lt: 30 } })).toEqual(['Halong']);
  });
});

describe('replace and delete', () => {
  it('replaceOne keeps the _id and drops what is not given', async () => {
    const things = await server.collection([{ _id: 1 as never, a: 1, b: 2 }]);
    const done = await things.replaceOne({ a: 1 }, { c: 3 });
    expect(done).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await things.findOne()).toEqual({ _id: 1, c: 3 });
  });

  it('replaceOne refuses to change the _id', async () => {
    const things = await server.collection([{ _id: 1 as never, a: 1 }]);
    await refusal(things.replaceOne({ a: 1 }, { _id: 2 as never, a: 1 }), codes.immutableField);
  });

  it('deleteOne takes one, deleteMany all that match', async () => {
    const things = await server.collection([{ g: 1 }, { g: 1 }, { g: 1 }, { g: 2 }]);
    expect(await things.deleteOne({ g: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await things.deleteMany({ g: 1 })).toMatchObject({ deletedCount: 2 });
    expect(await things.deleteMany({ g: 9 })).toMatchObject({ deletedCount: 0 });
    expect(await things.countDocuments()).toBe(1);
  });
});
