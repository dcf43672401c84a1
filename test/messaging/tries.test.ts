import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Job } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../src/log.ts';
import { messageId } from '../../src/messaging/inbox/accept.ts';
import { listDeadLetters, retryDeadLetter } from '../../src/messaging/queues/dead-letters.ts';
import { openQueues, type Queues, queueNames } from '../../src/messaging/queues/queues.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { counted, deadlyTries } from '../../src/messaging/queues/tries.ts';
import { atRest } from '../../src/process/at-rest.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, useTalks } from '../support/talks.ts';
import { tcpProxy, through } from '../support/tcp-proxy.ts';

const patience = { timeout: 60_000, interval: 20 };

describe('what ends the process', () => {
  let service: TestService;
  let queues: Queues;
  beforeAll(async () => {
    service = await testService();
    const redis = openRedis(service.backends.redisUrl, silentLog);
    queues = await openQueues(redis, service.backends.name, [], silentLog);
  });
  afterAll(async () => {
    await queues?.close();
    queues?.redis.disconnect();
    await service?.remove();
  });

  /** The signal that the process ended by, null where it came to its end by itself. */
  async function workOff(): Promise<NodeJS.Signals | null> {
    const { redisUrl, name } = service.backends;
    const program = new URL('../support/dying-worker.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--import', 'tsx', program, redisUrl, name], { stdio: 'inherit' });
    const [, signal] = await once(child, 'exit');
    return signal;
  }

  it('again and again is a dead letter, and what was under way beside it gets done', async () => {
    const queue = queues.get('deadly');
    const poison = await queue.add('poison', {});
    const others = await Promise.all([1, 2, 3].map((n) => queue.add('harmless', { n })));
    let deaths = 0;
    while ((await workOff()) === 'SIGKILL') {
      deaths += 1;
      if (deaths > 2 * deadlyTries) throw new Error('it is taken up for ever');
    }
    expect(deaths).toBe(deadlyTries);
    expect(await queue.getFailed()).toMatchObject([
      { id: poison.id, failedReason: expect.stringContaining(`${deadlyTries} times`) },
    ]);
    const done = await queue.getCompleted();
    expect(done.map(({ id }) => id).sort()).toEqual(others.map(({ id }) => id).sort());
  });

  const countOf = () => queues.redis.hget(`${queues.prefix}:under-way:q`, 'j');
  const job = { id: 'j', queueName: 'q' } as Job;

  it('is not a job that was under way when the service was told to stop', async () => {
    const stopping = new AbortController();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const working = counted(() => held, queues, stopping.signal)(job);
    await vi.waitFor(async () => expect(await countOf()).toBe('1'), patience);
    stopping.abort();
    // Whatever kills the process from here on.
    await vi.waitFor(async () => expect(await countOf()).toBe('0'), patience);
    release();
    await working;
    expect(await countOf()).toBeNull();
  });

  it('is not a job that waits for a server that is away, nor one that fails', async () => {
    const seen: (string | null)[] = [];
    const work = counted(
      async () => {
        await atRest(async () => seen.push(await countOf()));
        seen.push(await countOf());
        throw new Error('as jobs do');
      },
      queues,
      new AbortController().signal,
    );
    await expect(work(job)).rejects.toThrow('as jobs do');
    expect(seen).toEqual(['0', '1']);
    expect(await countOf()).toBeNull();
  });
});

