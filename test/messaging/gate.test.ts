import { createHash, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelName, Content, Incoming } from '../../src/channels/channel.ts';
import { createMessageReader } from '../../src/conversation/reading/reader.ts';
import { silentLog } from '../../src/log.ts';
import { createGate } from '../../src/messaging/limits/gate.ts';
import { countStrangers, liftLimit, listLimited } from '../../src/messaging/limits/limited.ts';
import { standardLimits } from '../../src/messaging/limits/rules.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { testRedisUrl } from '../support/database.ts';
import { texts } from '../support/talking.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const autoReply = 'Terima kasih sudah menghubungi Toko Berkah. Pesan Anda akan kami balas, tiket 1.';

describe.each(['telegram', 'whatsapp'] satisfies ChannelName[])(
  'the gate before the inbox of %s',
  (channel) => {
    let redis: Redis;
    let prefix: string;
    let now: number;
    let sequence = 0;

    beforeEach(() => {
      redis = openRedis(testRedisUrl(), silentLog);
      prefix = `test_${randomUUID().slice(0, 8)}`;
      now = Date.parse('2026-12-01T01:00:00Z');
    });
    afterEach(async () => {
      const keys = await redis.keys(`${prefix}:*`);
      if (keys.length > 0) await redis.unlink(keys);
      redis.disconnect();
    });

    // As after a restart, or in another process: nothing is remembered but in Redis.
    const gate = () =>
      createGate(redis, prefix, {
        pseudonym: (text) => createHash('sha256').update(text).digest('base64url').slice(0, 22),
        reader: createMessageReader(texts),
        rules: { ...standardLimits, strangersAnHour: 5 },
      });

    /** Somebody sends something, in short: what is done with it. */
    async function judge(
      content: Content | string,
      { address = '6281250001111', sentAt = now, messageId = '', known = true } = {},
    ): Promise<string> {
      sequence += 1;
      const incoming: Incoming = {
        channel,
        messageId: messageId || `m-${sequence}`,
        address,
        sentAt: new Date(sentAt).toISOString(),
        content: typeof content === 'string' ? { kind: 'text', text: content } : content,
      };
      const [verdict] = await gate().judge([incoming], new Date(now), async () => [known]);
      return !verdict || verdict.do === 'take' ? 'take' : `${verdict.do} ${verdict.why}`;
    }

    async function all(contents: (Content | string)[], everyMs: number): Promise<Record<string, number>> {
      const counts: Record<string, number> = {};
      for (const content of contents) {
        const said = await judge(content);
        counts[said] = (counts[said] ?? 0) + 1;
        if (said === 'take') await gate().answered([`${channel}:6281250001111`], new Date(now));
        now += everyMs;
      }
      return counts;
    }
    /** Sentences of which no two are the same, not even but for their numbers. */
    const different = (count: number, what = 'pesan yang lain dari yang lain') =>
      Array.from(
        { length: count },
        (_, n) => `${what} ${n.toString(2).replaceAll('0', 'a').replaceAll('1', 'b')}`,
      );

    it('reads what a person can have typed of 1,500 in five seconds, and tells them once', async () => {
      const counts = await all(different(1_500), 5_000 / 1_500);
      expect(counts).toEqual({ take: expect.any(Number), 'tell hurry': 1, 'drop hurry': expect.any(Number) });
      expect(counts.take).toBeGreaterThanOrEqual(60);
      expect(counts.take).toBeLessThanOrEqual(65);
      // A pause, and they are read again; others never were held up.
      expect(await judge('halo', { address: '6281250002222' })).toBe('take');
      now += minute;
      expect(await judge('halo')).toBe('take');
    });

    it('does not answer a flood with another: somebody who never stops is told once an hour at most', async () => {
      const counts = await all(different(1_200), 500);
      expect(counts['tell hurry']).toBe(1);
      expect(counts.take).toBeLessThan(370);
    });

    it('hears STOP in the middle of a flood, but no flood of STOP', async () => {
      for (const text of different(100)) await judge(text);
      expect(await judge('pesan lagi')).toBe('drop hurry');
      expect(await judge('STOP')).toBe('take');
      const said = [];
      for (let n = 0; n < 40; n += 1) said.push(await judge(n % 2 ? 'STOP' : 'MULAI'));
      expect(said.filter((one) => one === 'take')).toHaveLength(4);
    });

    it('takes an album of a hundred pictures at once', async () => {
      const photo: Content = {
        kind: 'photo',
        media: { id: 'p', mime: 'image/jpeg' },
        caption: 'Jembatan kami',
      };
      expect(await all(Array(100).fill(photo), 0)).toEqual({ take: 100 });
    });

    it('takes double taps, hasty short answers, and the same question asked three times', async () => {
      expect(await all(['1', '1', '1', '1', 'ya', 'ya', 'ya', '1', '1', '1', '1', '1', '1'], 300)).toEqual({
        take: 13,
      });
      expect(await all(Array(10).fill({ kind: 'choice', value: 'yes' }), 100)).toEqual({ take: 10 });
      const asked = 'Assalamualaikum pak, kapan jalan kami diperbaiki?';
      expect(await all([asked, 'halo', asked, 'halo', asked], 30 * second)).toEqual({ take: 5 });
    });

    it('takes ten proposals of several people behind one phone, one after the other', async () => {
      const proposal = (n: number) => [
        ...[
          '1',
          '2',
          '1',
          `Jalan di RT ${n} rusak berat kalau hujan`,
          '1',
          `Perbaikan jalan RT ${n}`,
          'Sudah dibahas bersama dalam musyawarah desa',
          'dekat masjid',
        ],
        ...['800 meter', '30', 'ya', '1', 'lewati', 'kirim', '1'],
      ];
      expect(await all(Array.from({ length: 10 }, (_, n) => proposal(n)).flat(), 4 * second)).toEqual({
        take: 150,
      });
    });

    it('judges what waited through an outage by when it was written', async () => {
      const written = Array.from({ length: 240 }, (_, n) => now - 12 * hour + n * 3 * minute);
      const said = new Set<string>();
      for (const [n, sentAt] of written.entries()) said.add(await judge(different(240)[n] ?? '', { sentAt }));
      // One sentence, again every few hours or days by somebody who waits, all delivered in the same second.
      for (const back of [90, 77, 65, 54, 43, 32, 9, 7, 5, 4, 3, 2, 1])
        said.add(await judge(autoReply, { sentAt: now - back * hour }));
      expect([...said]).toEqual(['take']);
      // A flood in one second of yesterday is a flood all the same.
      const flood = await Promise.all(
        different(200, 'banjir pesan yang ditulis kemarin').map((text) =>
          judge(text, { address: '6281250003333', sentAt: now - 20 * hour }),
        ),
      );
      expect(flood.filter((one) => one === 'take')).toHaveLength(60);
    });

    it('falls silent for an hour before a machine that says the same again and again', async () => {
      const replies = Array.from({ length: 30 }, (_, n) => autoReply.replace('1.', `${n + 1}.`));
      expect(await all(replies, 2 * second)).toEqual({ take: 7, 'tell loop': 1, 'drop loop': 22 });
      expect(await judge('kami juga menjual pulsa')).toBe('drop loop');
      now += hour;
      expect(await judge(autoReply)).toBe('take');
    });

    it('ends a silence that was begun by a clock which has been set back since', async () => {
      const right = now;
      now += 8 * hour;
      await all(Array(10).fill(autoReply), second);
      now = right;
      expect(await judge('ini saya sendiri')).toBe('take');
    });

    it('is no machine who hears nothing, and says the same again every five seconds', async () => {
      for (let n = 0; n < 24; n += 1) {
        expect(await judge('Perbaikan jembatan ke sekolah yang roboh')).toBe('take');
        now += 5 * second;
      }
    });

    it('judges once what the network brings again and again while nothing can be stored, said twice or not', async () => {
      const said = 'Warga susah karena jalan usaha tani longsor waktu hujan';
      const [first, second] = [
        { messageId: 'said', sentAt: now - 10_000 },
        { messageId: 'said-again', sentAt: now - 5_000 },
      ];
      for (let n = 0; n < 20; n += 1)
        expect([await judge(said, first), await judge(said, second)]).toEqual(['take', 'take']);
    });

    it('is silent for a day where the machine is still there after an hour', async () => {
      await all(Array(10).fill(autoReply), second);
      now += hour;
      expect(await all(Array(10).fill(autoReply), second)).toMatchObject({ 'tell loop': 1 });
      now += 23 * hour;
      expect(await judge('pesan lain')).toBe('drop loop');
      now += hour;
      expect(await judge('pesan lain')).toBe('take');
    });

    it('finds machines that alternate two replies, or say a short word for ever', async () => {
      const two = [
        'Kami sedang tutup, buka besok jam delapan.',
        'Ketik MENU untuk melihat daftar produk kami.',
      ];
      expect(await all(Array(20).fill(two).flat(), second)).toMatchObject({ take: 8, 'tell loop': 1 });
      now += 2 * hour;
      const shorts = await Promise.all(
        Array.from({ length: 40 }, () => judge('OK', { address: '6281250004444' })),
      );
      expect(shorts.filter((one) => one === 'take')).toHaveLength(14);
    });

    it('bounds a machine that never says the same twice', async () => {
      const counts = await all(different(1_300), 5 * second);
      expect(counts.take).toBeLessThan(850);
      // It goes on for an hour and three quarters.
      expect(counts['tell hurry']).toBe(2);
    });

    it('reads a person again who types MULAI or STOP, in any language, but no machine that says it', async () => {
      for (const word of ['MULAI', 'start', 'STOP']) {
        await all(Array(10).fill(autoReply), second);
        expect(await judge('halo pak')).toBe('drop loop');
        expect([word, await judge(word), await judge('halo pak')]).toEqual([word, 'take', 'take']);
      }
      const address = '6281250005555';
      for (let n = 0; n < 20; n += 1) await judge('mulai', { address });
      expect(await judge('mulai', { address })).toBe('drop loop');
    });

    it('counts a message that the network brings again once, at the same time too', async () => {
      const same = { messageId: 'the-same' };
      expect(await Promise.all(Array.from({ length: 30 }, () => judge(autoReply, same)))).toEqual(
        Array(30).fill('take'),
      );
      for (const other of ['a', 'b', 'c']) {
        await gate().answered([`${channel}:6281250001111`], new Date(now));
        await judge(autoReply, { messageId: other });
      }
      await gate().answered([`${channel}:6281250001111`], new Date(now));
      expect(await judge(autoReply, { messageId: 'fifth' })).toBe('tell loop');
      expect(await judge(autoReply, { messageId: 'fifth' })).toBe('tell loop');
    });

    it('meets so many strangers an hour, tells as many to come back, and always reads whom it knows', async () => {
      const from = (n: number) => ({ address: `62812999000${10 + n}`, known: false });
      const first = [];
      for (let n = 0; n < 12; n += 1) first.push(await judge('halo', from(n)));
      expect(first).toEqual([
        ...Array(5).fill('take'),
        ...Array(5).fill('tell strangers'),
        ...Array(2).fill('drop strangers'),
      ]);
      expect([await judge('halo', from(7)), await judge('halo lagi', from(1)), await judge('halo')]).toEqual([
        'drop strangers',
        'take',
        'take',
      ]);
      expect(await countStrangers(redis, prefix, new Date(now))).toEqual({ met: 5, away: 7 });
      now += hour;
      expect(await judge('halo', from(7))).toBe('take');
      // Those of an outage count for the hour in which they wrote.
      for (let back = 2; back < 12; back += 1)
        expect(await judge('halo', { ...from(20 + back), sentAt: now - back * hour })).toBe('take');
    });

    it('shows staff who is limited, with the address hidden, until they lift it', async () => {
      await all(Array(10).fill(autoReply), second);
      for (const text of different(80)) await judge(text, { address: '6281250006666' });
      const list = await listLimited(redis, prefix);
      expect(list).toMatchObject([
        { shown: `${channel}:666`, why: 'hurry', dropped: 20, silentUntil: null },
        { shown: `${channel}:111`, why: 'loop', dropped: 6, silentUntil: expect.any(Date) },
      ]);
      expect(await judge('halo')).toBe('drop loop');
      expect(await liftLimit(redis, prefix, list[1]?.id ?? '')).toBe(`${channel}:111`);
      expect(await judge('halo')).toBe('take');
      expect(await liftLimit(redis, prefix, list[1]?.id ?? '')).toBeNull();
      expect(await listLimited(redis, prefix)).toHaveLength(1);
    });

    it('forgets everything in two days', async () => {
      await all(Array(10).fill(autoReply), second);
      await judge('halo', { address: '6281250007777', known: false });
      for (const key of await redis.keys(`${prefix}:*`)) {
        const left = await redis.pttl(key);
        expect(left, key).toBeGreaterThan(0);
        expect(left, key).toBeLessThanOrEqual(48 * hour);
      }
    });
  },
);
