import { Decimal128, type Document, Long, type UpdateOptions } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { codes, refusal, useServer } from './server.ts';

const server = useServer();

/** Operator, document before, update, document after. */
const operators: [string, Document, Document, Document][] = [
  ['$set makes paths', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
  ['$set an element by index', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  ['$set past the end fills with null', { a: [1] }, { $set: { 'a.2': 9 } }, { a: [1, null, 9] }],
  ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '' } }, { b: { d: 2 } }],
  ['$inc, from nothing too', { a: 1 }, { $inc: { a: 2, b: -1 } }, { a: 3, b: -1 }],
  ['$inc a fraction', { a: 1 }, { $inc: { a: 0.5 } }, { a: 1.5 }],
  ['$mul', { a: 4 }, { $mul: { a: 2, b: 3 } }, { a: 8, b: 0 }],
  ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 9 } }, { a: 3, b: 9 }],
  ['$rename', { a: 1 }, { $rename: { a: 'b' } }, { b: 1 }],
  ['$push', { a: [1] }, { $push: { a: 2, b: 3 } }, { a: [1, 2], b: [3] }],
  [
    '$push $each with $sort and $slice',
    { a: [5, 1] },
    { $push: { a: { $each: [9, 3], $sort: 1, $slice: -3 } } },
    { a: [3, 5, 9] },
  ],
  ['$push $position', { a: [1, 2] }, { $push: { a: { $each: [0], $position: 0 } } }, { a: [0, 1, 2] }],
  ['$addToSet, each once', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  ['$pull by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by condition', { a: [{ q: 1 }, { q: 5 }] }, { $pull: { a: { q: { $gt: 3 } } } }, { a: [{ q: 1 }] }],
  ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$pop from either end', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
  ['$bit', { a: 12 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  ['$[] for every element', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
  [
    '$setOnInsert does nothing to what is there',
    { a: 1 },
    { $setOnInsert: { b: 1 }, $set: { a: 2 } },
    { a: 2 },
  ],
];

describe('update operators', () => {
  it.each(operators)('%s', async (_, before, update, after) => {
    const things = await server.collection([{ _id: 1, ...before }]);
    expect(await things.updateOne({ _id: 1 as never }, update)).toMatchObject({ matchedCount: 1 });
    expect(await things.findOne()).toEqual({ _id: 1, ...after });
  });

  it('a positional $ writes to the element that matched', async () => {
    const things = await server.collection([{ a: [{ q: 1 }, { q: 2 }] }]);
    await things.updateOne({ 'a.q': 2 }, { $set: { 'a.$.done': true } });
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({
      a: [{ q: 1 }, { q: 2, done: true }],
    });
  });

  it('$currentDate writes the time of the server', async () => {
    const things = await server.collection([{ a: 1 }]);
    await things.updateOne({}, { $currentDate: { at: true } });
    const found = await things.findOne();
    expect(Math.abs(Date.now() - found?.at.getTime())).toBeLessThan(60_000);
  });

  it('says what matched and what changed', async () => {
    const things = await server.collection([{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await things.updateMany({ a: 1 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
    });
    expect(await things.updateMany({ a: 1 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 0,
    });
    expect(await things.updateOne({ a: 9 }, { $set: { b: 1 } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
  });

  it('takes a pipeline that computes from the document', async () => {
    const things = await server.collection([{ _id: 1 as never, a: 2, b: 3 }]);
    await things.updateOne({}, [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'b' }]);
    expect(await things.findOne()).toEqual({ _id: 1, a: 2, sum: 5 });
  });

  it.each<[string, Document, Document, number]>([
    ['$inc on a word', { a: 'x' }, { $inc: { a: 1 } }, codes.typeMismatch],
    ['$push on a number', { a: 1 }, { $push: { a: 1 } }, codes.badValue],
    [
      'two operators on one path',
      { a: 1 },
      { $set: { a: 1 }, $inc: { a: 1 } },
      codes.conflictingUpdateOperators,
    ],
    ['a change of _id', { a: 1 }, { $set: { _id: 9 } }, codes.immutableField],
    ['an unknown operator', { a: 1 }, { $nonsense: { a: 1 } }, codes.failedToParse],
    ['a path through a number', { a: 1 }, { $set: { 'a.b': 1 } }, codes.pathNotViable],
  ])('refuses %s', async (_, before, update, code) => {
    const things = await server.collection([{ _id: 1, ...before }]);
    await refusal(things.updateOne({ _id: 1 as never }, update), code);
    expect(await things.findOne()).toEqual({ _id: 1, ...before });
  });

  it('keeps the kinds of numbers apart', async () => {
    const things = await server.collection([
      { big: Long.fromString('9007199254740993'), money: Decimal128.fromString('0.10') },
    ]);
    await things.updateOne({}, { $inc: { big: Long.ONE, money: Decimal128.fromString('0.20') } });
    const found = await things.findOne({}, { promoteValues: false, projection: { _id: 0 } });
    expect(`${found?.big} ${found?.money}`).toBe('9007199254740994 0.30');
  });
});

describe('arrayFilters', () => {
  const answers = {
    answers: [
      { step: 'needs', n: 1 },
      { step: 'place', n: 2 },
      { step: 'needs', n: 3 },
    ],
  };
  const run = async (update: Document, options: UpdateOptions) => {
    const things = await server.collection([answers]);
    await things.updateOne({}, update, options);
    return (await things.findOne())?.answers;
  };

  it('reach every element that matches', async () => {
    const changed = await run(
      { $set: { 'answers.$[one].n': 0 } },
      { arrayFilters: [{ 'one.step': 'needs' }] },
    );
    expect(changed.map((answer: Document) => answer.n)).toEqual([0, 2, 0]);
  });

  it('combine conditions and a second identifier', async () => {
    const changed = await run(
      { $set: { 'answers.$[one].n': 0 }, $inc: { 'answers.$[other].n': 100 } },
      { arrayFilters: [{ 'one.step': 'needs', 'one.n': { $gt: 2 } }, { 'other.step': 'place' }] },
    );
    expect(changed.map((answer: Document) => answer.n)).toEqual([1, 102, 0]);
  });

  it('refuse an identifier without a filter, and a filter that is not used', async () => {
    await refusal(run({ $set: { 'answers.$[one].n': 0 } }, { arrayFilters: [] }), codes.badValue);
    await refusal(run({ $set: { x: 0 } }, { arrayFilters: [{ 'one.step': 'a' }] }), codes.failedToParse);
  });
});

describe('upsert', () => {
  it('makes the document from the filter, the update and $setOnInsert', async () => {
    const things = await server.collection();
    const done = await things.updateOne(
      { _id: 'k' as never, 'a.b': 1, c: { $gt: 5 } },
      { $set: { d: 2 }, $setOnInsert: { e: 3 }, $inc: { n: 1 } },
      { upsert: true },
    );
    expect(done).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId: 'k' });
    expect(await things.findOne()).toEqual({ _id: 'k', a: { b: 1 }, d: 2, e: 3, n: 1 });
  });

  it('changes what is there, without $setOnInsert', async () => {
    const things = await server.collection([{ _id: 'k' as never, n: 1 }]);
    const done = await things.updateOne(
      { _id: 'k' as never },
      { $setOnInsert: { e: 3 }, $inc: { n: 1 } },
      { upsert: true },
    );
    expect(done).toMatchObject({ matchedCount: 1, upsertedCount: 0, upsertedId: null });
    expect(await things.findOne()).toEqual({ _id: 'k', n: 2 });
  });

  it('by replacement', async () => {
    const things = await server.collection();
    const done = await things.replaceOne({ _id: 7 as never }, { a: 1 }, { upsert: true });
    expect(done).toMatchObject({ upsertedCount: 1, upsertedId: 7 });
    expect(await things.findOne()).toEqual({ _id: 7, a: 1 });
  });

  it('meets a unique index with 11000 and names the key', async () => {
    const things = await server.collection([{ code: 'A', n: 1 }]);
    await things.createIndex({ code: 1 }, { unique: true });
    const error = await refusal(
      things.updateOne({ n: 2 }, { $set: { code: 'A' } }, { upsert: true }),
      codes.duplicateKey,
    );
    expect(error).toMatchObject({ keyPattern: { code: 1 }, keyValue: { code: 'A' } });
  });
});
