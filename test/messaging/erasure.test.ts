import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { writePrivate } from '../../src/files.ts';
import { sheetsIn } from '../../src/letters/sheets/send.ts';
import { impersonalCollections, personalCollections } from '../../src/messaging/privacy/collections.ts';
import { eraseDue, requestErasure } from '../../src/messaging/privacy/erase.ts';
import { personalFacts } from '../../src/messaging/privacy/facts.ts';
import { removeAgedOut, removeAgedOutDaily } from '../../src/messaging/privacy/retention.ts';
import { ImportModel } from '../../src/people/import/import.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants, findByAddress, meetStranger } from '../../src/people/participants.ts';
import { isSuppressed } from '../../src/people/suppressed.ts';
import { LookupMissesModel } from '../../src/proposals/lookup-misses.model.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { quotaLeft } from '../../src/proposals/seat-usage.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { sayInTurn, toTheEnd, toTheProblem } from '../support/spoken.ts';
import { useTalks } from '../support/talks.ts';

const held = useTalks();
const runtime = () => held().talks.app.runtime;

/** Everything that is stored anywhere, as one text. */
async function everything(): Promise<string> {
  const collections = await mongoose.connection.db?.listCollections().toArray();
  const stored = await Promise.all(
    (collections ?? [])
      .filter(({ name }) => name !== 'audit')
      .map(({ name }) => mongoose.connection.collection(name).find().toArray()),
  );
  const { redis, prefix } = runtime().queues;
  const keys = await redis.keys(`${prefix}*`);
  const values = await Promise.all(
    keys.map(async (key) => {
      const type = await redis.type(key);
      if (type === 'hash') return redis.hgetall(key);
      if (type === 'zset') return redis.zrange(key, '0', '-1');
      if (type === 'set') return redis.smembers(key);
      if (type === 'list') return redis.lrange(key, 0, -1);
      if (type === 'stream') return redis.xrange(key, '-', '+');
      return type === 'string' ? redis.get(key) : '';
    }),
  );
  const media = join(held().service.config.DATA_DIR, 'media');
  const files = await readdir(media).catch(() => []);
  const contents = await Promise.all(files.map((file) => readFile(join(media, file), 'latin1')));
  return JSON.stringify([stored, keys, values, files, contents]);
}

describe('HAPUS DATA', () => {
  const chat = '628125550001177';
  const name = 'Haji Rusmadi Saputra';
  const phone = '+628125550099';

  beforeAll(async () => {
    const seat = { office: 'ketua-rt' as const, rt: '77', village: '63.11.01.2003', kecamatan: '63.11.01' };
    const [person] = await addParticipants([{ ...seat, name, address: `simulator:${chat}` }], new Date());
    await ParticipantModel.updateOne({ _id: person?._id ?? '' }, { $set: { phone } });
    const { talks } = held();
    await sayInTurn(talks, chat, [
      ...toTheProblem,
      `Jalan berlubang, hubungi ${name} di 0812 5550 099`,
      ...toTheEnd(`Perbaikan jalan usaha tani RT 77, kontak Haji Rusmadi  Saputra 0812-5550-099`),
    ]);
    expect(await ProposalModel.countDocuments({ participant: person?._id ?? '' })).toBe(1);
  });

  it('is told in the talk, asked twice, and leaves nothing that leads to the person anywhere', async () => {
    const { talks } = held();
    // A code that is none: how often an address misses is counted.
    await talks.say(chat, 'CEK RR-26-0103-9999');
    await talks.quiet();
    expect(await LookupMissesModel.exists({ _id: `simulator:${chat}` })).not.toBeNull();
    const before = await everything();
    for (const trace of [chat, name, '5550']) expect(before.includes(trace), trace).toBe(true);
    await talks.say(chat, 'data saya');
    await talks.quiet();
    const told = talks.texts(chat).find((text) => text.includes(`Nama: ${name}`)) ?? '';
    expect(told).toContain('1 usulan: RR-26-0103-');
    expect(told).not.toContain('5550099');
    for (const text of ['hapus data', 'ya', 'yakin']) {
      await talks.say(chat, text);
      await talks.quiet();
    }
    expect(talks.texts(chat).at(-1)).toContain('dihapus dalam 3 x 24 jam');
    await eraseDue(runtime());
    const after = await everything();
    for (const trace of [chat, name, 'Rusmadi', '5550099', '0812 5550', '0812-5550'])
      expect(after.includes(trace), trace).toBe(false);
  });

  it('leaves what was proposed, its code, and the quota of its seat', async () => {
    const proposal = await ProposalModel.findOne({ quotaKey: /rt\/77/ }).lean();
    expect(proposal).toMatchObject({
      status: expect.stringMatching(/submitted|classified/),
      village: '63.11.01.2003',
    });
    expect(proposal?.title).toContain('Perbaikan jalan usaha tani RT 77');
    const round = await currentRound();
    const successor = {
      office: 'ketua-rt' as const,
      rt: '77',
      village: '63.11.01.2003',
      kecamatan: '63.11.01',
    };
    const [next] = await addParticipants([{ ...successor, name: 'Penerus' }], new Date());
    if (!round || !next) throw new Error('no round');
    expect(await quotaLeft(round, next)).toBe(round.quota - 1);
  });

  it('keeps the number from being written to again by a list, until the person comes by themselves', async () => {
    expect(await isSuppressed(`simulator:${chat}`, runtime().privacyKey)).toBe(true);
    expect(await isSuppressed('whatsapp:628125550099', runtime().privacyKey)).toBe(true);
    expect(await isSuppressed('whatsapp:628125550098', runtime().privacyKey)).toBe(false);
    const { talks } = held();
    await talks.say(chat, 'mulai');
    await talks.quiet();
    expect(talks.texts(chat).at(-1)).toContain('Nomor Bapak/Ibu belum terdaftar');
    expect((await findByAddress(`simulator:${chat}`))?.name).not.toBe(name);
    await talks.say(chat, 'ya');
    await talks.quiet();
    expect(await isSuppressed(`simulator:${chat}`, runtime().privacyKey)).toBe(false);
  });

  it('may be carried out again after a crash in the middle, and waits for the farewell to be sent', async () => {
    const stranger = await meetStranger('simulator:4455', 'Orang Asing', new Date());
    await ConversationModel.collection.insertOne({
      _id: stranger._id as never,
      version: 1,
      turn: 1,
      outbox: [
        { turn: 1, index: 0, address: 'simulator:4455', reply: { text: 'x', choices: [], asks: null } },
      ],
      effects: [],
      handled: [],
      state: null,
      round: null,
      updatedAt: new Date(),
    });
    await requestErasure(stranger._id, new Date());
    await eraseDue(runtime());
    expect(await ParticipantModel.exists({ _id: stranger._id })).not.toBeNull();
    await ConversationModel.updateOne({ _id: stranger._id }, { $set: { outbox: [] } });
    await Promise.all([eraseDue(runtime()), eraseDue(runtime()), eraseDue(runtime())]);
    expect(await ParticipantModel.exists({ _id: stranger._id })).toBeNull();
    expect(await ConversationModel.exists({ _id: stranger._id })).toBeNull();
  });
});

