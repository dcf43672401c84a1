import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { queueProposal } from '../../src/messaging/handling/queue-proposal.ts';
import { listDeadLetters } from '../../src/messaging/queues/dead-letters.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { findByAddress, findParticipant } from '../../src/people/participants.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { someAnswers } from '../support/proposing.ts';
import { useTalks } from '../support/talks.ts';

describe('who writes', () => {
  const held = useTalks();

  it('ties a chat to the person whose link was pressed, in any case of letters', async () => {
    const person = await held().talks.enter();
    await held().talks.say('chat-1', { kind: 'start', code: person.startCode.toLowerCase() });
    await held().talks.quiet();
    expect((await findParticipant(person._id))?.addresses).toEqual(['simulator:chat-1']);
    expect(held().talks.texts('chat-1')).toEqual([expect.stringContaining(person.name)]);
  });

  it('gives the chat to the next when the phone is handed on', async () => {
    const [first, second] = [await held().talks.enter(), await held().talks.enter()];
    for (const { startCode: code } of [first, second])
      await held().talks.say('chat-2', { kind: 'start', code });
    await held().talks.quiet();
    expect((await findParticipant(first._id))?.addresses).toBeUndefined();
    expect((await findByAddress('simulator:chat-2'))?._id).toBe(second._id);
  });

  it('treats a code that was never given out as a stranger’s, and asks who they are', async () => {
    await held().talks.say('chat-3', { kind: 'start', code: 'AAAAAAAAAA' });
    await held().talks.quiet();
    expect(await findByAddress('simulator:chat-3')).toMatchObject({ verified: false, registeredBy: 'self' });
    expect(held().talks.texts('chat-3').join()).toContain('mendaftar');
  });

  it('lets a stranger register themselves, unverified, and goes straight on to the invitation', async () => {
    for (const answer of ['halo', '1', 'Hamdani', 'juai', 'galumbang', 'ketua rt', '7', '1']) {
      await held().talks.say('chat-4', answer);
      await held().talks.quiet();
    }
    const person = await findByAddress('simulator:chat-4');
    expect(person).toMatchObject({ verified: false, registeredBy: 'self', village: expect.any(String) });
    expect(held().talks.texts('chat-4').at(-1)).toContain('Bersedia?');
  });
});

describe('a stranger who names an RT', () => {
  const held = useTalks();

  it('is asked again where staff’s lists know the village and no such RT', async () => {
    const { rt = '' } = await held().talks.enter();
    for (const answer of ['halo', '1', 'Hamdani', 'juai', 'juai', 'ketua rt', '99']) {
      await held().talks.say('chat-rt', answer);
      await held().talks.quiet();
    }
    expect(held().talks.texts('chat-rt').at(-1)).toContain('RT itu tidak ada dalam daftar desa ini');
    await held().talks.tell('chat-rt', [rt, '1']);
    await held().talks.quiet();
    expect((await findByAddress('simulator:chat-rt'))?.village).toBe('63.11.01.2003');
  });
});

describe('a service where strangers cannot register themselves', () => {
  const held = useTalks({ SELF_REGISTRATION: 'false' });

  it('tells a stranger whom to ask, and begins no talk', async () => {
    await held().talks.say('stranger', { kind: 'start' });
    await held().talks.say('stranger', '1');
    await held().talks.quiet();
    expect(held().talks.texts('stranger')).toHaveLength(2);
    expect(new Set(held().talks.texts('stranger')).size).toBe(1);
    const person = await findByAddress('simulator:stranger');
    expect(person && (await held().talks.conversation(person))?.state).toBeNull();
  });

  it('still knows those whom staff have entered', async () => {
    const person = await held().talks.enter();
    await held().talks.say('known', { kind: 'start', code: person.startCode });
    await held().talks.quiet();
    expect(held().talks.texts('known').join()).toContain('Bersedia?');
  });
});

