import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';
import { type TcpProxy, tcpProxy, through } from '../support/tcp-proxy.ts';

/** The driver of MongoDB looks every 10 s and waits 30 s for the answer; of Redis nothing is heard for 15 s. */
const soon = { timeout: 90_000, interval: 100 };

// mongodb-js/mongodb-core#108; of Redis TCP itself finds out after a quarter of an hour only.
describe('lines to the engines that a router between them has forgotten', () => {
  let service: TestService;
  let talks: Talks;
  let lines: Record<'MongoDB' | 'Redis', TcpProxy>;

  beforeAll(async () => {
    service = await testService();
    const { mongodbUri, redisUrl } = service.backends;
    lines = { MongoDB: await tcpProxy(mongodbUri), Redis: await tcpProxy(redisUrl) };
    const backends = {
      mongodbUri: through(mongodbUri, lines.MongoDB),
      redisUrl: through(redisUrl, lines.Redis),
    };
    talks = await startTalks(service, { backends });
  });
  afterAll(async () => {
    await talks?.stop();
    await Promise.all(Object.values(lines ?? {}).map((line) => line.close()));
    await service?.remove();
  });

  it.each(['Redis', 'MongoDB'] as const)(
    'to %s are given up, and who wrote meanwhile is answered',
    async (engine) => {
      const person = await talks.enter(engine);
      await talks.say(engine, 'halo');
      await talks.quiet();
      lines[engine].forget();
      const taken = talks.say(engine, '1');
      await vi.waitFor(() => expect(talks.texts(engine).at(-1)).toContain('1/9'), soon);
      await taken;
      await talks.quiet();
      expect(await talks.conversation(person)).toMatchObject({ turn: 2, outbox: [], effects: [] });
    },
  );
});