describe('every kind of job', () => {
  // With a server to write down voices, or nobody takes the jobs for it.
  const held = useTalks({ TRANSCRIBE_URL: 'http://127.0.0.1:9' });

  it('that has ended the process too often is a dead letter, and begins anew when staff try it again', async () => {
    const { queues } = held().talks.app.runtime;
    // In the inbox it is messages that are counted.
    const all = queues.all().filter(({ name }) => name !== queueNames.inbox);
    const names = all.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['replies-simulator', 'media-simulator', 'classify', 'transcribe', 'train']),
    );
    // No work is done for any of them: it would fail, for none of these is stored.
    const data = { message: 'none', participant: 'none', turn: 1, proposal: 'none', photo: 0, by: 'test' };
    for (const queue of all) {
      await queues.redis.hset(`${queues.prefix}:under-way:${queue.name}`, 'deadly', deadlyTries);
      await queue.add('deadly', data, { jobId: 'deadly', attempts: 8 });
    }
    const letters = await vi.waitFor(async () => {
      const found = await listDeadLetters(queues);
      expect(found.map(({ queue }) => queue).sort()).toEqual([...names].sort());
      return found;
    }, patience);
    for (const { reason } of letters) expect(reason).toContain(`${deadlyTries} times`);
    await retryDeadLetter(queues, 'classify', 'deadly', new Date());
    await vi.waitFor(async () => {
      const again = await queues.get('classify').getJob('deadly');
      expect(again?.stacktrace?.join()).toContain('not stored');
    }, patience);
  });
});

describe('a message', () => {
  const held = useTalks();

  it('under which the process has died too often is a dead letter; its neighbours are answered, and it too when staff try it again', async () => {
    const { talks } = held();
    const { queues } = talks.app.runtime;
    await talks.enter('deadly');
    const id = messageId({ channel: 'simulator', messageId: 'bad' }, 'simulator:deadly', talks.app.runtime);
    const key = `${queues.prefix}:under-way:${queueNames.inbox}`;
    await queues.redis.hset(key, 'group', 1, id, deadlyTries);
    await talks.enter('neighbour');
    await talks.say('deadly', 'halo', 'bad');
    await talks.say('neighbour', 'halo');
    await vi.waitFor(() => expect(talks.texts('neighbour')).toHaveLength(1), patience);
    await vi.waitFor(
      async () =>
        expect(await listDeadLetters(queues)).toMatchObject([
          { queue: 'inbox', id, reason: expect.stringContaining(`${deadlyTries} times`) },
        ]),
      patience,
    );
    expect(talks.texts('deadly')).toEqual([]);
    await retryDeadLetter(queues, 'inbox', id, new Date());
    await talks.quiet();
    expect(talks.texts('deadly')).toHaveLength(1);
    expect(await listDeadLetters(queues)).toEqual([]);
  });
});

describe('a stop while the database is away', () => {
  it('hands a message back: it is answered after the next start, and no dead letter', async () => {
    const service = await testService();
    const line = await tcpProxy(service.backends.mongodbUri);
    const backends = { mongodbUri: through(service.backends.mongodbUri, line) };
    let talks = await startTalks(service, { backends });
    try {
      const { simulator } = talks;
      const person = await talks.enter('stopped');
      await talks.say('stopped', 'halo');
      await talks.quiet();
      const { queues } = talks.app.runtime;
      // As stored by a gateway whose own line held.
      const fields = { channel: 'simulator', address: 'simulator:stopped', waiting: true } as const;
      const at = { sentAt: new Date(), receivedAt: new Date() };
      const content = { kind: 'text', text: '1' } as const;
      await MessageModel.create({ _id: 'simulator.while-away', ...fields, ...at, content });
      await line.takeAway();
      const inbox = queues.get(queueNames.inbox);
      const job = await inbox.add('wake', {});
      await vi.waitFor(async () => expect(await job.getState()).toBe('active'), patience);
      // It waits for the database: whatever kills the process now, no message is held to be the cause.
      const held = await queues.redis.hkeys(`${queues.prefix}:under-way:${inbox.name}`);
      expect(held.filter((id) => id !== 'group')).toEqual([]);
      await talks.stop();
      await line.bringBack();
      talks = await startTalks(service, { backends, simulator });
      await talks.quiet();
      expect(await listDeadLetters(talks.app.runtime.queues)).toEqual([]);
      expect(await talks.conversation(person)).toMatchObject({ turn: 2, outbox: [] });
    } finally {
      await talks.stop();
      await line.close();
      await service.remove();
    }
  });
});