describe('photos', () => {
  const held = useTalks();
  afterEach(() => ProposalModel.deleteMany());

  async function proposeWith(files: Buffer[]) {
    const round = await currentRound();
    if (!round) throw new Error('no round');
    const photos = files.map((bytes) => {
      const { id: mediaId, mime } = held().talks.simulator.putFile(bytes, 'image/jpeg');
      return { mediaId, mime };
    });
    const answers = {
      ...someAnswers(),
      photos: { value: { kind: 'photos' as const, photos }, words: 'foto', at: '' },
    };
    const participant = await held().talks.enter();
    const now = new Date();
    const stored = await submitProposal({
      round: round,
      participant,
      number: 1,
      answers,
      channel: 'simulator',
      now,
    });
    if (!stored) throw new Error('not stored');
    await queueProposal(stored, held().talks.app.runtime.queues);
    await held().talks.quiet();
    return ProposalModel.findById(stored._id).lean();
  }

  it('are fetched, made small, and freed of the place where they were taken', async () => {
    const place = {
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '2/1 11/1 0/1' },
      IFD0: { Model: 'Telepon Budi' },
    };
    const plain = sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#7a9a58' } });
    const taken = await plain.withExif(place).jpeg().toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const proposal = await proposeWith([taken]);
    const [photo] = proposal?.photos ?? [];
    const kept = await readFile(join(held().talks.app.runtime.mediaDir, photo?.file ?? 'none'));
    const { exif, width, height } = await sharp(kept).metadata();
    expect({ exif, width, height }).toEqual({ exif: undefined, width: 1600, height: 1067 });
    expect(kept.includes('Telepon Budi')).toBe(false);
  });

  it('that are none are given up with the reason; the others are kept', async () => {
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const proposal = await proposeWith([Buffer.from('no picture at all'), picture]);
    expect(proposal?.photos.map(({ file }) => Boolean(file))).toEqual([false, true]);
    expect(await listDeadLetters(held().talks.app.runtime.queues)).toMatchObject([
      { queue: 'media-simulator', reason: expect.stringContaining('not a picture') },
    ]);
    expect(await readdir(held().talks.app.runtime.mediaDir)).not.toContain(expect.stringContaining('.new'));
  });
});

describe('somebody with whom there is no talk', () => {
  const held = useTalks();
  const person = async (chat: string) => findByAddress(`simulator:${chat}`);
  const last = (chat: string) => held().talks.texts(chat).at(-1);
  const say = async (chat: string, ...said: string[]) => {
    for (const text of said) {
      await held().talks.say(chat, text);
      await held().talks.quiet();
    }
  };

  it('refused by staff, still hears of the data, stops all messages, and has the data erased', async () => {
    await say('refused', 'halo', '1', 'Hamdani', 'juai', 'galumbang', 'ketua rt', '7', '1');
    const refused = { reason: 'bukan ketua RT', by: 'kantor', at: new Date() };
    await ParticipantModel.updateOne({ addresses: 'simulator:refused' }, { $set: { refused } });
    await say('refused', 'mulai');
    expect(last('refused')).toContain('bukan ketua RT');
    await say('refused', 'DATA SAYA');
    expect(last('refused')).toContain('Hamdani');
    await say('refused', 'STOP');
    expect((await person('refused'))?.optedOutAt).toBeDefined();
    await say('refused', 'HAPUS DATA', '1');
    await say('refused', '2');
    expect((await person('refused'))?.eraseAt).toBeDefined();
  });

  it('whose seat has passed on, reads PRIVASI and stops; all else gets one remark', async () => {
    const { startCode: code, _id } = await held().talks.enter();
    await held().talks.say('former', { kind: 'start', code });
    await held().talks.quiet();
    await ParticipantModel.updateOne({ _id }, { $set: { leftAt: new Date() } });
    const before = held().talks.texts('former').length;
    await say('former', 'PRIVASI', 'ya', 'STOP');
    expect(held().talks.texts('former').slice(before)).toHaveLength(3);
    expect((await findParticipant(_id))?.optedOutAt).toBeDefined();
  });
});

describe('somebody of the lists, before the first round', () => {
  const held = useTalks();

  it('is told so, and stops with one word, told once', async () => {
    await RoundModel.deleteMany({});
    const { _id } = await held().talks.enter('early');
    for (const text of ['halo', 'STOP']) {
      await held().talks.say('early', text);
      await held().talks.quiet();
    }
    const [first, second, ...more] = held().talks.texts('early');
    expect(first).toContain('Rembuk Remas belum dibuka');
    expect(second).toContain('MULAI');
    expect(more).toEqual([]);
    expect((await findParticipant(_id))?.optedOutAt).toBeDefined();
  });
});
