import { serialize } from 'bson';
import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { describe, expect, it } from 'vitest';
import { useServer } from './server.ts';

const server = useServer();

const kinds: [string, unknown][] = [
  ['a word with accents, emoji and line breaks', 'Désa “Juai” 🌾\n\tbaris dua'],
  ['the empty word', ''],
  ['a word with a zero in it', 'a\0b'],
  ['right-to-left and joined letters', 'مرحبا ‏‎ अनुच्छेद'],
  ['true', true],
  ['null', null],
  ['nested nulls', { a: null, b: [null, { c: null }] }],
  ['the empty object and array', { a: {}, b: [] }],
  ['arrays in arrays', [[1, [2, [3]]], []]],
  ['a date before 1970', new Date('1945-08-17T03:00:00.123Z')],
  ['a far date', new Date('9999-12-31T23:59:59.999Z')],
  ['an ObjectId', new ObjectId('5f1e2d3c4b5a69788796a5b4')],
  ['int32', new Int32(-2_147_483_648)],
  ['a whole double', new Double(5)],
  ['a small double', new Double(5e-324)],
  ['infinity', new Double(Number.NEGATIVE_INFINITY)],
  ['int64', Long.fromString('-9223372036854775808')],
  ['Decimal128', Decimal128.fromString('12345678901234567890.123456789')],
  ['Decimal128 with its zeros', Decimal128.fromString('0.10')],
  ['binary', new Binary(Buffer.from([0, 255, 1, 128]))],
  ['a UUID', new UUID('8d8ac610-566d-4ef0-9c22-186b2a5ed793')],
  ['a pattern', new BSONRegExp('^usul.*$', 'im')],
  ['a timestamp', new Timestamp({ t: 100, i: 7 })],
  ['MinKey and MaxKey', { a: new MinKey(), b: new MaxKey() }],
  ['keys with dots and dollars inside', { 'a.b': 1, c: { $d: 2 } }],
];

describe('types', () => {
  it.each(kinds)('come back as they went in: %s', async (_, value) => {
    const things = await server.collection([{ _id: 1 as never, value }]);
    const found = await things.findOne({}, { promoteValues: false, bsonRegExp: true });
    const sent = { _id: new Int32(1), value };
    expect(bytes(found)).toBe(bytes(sent));
  });

  it('keep the order of fields', async () => {
    const things = await server.collection([{ z: 1, a: 2, m: 3 }]);
    expect(Object.keys((await things.findOne({}, { projection: { _id: 0 } })) ?? {})).toEqual([
      'z',
      'a',
      'm',
    ]);
  });

  it('numbers of every kind are equal when they are', async () => {
    const values = [new Int32(5), Long.fromNumber(5), new Double(5), Decimal128.fromString('5.0')];
    const things = await server.collection(values.map((v) => ({ v })));
    expect(await things.countDocuments({ v: 5 })).toBe(4);
    await things.insertOne({ v: '5' });
    expect(await things.countDocuments({ v: 5 })).toBe(4);
  });

  it('any of these may be an _id', async () => {
    const ids = ['a', 1, new ObjectId(), new Date(0), { a: 1, b: 2 }, new UUID(), Long.MAX_VALUE, true];
    const things = await server.collection(ids.map((id) => ({ _id: id })));
    for (const id of ids) expect(await things.countDocuments({ _id: id as never })).toBe(1);
  });

  it('dates compare as times', async () => {
    const things = await server.collection([{ at: new Date('2026-01-01') }, { at: new Date('2026-06-01') }]);
    expect(await things.countDocuments({ at: { $gte: new Date('2026-03-01') } })).toBe(1);
  });

  it('a document nests ninety deep', async () => {
    let deep: object = { end: true };
    for (let level = 0; level < 90; level += 1) deep = { deep };
    const things = await server.collection([structuredClone(deep)]);
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual(deep);
  });
});

/** BSON decides what is the same: 5 and 5.0 are not. */
function bytes(document: unknown): string {
  return Buffer.from(serialize(document as object)).toString('hex');
}
