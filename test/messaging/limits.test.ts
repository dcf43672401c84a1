import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listDeadLetters } from '../../src/messaging/queues/dead-letters.ts';
import { queueNames } from '../../src/messaging/queues/queues.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { type Locale, locales } from '../../src/texts/locales.ts';
import { type TestService, testService } from '../support/service.ts';
import { texts } from '../support/talking.ts';
import { startTalks, type Talks } from '../support/talks.ts';

const patience = { timeout: 60_000, interval: 20 };
const autoReply = 'Terima kasih sudah menghubungi Toko Berkah. Pesan Anda akan kami balas besok.';
const said = (locale: Locale, why: string) => texts.t(locale, `conversation.limited.${why}`, {});

/** Words that are another sentence for each number. */
const words = (n: number) => n.toString(2).replaceAll('0', ' ya').replaceAll('1', ' tidak');

describe('limits of who writes', () => {
  let service: TestService;
  let talks: Talks;

  beforeAll(async () => {
    service = await testService({ NEW_STRANGERS_PER_HOUR: '4' });
    talks = await startTalks(service);
  });
  afterAll(async () => {
    await talks?.stop();
    await service?.remove();
  });

  const count = (address: string, text: string) => talks.texts(address).filter((one) => one === text).length;

  it('1,500 messages at once are not all answered, told so once, and hold nobody else up', async () => {
    await talks.enter('flood');
    await talks.enter('neighbour');
    const begun = performance.now();
    let sent = 0;
    talks.simulator.onSent((address) => {
      if (address === 'flood') sent += 1;
    });
    await Promise.all(Array.from({ length: 1_500 }, (_, n) => talks.say('flood', `banjir pesan${words(n)}`)));
    await talks.say('neighbour', 'halo');
    await vi.waitFor(() => expect(talks.texts('neighbour')).not.toEqual([]), patience);
    await talks.quiet();
    const stored = await MessageModel.countDocuments({ address: 'simulator:flood' });
    // Sixty, the one that is told, and one a second while it lasted.
    expect(stored).toBeGreaterThanOrEqual(61);
    const seconds = (performance.now() - begun) / 1000;
    expect(stored).toBeLessThan(62 + seconds + 10);
    // At most two texts for each.
    expect(sent).toBeLessThan(2 * (62 + seconds + 10));
    expect(count('flood', said('id', 'hurry'))).toBe(1);
  });

  it.each(locales)('are told in the language of the talk: %s', async (locale) => {
    for (const why of ['hurry', 'loop'] as const) {
      const address = `${why}-${locale}`;
      const person = await talks.enter(address);
      await ParticipantModel.updateOne({ _id: person._id }, { $set: { locale } });
      await talks.say(address, 'halo');
      await talks.quiet();
      for (let n = 0; n < 90; n += 1)
        await talks.say(address, why === 'loop' ? autoReply : `jawaban saya adalah${words(n)}`);
      await talks.quiet();
      expect([address, count(address, said(locale, why))]).toEqual([address, 1]);
      // A person goes on by one word.
      if (why === 'loop') {
        expect(talks.texts(address).at(-1)).toBe(said(locale, why));
        const before = (await talks.conversation(person))?.turn ?? 0;
        await talks.say(address, locale === 'en' ? 'START' : 'MULAI');
        await talks.quiet();
        expect((await talks.conversation(person))?.turn).toBe(before + 1);
        expect(talks.texts(address).at(-1)).not.toBe(said(locale, why));
      }
    }
  });

  it('outlast a restart', async () => {
    await talks.enter('stubborn');
    for (let n = 0; n < 12; n += 1) await talks.say('stubborn', autoReply);
    await talks.quiet();
    const before = await MessageModel.countDocuments({ address: 'simulator:stubborn' });
    // Nothing was answered meanwhile, so the eighth ends it.
    expect(before).toBe(8);
    await talks.stop();
    talks = await startTalks(service);
    await talks.say('stubborn', 'halo lagi');
    await talks.quiet();
    expect(await MessageModel.countDocuments({ address: 'simulator:stubborn' })).toBe(before);
    expect(talks.texts('stubborn')).toEqual([]);
  });

  it('meet so many strangers an hour; the next are asked to come back, and nothing of them is kept', async () => {
    for (let n = 0; n < 10; n += 1) await talks.say(`stranger-${n}`, 'halo, saya mau mengusulkan jalan');
    await talks.quiet();
    const addresses = Array.from({ length: 10 }, (_, n) => `simulator:stranger-${n}`);
    expect(await ParticipantModel.countDocuments({ addresses: { $in: addresses } })).toBe(4);
    expect(await MessageModel.countDocuments({ address: { $in: addresses } })).toBe(4);
    await vi.waitFor(() => expect(talks.texts('stranger-7')).toEqual([said('id', 'strangers')]), patience);
    expect(talks.texts('stranger-9')).toEqual([]);
    // Whoever comes by a link of their own is no stranger.
    const person = await talks.enter();
    await talks.say('by-link', { kind: 'start', code: person.startCode });
    await talks.quiet();
    expect(talks.texts('by-link')).not.toEqual([]);
    await talks.say('by-guess', { kind: 'start', code: 'AAAAAAAAAA' });
    expect(await MessageModel.countDocuments({ address: 'simulator:by-guess' })).toBe(0);
  });

  it('leave no chat id, number or word in Redis, job ids included', async () => {
    const phone = '6281250009876';
    const person = await talks.enter(phone);
    await talks.say(phone, 'nama saya Hamdani dari Juai', `${phone}-77`);
    for (let n = 0; n < 8; n += 1) await talks.say(phone, autoReply, `${phone}-${n}`);
    await talks.quiet();
    // A network's refusal that quotes whom it was for.
    talks.simulator.failNext(
      { kind: 'refused', reason: `No LID for user ${phone}@c.us` },
      { address: '6281250004321' },
    );
    await talks.enter('6281250004321');
    await talks.say('6281250004321', 'halo');
    await vi.waitFor(
      async () => expect(await listDeadLetters(talks.app.runtime.queues)).toHaveLength(1),
      patience,
    );
    expect(await ConversationModel.countDocuments({ _id: person._id, 'handled.4': { $exists: true } })).toBe(
      1,
    );
    const { redis, prefix } = talks.app.runtime.queues;
    const keys = await redis.keys(`${prefix}:*`);
    const held = await Promise.all(keys.map(async (key) => [key, await valueAt(key)]));
    const text = JSON.stringify(held);
    expect(text.includes(`:${queueNames.inbox}:`)).toBe(true);
    const secrets = [phone, phone.slice(2), 'Hamdani', 'Toko Berkah', 'stranger-1'];
    // Only which of them, for all of Redis is no message of a failed test.
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);

    async function valueAt(key: string): Promise<unknown> {
      switch (await redis.type(key)) {
        case 'hash':
          return redis.hgetall(key);
        case 'zset':
          return redis.zrange(key, '0', '-1');
        case 'set':
          return redis.smembers(key);
        case 'list':
          return redis.lrange(key, 0, -1);
        case 'stream':
          return redis.xrange(key, '-', '+');
        default:
          return redis.get(key);
      }
    }
  });
});
