import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { libraryFolder } from './packages.ts';
import type { Paths } from './paths.ts';
import { freePort, keep } from './ports.ts';
import { endChild, endProcess, startProcess } from './processes.ts';

/** A running engine: the address its clients use, the process, and how to end it well. */
export interface Engine {
  uri: string;
  child: ChildProcess;
  stop(): Promise<void>;
}

interface Kept {
  port: number;
  password: string;
}

/**
 * Starts redis-server on 127.0.0.1. Every write is in its append-only file before it is acknowledged to the kernel,
 * so a `kill -9` loses nothing; only a power cut may lose the last second.
 */
export async function startRedis(tree: string, paths: Paths, fast: boolean): Promise<Engine> {
  const dir = join(paths.data, 'redis');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const keptFile = join(paths.data, 'redis.json');
  const kept = await keep<Kept>(keptFile, () => ({ port: 0, password: randomBytes(24).toString('hex') }));
  const pid = join(paths.run, 'redis.pid');
  await endProcess(pid, dir, 'SIGTERM');
  const port = await freePort(kept.port);
  await writeFile(keptFile, JSON.stringify({ ...kept, port }), { mode: 0o600 });
  const conf = join(dir, 'redis.conf');
  await writeFile(conf, configuration({ ...kept, port }, dir, fast), { mode: 0o600 });
  const child = await startProcess(
    [join(tree, 'usr/bin/redis-server'), conf],
    { log: join(paths.logs, 'redis.log'), pid },
    { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: join(tree, libraryFolder) },
  );
  await accepting(port, child);
  return {
    uri: `redis://:${kept.password}@127.0.0.1:${port}`,
    child,
    stop: () => endChild(child, pid, 'SIGTERM'),
  };
}

/** BullMQ demands `noeviction`: a queue whose keys are dropped loses messages. The title stays, for pid checks. */
const configuration = ({ port, password }: Kept, dir: string, fast: boolean) => `bind 127.0.0.1
port ${port}
requirepass ${password}
dir ${JSON.stringify(dir)}
appendonly yes
appendfsync ${fast ? 'no' : 'everysec'}
save ""
set-proc-title no
maxmemory-policy noeviction
`;

async function accepting(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`redis-server ended with ${child.exitCode}; see logs/redis.log under DATA_DIR.`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await sleep(20);
  }
  throw new Error('redis-server does not answer after 15 s; see logs/redis.log under DATA_DIR.');
}
