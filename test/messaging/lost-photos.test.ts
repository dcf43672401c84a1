import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { readPhotos } from '../../src/conversation/inputs/photos.ts';
import { queueProposal } from '../../src/messaging/handling/queue-proposal.ts';
import { listDeadLetters, retryDeadLetter } from '../../src/messaging/queues/dead-letters.ts';
import { queueNames } from '../../src/messaging/queues/queues.ts';
import { deadlyTries } from '../../src/messaging/queues/tries.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { interlacedBomb } from '../support/bombs.ts';
import { someAnswers } from '../support/proposing.ts';
import { useTalks } from '../support/talks.ts';

const patience = { timeout: 60_000, interval: 20 };
const green = { create: { width: 640, height: 480, channels: 3, background: 'green' } } as const;

describe('a photo that cannot be kept', () => {
  const held = useTalks();

  /** Somebody who talks already and has sent a proposal with one photo; it is not fetched yet. */
  async function proposed(address: string, bytes: Buffer, locale?: 'bjn') {
    const { talks } = held();
    const participant = await talks.enter(address);
    await talks.say(address, 'halo');
    await talks.quiet();
    if (locale)
      await ConversationModel.updateOne(
        { _id: participant._id },
        { $set: { 'state.locale': locale }, $inc: { version: 1 } },
      );
    const { id: mediaId, mime } = talks.simulator.putFile(bytes, 'image/png');
    const photos = { kind: 'photos' as const, photos: [{ mediaId, mime }] };
    const round = await currentRound();
    if (!round) throw new Error('there is no round');
    const proposal = await submitProposal({
      round: round,
      participant,
      number: 1,
      answers: { ...someAnswers(), photos: { value: photos, words: '(1)', at: new Date().toISOString() } },
      channel: 'simulator',
      now: new Date(),
    });
    if (!proposal) throw new Error('the quota is used up');
    return proposal;
  }

  const told = (address: string) =>
    held()
      .talks.texts(address)
      .filter((text) => text.includes('RR-'));
  const toldOnce = (address: string) =>
    vi.waitFor(() => expect(told(address)).toHaveLength(1), patience).then(() => told(address)[0]);
  const deadLetter = (id: string) =>
    vi.waitFor(async () => {
      const letter = (await listDeadLetters(held().talks.app.runtime.queues)).find((one) => one.id === id);
      expect(letter).toBeDefined();
      return letter;
    }, patience);

  it('is told to its sender once, in their language, and is taken when it comes again', async () => {
    const { talks } = held();
    const { runtime } = talks.app;
    const proposal = await proposed('bomber', interlacedBomb(), 'bjn');
    await queueProposal(proposal, runtime.queues);
    const text = await toldOnce('bomber');
    expect(text).toContain('kada kawa kami simpan');
    expect(text).toContain(proposal.code);
    await deadLetter(`${proposal._id}.0`);
    expect((await ProposalModel.findById(proposal._id).lean())?.photos).toMatchObject([
      { lost: 'interlaced' },
    ]);

    // Staff try it again: it is as bad as before, and nobody is told the same thing twice.
    await retryDeadLetter(runtime.queues, queueNames.media('simulator'), `${proposal._id}.0`, new Date());
    await deadLetter(`${proposal._id}.0`);
    await talks.quiet();
    expect(told('bomber')).toHaveLength(1);

    const before = await talks.conversation({ _id: proposal.participant } as never);
    const media = talks.simulator.putFile(await sharp(green).jpeg().toBuffer(), 'image/jpeg');
    await talks.say('bomber', { kind: 'photo', media });
    await talks.quiet();
    expect(told('bomber').at(-1)).toContain('foto gagantinya');
    const [photo] = (await ProposalModel.findById(proposal._id).lean())?.photos ?? [];
    expect(photo?.lost).toBeUndefined();
    expect((await stat(join(runtime.mediaDir, photo?.file ?? ''))).mode & 0o777).toBe(0o600);
    expect(await listDeadLetters(runtime.queues)).toEqual([]);
    // The talk stands where it stood.
    const after = await talks.conversation({ _id: proposal.participant } as never);
    expect(after?.state).toEqual(before?.state);
  });

  it('is told too when it has ended the service too often, or can no longer be fetched', async () => {
    const { queues } = held().talks.app.runtime;
    const name = queueNames.media('simulator');
    const deadly = await proposed('deadly', await sharp(green).png().toBuffer());
    await queues.redis.hset(`${queues.prefix}:under-way:${name}`, `${deadly._id}.0`, deadlyTries);
    await queueProposal(deadly, queues);
    expect(await toldOnce('deadly')).toContain(deadly.code);
    const gone = await proposed('gone', await sharp(green).png().toBuffer());
    await ProposalModel.updateOne(
      { _id: gone._id },
      { $set: { 'photos.0.media': 'simulator:no-such-file' } },
    );
    await queueProposal(gone, queues);
    expect(await toldOnce('gone')).toContain('tidak bisa diambil');
  });
});

describe('a photo that can be refused at once', () => {
  it.each([
    ['a HEIC', { id: 'a', mime: 'image/heic' }, 'photo-heic'],
    ['a TIFF', { id: 'a', mime: 'image/tiff' }, 'photo-kind'],
    ['an SVG', { id: 'a', mime: 'image/svg+xml' }, 'photo-kind'],
    ['one of 21 MB', { id: 'a', mime: 'image/jpeg', bytes: 21 * 1024 * 1024 }, 'photo-too-large'],
  ])('%s is, with how to send it', async (_, media, reason) => {
    const asked = { step: {} as never, choices: [], sofar: undefined };
    expect(readPhotos({ kind: 'photo', media }, asked)).toEqual({ kind: 'miss', reason });
    for (const locale of ['id', 'bjn', 'en'] as const)
      expect(loadTexts().has(`conversation.miss.${reason}`, locale)).toBe(true);
  });
});
