import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { type RefusingRedis, refusalNames, refusingRedis } from '../support/refusing-redis.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

/** Sooner than the look for what was left (30 s, for what is 30 s old); longer than the longest pause of the inbox. */
const soon = { timeout: 25_000, interval: 50 };

describe('a Redis that refuses what would write, just when an answer is stored', () => {
  let service: TestService;
  let talks: Talks;
  let redis: RefusingRedis;

  beforeAll(async () => {
    service = await testService();
    redis = await refusingRedis();
    talks = await startTalks(service, { backends: { redisUrl: redis.url } });
  });
  afterAll(async () => {
    await redis?.takeAgain();
    await talks?.stop();
    await redis?.remove();
    await service?.remove();
  });

  it.each(refusalNames)('(%s) keeps nobody waiting once it takes commands again', async (refusal) => {
    const [refused = '', beside = ''] = [refusal, `beside-${refusal}`];
    const people = await Promise.all([refused, beside].map((address) => talks.enter(address)));
    await talks.tell(refused, ['halo']);
    await talks.tell(beside, ['halo']);
    await talks.quiet();
    const { collection } = MessageModel;
    const storing = vi.spyOn(collection, 'insertMany').mockImplementationOnce(async (...told) => {
      storing.mockRestore();
      const stored = await collection.insertMany(...told);
      await redis.refuse(refusal);
      return stored;
    });
    const failed = vi.spyOn(silentLog, 'error');
    const runs = () => failed.mock.calls.filter(([, what]) => what === 'A look at the inbox').length;
    await talks.say(refused, '1');
    await vi.waitFor(() => expect(runs()).toBeGreaterThan(1), soon);
    await redis.takeAgain();
    failed.mockRestore();
    await talks.say(beside, '1');
    for (const person of people) {
      const answered = async () =>
        expect(await talks.conversation(person)).toMatchObject({ turn: 2, outbox: [] });
      await vi.waitFor(answered, soon);
    }
    expect(talks.texts(refused)).toHaveLength(2);
  });
});
