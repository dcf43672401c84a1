import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { migrate, pendingMigrations } from '../../src/app/migrations.ts';
import { models } from '../../src/app/models.ts';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { ensureIndexes } from '../../src/storage/mongodb.ts';
import { ModelVersionModel } from '../../src/training/model-version.model.ts';
import { listSpellingVariants } from '../../src/training/spelling-variants.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([]);

const now = new Date('2026-11-27T09:00:00Z');
const old = (name: string) => mongoose.connection.collection<{ _id: string }>(name);

/** A database as the version before the words were settled has left it. */
async function beginAsBefore(): Promise<void> {
  await mongoose.connection.dropDatabase();
  const round = { year: 2026, flow: 'usulan', quota: 3, answerDays: 5, status: 'open', openedAt: now };
  await old('rembuks').insertOne({ _id: '2026', ...round } as never);
  const running = {
    state: 'sending',
    running: true,
    at: now,
    by: 'a',
    createdAt: now,
    audience: {},
    message: {},
  };
  await old('broadcasts').createIndex(
    { rembuk: 1, running: 1 },
    { unique: true, partialFilterExpression: { running: true } },
  );
  await old('broadcasts').insertMany([
    { _id: '2026.1', rembuk: '2026', ...running },
    { _id: '2025.1', rembuk: '2025', ...running },
  ] as never);
  await old('invitations').insertOne({
    _id: '2026.p1',
    rembuk: '2026',
    participant: 'p1',
    status: 'unknown',
    doubtful: true,
    queuedAt: now,
  } as never);
  await old('lexicon-ways').insertOne({
    _id: 'banjar:banyu',
    group: 'banjar',
    meaning: 'air',
    way: 'banyu',
    by: 'a',
    at: now,
  } as never);
  await old('model-versions').insertOne(oldVersion as never);
}

/** A version of the classifier as it was kept, with a word that somebody had added. */
const oldVersion = { _id: 'v1', ways: [{ group: 'banjar', meaning: 'air', way: 'banyu' }] };

describe('a database of an older version', () => {
  beforeEach(beginAsBefore);

  it('tells what would change, and is left as it is', async () => {
    expect(await pendingMigrations()).toEqual([
      {
        name: '2026-11-words',
        renames: [
          { what: 'collection rembuks -> rounds', documents: 1 },
          { what: 'collection lexicon-ways -> spelling-variants', documents: 1 },
          { what: 'broadcasts: rembuk -> round', documents: 2 },
          { what: 'invitations: rembuk -> round', documents: 1 },
          { what: 'invitations: doubtful -> uncertain', documents: 1 },
          { what: 'spelling-variants: way -> variant', documents: 1 },
          { what: 'model-versions: ways -> variants', documents: 1 },
        ],
      },
    ]);
    expect(await old('rembuks').countDocuments()).toBe(1);
    expect(await old('rounds').countDocuments()).toBe(0);
  });

  it('is read by this one once it is migrated, and nothing is left to do', async () => {
    await migrate(now);
    await ensureIndexes(models);
    expect(await currentRound()).toMatchObject({ _id: '2026', quota: 3 });
    expect(await BroadcastModel.find().sort({ _id: 1 }).distinct('round')).toEqual(['2025', '2026']);
    expect(await InvitationModel.findById('2026.p1').lean()).toMatchObject({
      round: '2026',
      uncertain: true,
    });
    expect(await listSpellingVariants()).toMatchObject([{ meaning: 'air', variant: 'banyu' }]);
    expect(await ModelVersionModel.findById('v1').lean()).toMatchObject({
      variants: [{ group: 'banjar', meaning: 'air', variant: 'banyu' }],
    });
    expect(await BroadcastModel.collection.indexes()).not.toContainEqual(
      expect.objectContaining({ name: 'rembuk_1_running_1' }),
    );
    expect(await pendingMigrations()).toEqual([]);
  });

  it('may be migrated by two processes at once, or again after a crash in the middle', async () => {
    await old('rembuks').rename('rounds');
    await Promise.all([migrate(now), migrate(now)]);
    expect(await pendingMigrations()).toEqual([]);
    expect(await BroadcastModel.countDocuments({ round: { $exists: true } })).toBe(2);
  });

  it('that an older version has filled again says what is in the way', async () => {
    await old('rounds').insertOne({ _id: '2027' });
    await expect(migrate(now)).rejects.toThrow(/both "rembuks" and "rounds".*Stop it/);
  });
});
