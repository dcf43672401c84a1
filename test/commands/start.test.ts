import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import {
  type Ended,
  environmentOf,
  rembuk,
  type ServiceProcess,
  startFromSource,
  startService,
} from '../support/command-line.ts';
import { giveClassifier, type TestService, testService } from '../support/service.ts';
import { tcpProxy, through } from '../support/tcp-proxy.ts';

/** Each test starts processes of its own; on a busy machine one start takes half a minute. */
const options = { timeout: 300_000 };

describe('rembuk start', options, () => {
  let service: TestService;
  let api: BotApi;
  let env: NodeJS.ProcessEnv;
  const lines = ({ stderr }: Ended) => stderr.trim().split('\n');

  beforeAll(async () => {
    service = await testService();
    await giveClassifier(service);
    api = await startBotApi();
    env = environmentOf(service, { TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url });
  });
  afterAll(async () => {
    await service?.remove();
    await api?.close();
  });

  it.each([
    ['from source', startFromSource, 71],
    ['from dist/', startService, 73],
  ] as const)('serves a stranger and the office %s, and ends when it is told to', async (_, start, chat) => {
    const running = await start({
      ...env,
      // The first admin's password is judged at the start.
      ADMIN_EMAIL: 'ani@balangan.example',
      ADMIN_PASSWORD: 'kebun karet di hulu sungai 77',
    });
    api.start(chat);
    await api.waitFor(chat, () => true, 60_000);
    const health = await fetch(new URL('sehat', running.url ?? ''));
    expect([health.status, await health.json()]).toEqual([200, { mongodb: true, redis: true }]);
    expect((await fetch(new URL('masuk', running.url ?? ''))).status).toBe(200);
    const ended = await running.stop();
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).not.toContain(testToken);
    expect(ended.stderr).toContain('"msg":"Stopping"');
  });

  it('does the same in three processes, one for each role', async () => {
    const running: ServiceProcess[] = [];
    for (const role of ['gateway', 'worker', 'admin'])
      running.push(await startService(env, ['--role', role]));
    expect(running.map(({ url }) => Boolean(url))).toEqual([false, false, true]);
    api.start(72);
    await api.waitFor(72, ({ text }) => text.includes('mendaftar'), 60_000);
    const ended = await Promise.all(running.map((one) => one.stop()));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  });

  it.each(['MONGODB_URI', 'REDIS_URL'] as const)(
    'ends when it is told to, also while %s is away',
    async (engine) => {
      const uri = env[engine] ?? '';
      const line = await tcpProxy(uri);
      const running = await startService({ ...env, [engine]: through(uri, line) });
      await line.takeAway();
      const ended = await running.stop();
      await line.close();
      expect(ended).toMatchObject({ code: 0, signal: null });
    },
  );

  it('names every bad setting in a line of its own, without its value, and ends with 1', async () => {
    const bad = { ...env, PORT: 'eighty', TELEGRAM_BOT_TOKEN: 'secret-thing', TZ: 'Banjar' };
    const ended = await rembuk(['start'], bad);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(lines(ended)).toEqual([
      'Settings to mend (see .env.example):',
      expect.stringMatching(/^ {2}- PORT /),
      expect.stringMatching(/^ {2}- TELEGRAM_BOT_TOKEN /),
      expect.stringMatching(/^ {2}- TZ /),
    ]);
    expect(ended.stderr).not.toContain('secret-thing');
  });

  it('demands its engines in production', async () => {
    const { MONGODB_URI: _mongodb, REDIS_URL: _redis, ...rest } = env;
    const ended = await rembuk(['start'], { ...rest, NODE_ENV: 'production' });
    expect(ended.code).toBe(1);
    for (const name of ['MONGODB_URI', 'REDIS_URL', 'SESSION_SECRET']) expect(ended.stderr).toContain(name);
  });

  it('says in one line that its port is taken, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ended = await rembuk(['start'], { ...env, PORT: String(port), LOG_LEVEL: 'silent' });
    other.close();
    expect(ended.code).toBe(1);
    expect(lines(ended)).toEqual([expect.stringContaining(`Port ${port} cannot be opened`)]);
  });

  it.each([
    ['a promise that nobody waits for', "Promise.reject(new Error('lost at sea'))"],
    ['a throw in an event', "(() => { throw new Error('lost at sea') })()"],
  ])('ends with 1 and one clear line after %s, so that a supervisor starts it again', async (_, fault) => {
    // As soon as the process has its handler, and not before.
    const script = `const look = setInterval(() => {
      if (process.listenerCount('unhandledRejection') === 0) return;
      clearInterval(look);
      setImmediate(() => ${fault});
    }, 10);`;
    const preload = `data:text/javascript,${encodeURIComponent(script)}`;
    const ended = await rembuk(['start'], { ...env, NODE_OPTIONS: `--import "${preload}"` });
    expect(ended.code).toBe(1);
    const last = JSON.parse(lines(ended).at(-1) ?? '{}');
    expect(last).toMatchObject({
      level: 'error',
      error: 'lost at sea',
      msg: 'A fault that nothing took care of; this process ends',
    });
  });

  it('refuses a role that there is not', async () => {
    const ended = await rembuk(['start', '--role', 'boss'], env);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('boss');
  });
});