describe('every collection', () => {
  it('stands in the list of what an erasure does there', () => {
    const listed = [...Object.keys(personalCollections), ...impersonalCollections].sort();
    const there = mongoose.modelNames().map((one) => mongoose.model(one).collection.name);
    expect([...new Set(there)].sort()).toEqual(listed);
  });

  it('is told of in the register of the office', async () => {
    const register = await readFile('docs/personal-data.md', 'utf8');
    const untold = [...Object.keys(personalCollections), ...impersonalCollections].filter(
      (name) => !register.includes(`\`${name}\``),
    );
    expect(untold).toEqual([]);
  });
});

describe('what is kept too long', () => {
  const retention = {
    RETAIN_MESSAGES_DAYS: 365,
    RETAIN_CONVERSATIONS_DAYS: 1_095,
    RETAIN_PHOTOS_DAYS: 1_095,
    RETAIN_STRANGERS_DAYS: 30,
  };
  const old = (days: number) => new Date(Date.now() - days * 86_400_000);
  const message = (id: string, days: number, waiting: boolean) => ({
    _id: id,
    channel: 'simulator',
    address: 'simulator:9',
    content: { kind: 'text', text: id },
    sentAt: old(days),
    receivedAt: old(days),
    ...(waiting ? { waiting: true } : {}),
  });

  it('is removed, and nothing that is still needed', async () => {
    await MessageModel.create([
      message('old', 366, false),
      message('waits', 400, true),
      message('new', 10, false),
    ] as never[]);
    const list = { file: 'a.csv', by: 'siti', state: 'checked' as const, sheet: { headings: [], rows: [] } };
    await ImportModel.create([
      { ...list, _id: 'stale', at: old(1.1) },
      { ...list, _id: 'fresh', at: old(0.5) },
    ]);
    const stranger = await meetStranger('simulator:8', 'Lewat', old(31));
    const talker = await meetStranger('simulator:9', 'Masih menulis', old(31));
    await LookupMissesModel.create([
      { _id: 'simulator:7', at: [old(1.1)], last: old(1.1) },
      { _id: 'simulator:6', at: [old(0.5)], last: old(0.5) },
    ]);
    const sheets = sheetsIn(runtime().mediaDir);
    await writePrivate(sheets, 'told.pdf', Buffer.from('%PDF-1.4'));
    await utimes(join(sheets, 'told.pdf'), old(2), old(2));
    expect(await removeAgedOut(retention, runtime())).toMatchObject({
      messages: 1,
      strangers: 1,
      lists: 1,
      misses: 1,
      sheets: 1,
    });
    expect(await readdir(sheets)).toEqual([]);
    expect((await MessageModel.find({ address: 'simulator:9' }).lean()).map(({ _id }) => _id).sort()).toEqual(
      ['new', 'waits'],
    );
    expect(await ParticipantModel.exists({ _id: stranger._id })).toBeNull();
    expect(await ParticipantModel.exists({ _id: talker._id })).not.toBeNull();
    expect(await ImportModel.exists({ _id: 'fresh' })).not.toBeNull();
    expect(await ImportModel.exists({ _id: 'stale' })).toBeNull();
  });

  it('is looked for once a day, however many workers there are', async () => {
    const tomorrow = { ...runtime(), now: () => new Date(Date.now() + 86_400_000) };
    const all = await Promise.all([1, 2, 3, 4].map(() => removeAgedOutDaily(retention, tomorrow)));
    expect(all.filter((one) => one !== null)).toHaveLength(1);
  });
});

it('DATA SAYA of somebody nobody knows anything about says so', async () => {
  const stranger = await meetStranger('simulator:1', '', new Date());
  expect((await personalFacts(stranger)).map(({ key }) => key)).toEqual(['chat', 'no-consent', 'messages']);
});
