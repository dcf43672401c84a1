import mongoose, { model, Schema } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { ensureIndexes, isStorageAway } from '../../src/storage/mongodb.ts';
import { useDatabase } from '../support/database.ts';

const schema = new Schema({ code: String, village: String }, { versionKey: false });
schema.index({ code: 1 }, { unique: true });
schema.index({ village: 1 });
const Thing = model('IndexedThing', schema, 'indexed_things');

useDatabase([]);

describe('the indexes at a start', () => {
  it('are made when they are missing, and a second start finds them', async () => {
    await ensureIndexes([Thing]);
    expect((await Thing.collection.indexes()).map(({ name }) => name)).toEqual([
      '_id_',
      'code_1',
      'village_1',
    ]);
    await ensureIndexes([Thing]);
    await expect(Thing.collection.insertMany([{ code: 'A' }, { code: 'A' }])).rejects.toMatchObject({
      code: 11000,
    });
  });

  it('refuse the start when a unique one cannot be made, for values stand twice', async () => {
    await Thing.collection.dropIndex('code_1');
    await Thing.collection.insertOne({ code: 'A', village: 'Juai' });
    await expect(ensureIndexes([Thing])).rejects.toThrow(/"indexed_things" cannot be made: E11000/);
  });

  it('refuse the start when one of the same keys is not unique', async () => {
    await Thing.collection.deleteMany({});
    await Thing.collection.createIndex({ code: 1 });
    await expect(ensureIndexes([Thing])).rejects.toThrow(/"indexed_things" cannot be made: .*index/s);
  });

  it('let a start wait for a database that goes down meanwhile', async () => {
    const down = async () => {
      throw new mongoose.mongo.MongoServerError({ message: 'in recovery mode', code: 91 });
    };
    const refused = await ensureIndexes([
      {
        collection: { name: 'things', createIndexes: down },
        schema: Thing.schema,
        createCollection: down,
        diffIndexes: down,
      },
    ]).catch((error: unknown) => error);
    expect(isStorageAway(refused)).toBe(true);
  });

  it('are asked for in one command, and refuse the start when one is not there after it', async () => {
    const asked: unknown[] = [];
    const forgetful = {
      collection: { name: 'indexed_things', createIndexes: async (specs: unknown) => asked.push(specs) },
      schema: Thing.schema,
      createCollection: async () => {},
      diffIndexes: () => Thing.diffIndexes(),
    };
    await Thing.collection.dropIndexes();
    await expect(ensureIndexes([forgetful])).rejects.toThrow(
      'Indexes are missing on "indexed_things": [{"code":1},{"village":1}]',
    );
    expect(asked).toEqual([[{ key: { code: 1 }, unique: true }, { key: { village: 1 } }]]);
  });
});
