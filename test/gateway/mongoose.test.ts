import { type Connection, createConnection, Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverUri } from './server.ts';

/** Mongoose as the models of this project use it. */
let connection: Connection;
beforeAll(async () => {
  connection = await createConnection(serverUri(), { dbName: `conformance_m${Date.now()}` }).asPromise();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

let known: ReturnType<typeof makeModels> | undefined;
function models() {
  known ??= makeModels();
  return known;
}

function makeModels() {
  const village = new Schema({ _id: String, name: { type: String, required: true } }, { versionKey: false });
  const proposal = new Schema(
    {
      _id: String,
      code: String,
      village: { type: String, ref: 'Village' },
      answers: [{ _id: false, step: String, text: String }],
      marks: { type: Map, of: Number },
    },
    { timestamps: true, optimisticConcurrency: true },
  );
  proposal.index({ code: 1 }, { unique: true });
  proposal.index({ village: 1, createdAt: -1 });
  return {
    Village: connection.model('Village', village),
    Proposal: connection.model('Proposal', proposal),
  };
}

describe('mongoose', () => {
  it('makes the declared indexes, and sees one that is missing or changed', async () => {
    const { Proposal } = models();
    await Proposal.createCollection();
    expect((await Proposal.diffIndexes()).toCreate).toHaveLength(2);
    await Proposal.createIndexes();
    expect(await Proposal.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    await Proposal.collection.dropIndex('code_1');
    await Proposal.collection.createIndex({ stray: 1 });
    expect(await Proposal.diffIndexes()).toMatchObject({
      toDrop: ['stray_1'],
      toCreate: [{ code: 1 }],
    });
    await Proposal.syncIndexes();
    expect(await Proposal.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  });

  it('saves, populates and updates with defaults, maps and times', async () => {
    const { Village, Proposal } = models();
    await Village.create({ _id: '63.11.01.2001', name: 'Juai' });
    await Proposal.create({ _id: 'a', code: 'RR-1', village: '63.11.01.2001', marks: { urgent: 3 } });
    const found = await Proposal.findById('a').populate('village').lean();
    expect(found).toMatchObject({
      village: { name: 'Juai' },
      marks: { urgent: 3 },
      createdAt: expect.any(Date),
    });
    const changed = await Proposal.findOneAndUpdate(
      { _id: 'a' },
      { $push: { answers: { step: 'needs', text: 'jalan' } } },
      { returnDocument: 'after' },
    ).lean();
    expect(changed?.answers).toEqual([{ step: 'needs', text: 'jalan' }]);
  });

  it('refuses a save of what changed meanwhile', async () => {
    const { Proposal } = models();
    await Proposal.create({ _id: 'v', code: 'RR-V' });
    const [one, other] = [await Proposal.findById('v'), await Proposal.findById('v')];
    await one?.set('code', 'RR-V1').save();
    await expect(other?.set('code', 'RR-V2').save()).rejects.toThrow(/No matching document|version/i);
  });

  it('tells a duplicate by code 11000 and the key', async () => {
    const { Proposal } = models();
    await Proposal.createIndexes();
    await Proposal.create({ _id: 'd1', code: 'RR-D' });
    await expect(Proposal.create({ _id: 'd2', code: 'RR-D' })).rejects.toMatchObject({
      code: 11000,
      keyValue: { code: 'RR-D' },
    });
  });

  it('iterates a cursor and runs a transaction', async () => {
    const { Village } = models();
    await Village.insertMany(Array.from({ length: 25 }, (_, n) => ({ _id: `w${n}`, name: `Desa ${n}` })));
    let seen = 0;
    for await (const _ of Village.find({ _id: /^w/ }).lean().cursor({ batchSize: 10 })) seen += 1;
    expect(seen).toBe(25);
    await expect(
      connection.transaction(async (session) => {
        await Village.deleteMany({ _id: /^w/ }, { session });
        throw new Error('thought better of it');
      }),
    ).rejects.toThrow('thought better');
    expect(await Village.countDocuments({ _id: /^w/ })).toBe(25);
  });
});
