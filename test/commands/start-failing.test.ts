import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../src/app/app.ts';
import { createSimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { silentLog } from '../../src/log.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { type TestService, testService } from '../support/service.ts';
import { type TcpProxy, tcpProxy, through } from '../support/tcp-proxy.ts';

/** A start that cannot succeed lets go of everything, so that the process ends; one that only has to wait, waits. */
describe('a start', () => {
  let service: TestService;
  let mongodb: TcpProxy;
  let redis: TcpProxy;
  const backends = () => ({
    ...service.backends,
    mongodbUri: through(service.backends.mongodbUri, mongodb),
    redisUrl: through(service.backends.redisUrl, redis),
  });

  beforeAll(async () => {
    service = await testService({}, { empty: true });
    mongodb = await tcpProxy(service.backends.mongodbUri);
    redis = await tcpProxy(service.backends.redisUrl);
  });
  afterAll(async () => {
    await mongodb?.close();
    await redis?.close();
    await service?.remove();
  });
  let said: string[] = [];
  const log = { ...silentLog, warn: (_facts: object, message: string) => said.push(message) };
  const options = () => ({
    ...service,
    role: 'all' as const,
    log,
    extraChannels: [createSimulatorChannel(() => new Date())],
  });

  it('whose database fails in the middle of its preparation ends as a process, and not with 0', async () => {
    const { MONGODB_URI = '', ...rest } = environmentOf(service);
    // A district without a folder fails in the middle, after both servers are connected.
    const ended = await rembuk(['start'], { ...rest, MONGODB_URI, DISTRICT_CODE: '63.99' });
    expect(ended).toMatchObject({ code: 1, signal: null });
    expect(ended.stderr).toContain('data/districts/63.99/district.yaml is missing');
  });

  it('whose channel fails lets go too', async () => {
    const broken = createSimulatorChannel(() => new Date());
    broken.start = async () => {
      throw new Error('no network card');
    };
    const failed = startApp(service.config, service.backends, { ...options(), extraChannels: [broken] });
    await expect(failed).rejects.toThrow('no network card');
    // Nothing is held: the same start succeeds at once on the same servers.
    const app = await startApp(service.config, service.backends, options());
    await app.stop();
  });

  it.each(['mongodb', 'redis'] as const)(
    'waits for %s, says so, and goes on when it comes',
    async (engine) => {
      const line = { mongodb, redis }[engine];
      await line.takeAway();
      said = [];
      const starting = startApp(service.config, backends(), options());
      const told = { mongodb: 'The start waits for its servers', redis: 'Redis is away' }[engine];
      await expect.poll(() => said.join('\n'), { timeout: 30_000 }).toContain(told);
      await line.bringBack();
      const app = await starting;
      expect((await fetch(new URL('siap', app.url ?? ''))).status).toBe(200);
      await app.stop();
    },
  );

  it.each(['mongodb', 'redis'] as const)('ends when %s does not come in time', async (engine) => {
    const line = { mongodb, redis }[engine];
    await line.takeAway();
    const starting = startApp(service.config, backends(), { ...options(), patienceMs: 300 });
    await expect(starting).rejects.toThrow(/cannot be reached. Check (MONGODB_URI|REDIS_URL)/);
    await line.bringBack();
  });

  it('that is told to stop while it waits, stops', async () => {
    await redis.takeAway();
    const stopping = new AbortController();
    const starting = startApp(service.config, backends(), { ...options(), stopping: stopping.signal });
    stopping.abort();
    await expect(starting).rejects.toThrow('Redis cannot be reached');
    await redis.bringBack();
  });

  it('tells its health before long, also when a server takes calls and answers nothing', async () => {
    const app = await startApp(service.config, backends(), options());
    const ask = async (page: string) => {
      const response = await fetch(new URL(page, app.url ?? ''), { signal: AbortSignal.timeout(20_000) });
      return [response.status, await response.json()];
    };
    expect(await ask('sehat')).toEqual([200, { mongodb: true, redis: true }]);
    expect(await ask('siap')).toEqual([200, { ready: true, mongodb: true, redis: true }]);
    await mongodb.takeAway();
    // In its place something that takes the connection and stays silent.
    const taken = new Set<Socket>();
    const dumb = createServer((socket) => taken.add(socket)).listen(mongodb.port, '127.0.0.1');
    expect(await ask('sehat')).toEqual([503, { mongodb: false, redis: true }]);
    expect(await ask('siap')).toEqual([503, { ready: true, mongodb: false, redis: true }]);
    await new Promise<void>((resolve) => {
      dumb.close(() => resolve());
      for (const socket of taken) socket.destroy();
    });
    await mongodb.bringBack();
    await expect.poll(() => ask('sehat').then(([status]) => status), { timeout: 20_000 }).toBe(200);
    await app.stop();
    await rm(service.config.DATA_DIR, { recursive: true, force: true });
  });
});
