import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pathsOf } from '../../src/embedded/paths.ts';
import { isRunning, processesOf } from '../../src/embedded/processes.ts';

/** One data folder lives through all of these in order: durable, with blanks in its name and too long for a socket. */
let root = '';
let dataDir = '';
const starters: ChildProcess[] = [];
/** How long the engines outlive their last user; see keeper.ts. */
const outliveMs = 2_000;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rembuk-engines-'));
  dataDir = join(root, "Dokumen dari Pak Camat's laptop", 'a'.repeat(80), 'data');
});
afterAll(async () => {
  for (const starter of starters) starter.kill('SIGKILL');
  await vi.waitFor(() => expect(ofOurs()).toEqual([]), { timeout: 30_000 });
  await rm(root, { recursive: true, force: true });
  await rm(pathsOf(dataDir).run, { recursive: true, force: true });
});

interface Where {
  mongodbUri: string;
  redisUrl: string;
}

/** Starts a process that needs engines, and waits until it has them. @throws Error where it ends without them */
async function start(need = { mongodb: true, redis: true }): Promise<Where & { process: ChildProcess }> {
  const options = { dataDir, packagesDir: resolve('.rembuk/packages'), need };
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/embedded/starter.ts', JSON.stringify(options)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  starters.push(child);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('It ended without engines')));
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => {});
  return { ...(JSON.parse(line) as Where), process: child };
}

/** Every process of this data folder's keeper and engines; the starters name it too and are left out. */
const ofOurs = () => processesOf(dataDir).filter((pid) => !starters.some((starter) => starter.pid === pid));

const parentOf = (pid: number) =>
  Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

async function killAll(pids: number[]): Promise<void> {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It went with the one before.
    }
  }
  await expect.poll(() => pids.filter((pid) => isRunning(pid, dataDir)), { timeout: 10_000 }).toEqual([]);
}

/** Writes to both engines until they are gone; returns the numbers that each has acknowledged. */
async function writeUntilGone({ mongodbUri, redisUrl }: Where, meanwhile: () => Promise<void>) {
  const mongo = new MongoClient(mongodbUri, { serverSelectionTimeoutMS: 500, retryWrites: false });
  const redis = new Redis(redisUrl, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => {});
  const acknowledged = { mongodb: [] as number[], redis: [] as number[] };
  const documents = mongo.db('durable').collection<{ _id: number }>('documents');
  await documents.deleteMany({});
  const writer = async (list: number[], first: number, write: (n: number) => Promise<unknown>) => {
    for (let n = first; ; n += 8) {
      try {
        await write(n);
        list.push(n);
      } catch {
        return;
      }
    }
  };
  const writers = Array.from({ length: 8 }, (_, first) => [
    writer(acknowledged.mongodb, first, (n) => documents.insertOne({ _id: n })),
    writer(acknowledged.redis, first, (n) => redis.hset('durable', String(n), 'x')),
  ]).flat();
  await expect
    .poll(() => acknowledged.mongodb.length > 100 && acknowledged.redis.length > 100, { timeout: 20_000 })
    .toBe(true);
  await meanwhile();
  await Promise.all(writers);
  await mongo.close();
  redis.disconnect();
  return acknowledged;
}

async function stored({ mongodbUri, redisUrl }: Where) {
  const mongo = new MongoClient(mongodbUri, { serverSelectionTimeoutMS: 2_000 });
  const redis = new Redis(redisUrl, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => {});
  try {
    const documents = await mongo.db('durable').collection('documents').find().toArray();
    const fields = await redis.hkeys('durable');
    return { mongodb: new Set(documents.map((one) => Number(one._id))), redis: new Set(fields.map(Number)) };
  } finally {
    await mongo.close();
    redis.disconnect();
  }
}

