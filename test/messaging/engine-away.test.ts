import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MessageModel } from '../../src/talks/message.model.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';
import { type TcpProxy, tcpProxy, through } from '../support/tcp-proxy.ts';

/**
 * MongoDB or Redis goes away while messages are on their way, at several moments of it, and comes back. The service
 * reaches both through lines that the test cuts.
 */
const shortMs = 1_500;
/** Longer than the driver waits for a server (10 s, see storage/mongodb.ts), so that work in hand fails and is done again. */
const longMs = 12_000;

describe('an engine that goes away in the middle', () => {
  let service: TestService;
  let talks: Talks;
  let mongodb: TcpProxy;
  let redis: TcpProxy;

  beforeAll(async () => {
    service = await testService();
    const { mongodbUri, redisUrl } = service.backends;
    mongodb = await tcpProxy(mongodbUri);
    redis = await tcpProxy(redisUrl);
    talks = await startTalks(service, {
      backends: { mongodbUri: through(mongodbUri, mongodb), redisUrl: through(redisUrl, redis) },
    });
  });
  afterAll(async () => {
    await talks?.stop();
    await mongodb?.close();
    await redis?.close();
    await service?.remove();
  });
  const lines = () => ({ MongoDB: mongodb, Redis: redis });

  const onceMore = loadTexts().t('id', 'conversation.once-more');

  /** What somebody has been asked, in order, by the places of the questions; not where they were told why they are asked again. */
  const marks = (address: string) =>
    talks
      .texts(address)
      .filter((text) => !text.startsWith(onceMore))
      .flatMap((text) => text.match(/(?<![\d/])\d\/9(?![\d/])/)?.[0] ?? []);

  it.each([
    ['MongoDB', 0, shortMs],
    ['MongoDB', 15, shortMs],
    ['MongoDB', 60, shortMs],
    ['MongoDB', 30, longMs],
    ['Redis', 0, shortMs],
    ['Redis', 15, shortMs],
    ['Redis', 60, shortMs],
    ['Redis', 30, longMs],
  ] as const)(
    'asks nobody twice and loses nothing when %s goes %i ms after an answer, for %i ms',
    async (engine, delayMs, awayMs) => {
      const people = await Promise.all([0, 1, 2, 3].map((n) => talks.enter(`${engine}-${delayMs}-${n}`)));
      const addresses = people.map(({ addresses: [own = ''] = [] }) => own.slice('simulator:'.length));
      await Promise.all(addresses.map((address) => talks.say(address, 'halo')));
      await talks.quiet();
      const answers = addresses.map((address) => talks.say(address, '1'));
      await sleep(delayMs);
      await lines()[engine].takeAway();
      const more = addresses.map(async (address) => {
        await sleep(50);
        return talks.say(address, '1');
      });
      await sleep(awayMs);
      await lines()[engine].bringBack();
      await Promise.all([...answers, ...more]);
      await talks.quiet();
      for (const [n, person] of people.entries()) {
        const address = addresses[n] ?? '';
        const conversation = await talks.conversation(person);
        expect(conversation).toMatchObject({ turn: 3, outbox: [], effects: [] });
        expect(await MessageModel.countDocuments({ address: `simulator:${address}`, waiting: true })).toBe(0);
        const asked = marks(address);
        expect(asked).toEqual([...new Set(asked)]);
        expect(talks.texts(address).filter((text) => text.startsWith(onceMore)).length).toBeLessThanOrEqual(
          1,
        );
      }
    },
  );
});
