import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../src/app/app.ts';
import { examineHealth } from '../../src/app/health.ts';
import { createSimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { silentLog } from '../../src/log.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { pingMongo } from '../../src/storage/mongodb.ts';
import { environmentOf, rembuk } from '../support/command-line.ts';
import { refusingRedis } from '../support/refusing-redis.ts';
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

  it.each(['full', 'replica'] as const)(
    'waits for a Redis that takes nothing (%s), says so in its words, and goes on when it does',
    async (how) => {
      const refusing = await refusingRedis();
      const redis = openRedis(refusing.url, silentLog);
      expect(await examineHealth(redis, 'rembuk')).toMatchObject({ redis: true });
      await refusing.refuse(how);
      expect(await examineHealth(redis, 'rembuk')).toMatchObject({ redis: false });
      redis.disconnect();
      said = [];
      const short = { ...options(), patienceMs: 3_000 };
      const own = { ...backends(), redisUrl: refusing.url };
      await expect(startApp(service.config, own, short)).rejects.toThrow(
        /^Redis refuses to keep anything: "(OOM|READONLY) .*REDIS_URL names the primary\.$/,
      );
      const starting = startApp(service.config, own, options());
      await expect.poll(() => said.join('\n'), { timeout: 30_000 }).toContain('waits for its servers, 119 s');
      await refusing.takeAgain();
      await (await starting).stop();
      await refusing.remove();
    },
  );

  it('that loses its database in the middle begins anew, and goes on when it is back', async () => {
    const channel = createSimulatorChannel(() => new Date());
    const { start } = channel;
    const states: boolean[] = [];
    channel.start = async (...takers) => {
      if (states.length === 0) await mongodb.takeAway();
      states.push(await pingMongo(300));
      if (!states.at(-1)) await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: 300 });
      return start(...takers);
    };
    said = [];
    const starting = startApp(service.config, backends(), { ...options(), extraChannels: [channel] });
    await expect.poll(() => said.join('\n'), { timeout: 30_000 }).toContain('waits for its servers');
    await mongodb.bringBack();
    const app = await starting;
    expect(states).toEqual([false, true]);
    expect((await fetch(new URL('siap', app.url ?? ''))).status).toBe(200);
    await app.stop();
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