describe('embedded engines', () => {
  it('start in a deep folder with blanks and a quote, and a second starter joins the first', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(other.mongodbUri).toBe(one.mongodbUri);
    expect(other.redisUrl).toBe(one.redisUrl);
    // They have no password and no port: only whoever may enter the folder of their sockets gets in.
    for (const socket of [decodeURIComponent(new URL(one.mongodbUri).hostname), one.redisUrl]) {
      expect((await stat(socket)).isSocket()).toBe(true);
      expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
    }
    const redis = new Redis(one.redisUrl);
    expect(await redis.config('GET', 'port')).toEqual(['port', '0']);
    redis.disconnect();
    other.process.kill('SIGKILL');
    const mongo = await MongoClient.connect(one.mongodbUri);
    expect(await mongo.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
    await mongo.close();
  });

  it('lose nothing acknowledged when every one of them is killed at once, and come back where they were', async () => {
    const before = await start();
    const acknowledged = await writeUntilGone(before, async () => {
      for (const starter of starters) starter.kill('SIGKILL');
      await killAll(ofOurs());
    });
    const after = await start();
    expect([after.mongodbUri, after.redisUrl]).toEqual([before.mongodbUri, before.redisUrl]);
    const there = await stored(after);
    expect(acknowledged.mongodb.filter((n) => !there.mongodb.has(n))).toEqual([]);
    expect(acknowledged.redis.filter((n) => !there.redis.has(n))).toEqual([]);
  });

  it('come back by themselves when PostgreSQL and Redis are killed under a living keeper', async () => {
    const where = await start();
    const before = await stored(where);
    await killAll(processesOf(join(dataDir, 'engines', 'postgres')));
    await killAll(processesOf(join(dataDir, 'engines', 'redis')));
    const again = async () => {
      const there = await stored(where).catch(() => null);
      return there && [there.mongodb.size, there.redis.size];
    };
    await expect.poll(again, { timeout: 20_000 }).toEqual([before.mongodb.size, before.redis.size]);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'come back where they were when the keeper ends by %s under a living starter',
    async (signal) => {
      const where = await start();
      const before = await stored(where);
      const keepers = processesOf('keeper.ts').filter((pid) => isRunning(pid, dataDir));
      for (const pid of keepers) process.kill(pid, signal);
      await expect
        .poll(() => keepers.filter((pid) => isRunning(pid, dataDir)), { timeout: 30_000 })
        .toEqual([]);
      const again = async () => {
        const there = await stored(where).catch(() => null);
        return there && [there.mongodb.size, there.redis.size];
      };
      await expect.poll(again, { timeout: 60_000 }).toEqual([before.mongodb.size, before.redis.size]);
    },
  );

  it('stay under a living starter when the only other one is gone for longer than they outlive their last', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const keepers = () => processesOf('keeper.ts').filter((pid) => isRunning(pid, dataDir));
    // Both have to find the way to the next keeper by themselves.
    await killAll(keepers());
    await expect.poll(() => stored(other).catch(() => null), { timeout: 60_000 }).not.toBeNull();
    const before = keepers();
    expect(before).not.toEqual([]);
    for (const starter of starters) if (starter !== other.process) starter.kill('SIGKILL');
    await sleep(outliveMs + 1_000);
    expect(keepers()).toEqual(before);
    expect((await stored(one)).redis.size).toBeGreaterThan(100);
  });

  it('whose keeper alone was killed are orphans: the next starter ends them and starts afresh', async () => {
    const before = await start();
    const keepers = processesOf('keeper.ts').filter((pid) => isRunning(pid, dataDir));
    for (const starter of starters) starter.kill('SIGKILL');
    await killAll(keepers);
    const orphans = processesOf(join(dataDir, 'engines'));
    expect(orphans.length).toBeGreaterThan(0);
    const after = await start();
    expect(orphans.filter((pid) => isRunning(pid, dataDir))).toEqual([]);
    expect((await stored(after)).mongodb.size).toBe((await stored(before)).mongodb.size);
  });

  it('are found and ended as orphans also where their pid files are lost', async () => {
    await start();
    for (const starter of starters) starter.kill('SIGKILL');
    await killAll(processesOf('keeper.ts').filter((pid) => isRunning(pid, dataDir)));
    const orphans = processesOf(join(dataDir, 'engines'));
    expect(orphans.length).toBeGreaterThan(0);
    for (const file of ['postgres.pid', 'redis.pid']) await rm(join(pathsOf(dataDir).run, file));
    const where = await start();
    expect(orphans.filter((pid) => isRunning(pid, dataDir))).toEqual([]);
    expect((await stored(where)).redis.size).toBeGreaterThan(100);
  });

  it('end when the last who needs them has been killed', async () => {
    for (const starter of starters) starter.kill('SIGKILL');
    await expect.poll(ofOurs, { timeout: 20_000 }).toEqual([]);
  });

  it('come back when the server is killed over one of its processes that never notices', async () => {
    const where = await start();
    const before = await stored(where);
    const server = Number(await readFile(join(pathsOf(dataDir).run, 'postgres.pid'), 'utf8'));
    const launcher = processesOf('pg_cron launcher').find((pid) => parentOf(pid) === server) ?? 0;
    expect(launcher).toBeGreaterThan(0);
    process.kill(launcher, 'SIGSTOP');
    process.kill(server, 'SIGKILL');
    const again = async () => (await stored(where).catch(() => null))?.mongodb.size;
    await expect.poll(again, { timeout: 60_000 }).toBe(before.mongodb.size);
    expect(isRunning(launcher, 'postgres')).toBe(false);
  });

  it('that run stay as they are when another one cannot start, and that one starts once it can', async () => {
    for (const starter of starters) starter.kill('SIGKILL');
    await expect.poll(ofOurs, { timeout: 20_000 }).toEqual([]);
    const { data, run } = pathsOf(dataDir);
    const redisPid = () => readFile(join(run, 'redis.pid'), 'utf8');
    const configuration = join(data, 'postgres', 'postgresql.auto.conf');
    await rm(configuration);
    // Where the configuration is to be written.
    await mkdir(configuration);
    await start({ mongodb: false, redis: true });
    const before = await redisPid();
    await expect(Promise.all([start(), start()])).rejects.toThrow('ended without engines');
    await rm(configuration, { recursive: true });
    const where = await start();
    // Longer than the first pause after which an engine that has ended is started again.
    await sleep(1_000);
    expect(await redisPid()).toBe(before);
    expect((await stored(where)).redis.size).toBeGreaterThan(100);
    for (const starter of starters) starter.kill('SIGKILL');
    await expect.poll(ofOurs, { timeout: 20_000 }).toEqual([]);
  });

  it('start over stale files, and leave a stranger of the same pid alone', async () => {
    const paths = pathsOf(dataDir);
    await mkdir(paths.run, { recursive: true, mode: 0o700 });
    const stranger = spawn('sleep', ['60']);
    for (const file of ['postgres.pid', 'redis.pid'])
      await writeFile(join(paths.run, file), String(stranger.pid));
    for (const file of ['keeper.sock', 'mongodb.sock', 'redis.sock'])
      await writeFile(join(paths.run, file), 'no socket');
    await writeFile(join(paths.data, 'postgres', 'postmaster.pid'), `${stranger.pid}\n${paths.data}\n`);
    const where = await start();
    expect((await stored(where)).redis.size).toBeGreaterThan(100);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
    expect(existsSync(join(paths.run, 'keeper.sock'))).toBe(true);
  });

  it('end also when their folder was removed under them, pid files and all', async () => {
    await start();
    await rm(pathsOf(dataDir).run, { recursive: true, force: true });
    for (const starter of starters) starter.kill('SIGKILL');
    // PostgreSQL would find out by itself after a minute; the keeper ends it long before.
    await vi.waitFor(() => expect(ofOurs()).toEqual([]), { timeout: 20_000 });
  });
});
