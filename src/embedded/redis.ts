import type { ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { libraryFolder } from './packages.ts';
import type { Paths } from './paths.ts';
import { endChild, endProcess, kill, processesOf, startProcess } from './processes.ts';

/** A running engine: the process, and how to end it well. */
interface Engine {
  child: ChildProcess;
  stop(): Promise<void>;
}

/** Where the Redis of a DATA_DIR listens, as clients are told it: always the same path, which nobody else can take. */
export const redisSocket = (paths: Pick<Paths, 'run'>): string => join(paths.run, 'redis.sock');

/**
 * Starts redis-server on a unix socket in a folder that only its owner may enter, and on no port. Every write is in its append-only file before it is acknowledged to the kernel,
 * so a `kill -9` loses nothing; only a power cut may lose the last second.
 */
export async function startRedis(tree: string, paths: Paths, fast: boolean): Promise<Engine> {
  const dir = join(paths.data, 'redis');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const pid = join(paths.run, 'redis.pid');
  const conf = join(dir, 'redis.conf');
  await endProcess(pid, dir, 'SIGTERM');
  // A keeper that dies between a start and its pid file leaves one that nothing names: two may not write one file.
  for (const orphan of processesOf(`redis-server ${conf}`)) kill(orphan, 'SIGKILL');
  const socket = redisSocket(paths);
  await writeFile(conf, configuration(socket, dir, fast), { mode: 0o600 });
  const child = await startProcess(
    [join(tree, 'usr/bin/redis-server'), conf],
    { log: join(paths.logs, 'redis.log'), pid },
    { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: join(tree, libraryFolder) },
  );
  await accepting(socket, child);
  return { child, stop: () => endChild(child, pid, 'SIGTERM') };
}

/** BullMQ demands `noeviction`: a queue whose keys are dropped loses messages. The title stays, for pid checks. */
const configuration = (socket: string, dir: string, fast: boolean) => `port 0
unixsocket ${socket}
unixsocketperm 600
dir ${JSON.stringify(dir)}
appendonly yes
appendfsync ${fast ? 'no' : 'everysec'}
save ""
set-proc-title no
maxmemory-policy noeviction
`;

async function accepting(path: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new Error(`redis-server ended with ${child.exitCode}; see logs/redis.log under DATA_DIR.`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(path, () => {
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
