import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Engines, startEngines } from '../../src/embedded/engines.ts';
import { pathsOf } from '../../src/embedded/paths.ts';
import { processesOf } from '../../src/embedded/processes.ts';
import { redisSocket } from '../../src/embedded/redis.ts';
import { signalTo } from './service.ts';

const run = promisify(execFile);

/** Processes of a place that are looked for by what they do. */
export type Engine = 'redis' | 'postmaster' | 'backend' | 'keeper' | 'browser';

/** A DATA_DIR of a run's own, with engines of its own. */
export interface Place {
  dataDir: string;
  /** What its engines have said. */
  logs: string;
  /** It is a disk by itself, so that it can be filled. */
  ownDisk: boolean;
  /** Joins the keeper, as the service does. */
  join(): Promise<Required<Omit<Engines, 'release'>> & Pick<Engines, 'release'>>;
  /** Processes of a kind, as they are now. */
  pids(engine: Engine): number[];
  /** Where Redis listens. */
  redisUrl: string;
  /** Takes all space that is left; the returned function gives it back. */
  fillDisk(): Promise<() => Promise<void>>;
  /** Ends by their ids whatever still works here, and removes all. */
  remove(): Promise<void>;
}

/** Enough for the engines of some hundred people, and little enough to be filled at once, in memory. */
const diskMb = 800;

/** @param wantsDisk tries to make the place a small disk of its own, for which a machine may lack the right */
export async function makePlace(wantsDisk: boolean): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rembuk-chaos-'));
  const ownDisk = wantsDisk && (await mountDisk(dataDir));
  await symlink(resolve('.rembuk/packages'), join(dataDir, 'packages'));
  const paths = pathsOf(dataDir);

  function pids(engine: Engine): number[] {
    switch (engine) {
      case 'redis':
        return numbersIn(join(paths.run, 'redis.pid'));
      case 'postmaster':
        return numbersIn(join(paths.run, 'postgres.pid'));
      case 'backend':
        return pids('postmaster').flatMap(backendsOf);
      case 'keeper':
        return processesOf(dataDir).filter((pid) => /^\S*node .*keeper\.[jt]s /.test(commandLine(pid)));
      case 'browser':
        return browserIn(join(dataDir, 'whatsapp', 'session'));
    }
  }

  return {
    dataDir,
    logs: paths.logs,
    ownDisk,
    pids,
    async join() {
      const need = { mongodb: true, redis: true };
      const {
        mongodbUri = '',
        redisUrl = '',
        release,
      } = await startEngines({ dataDir, need, onProgress: () => {} });
      return { mongodbUri, redisUrl, release };
    },
    redisUrl: redisSocket(paths),
    async fillDisk() {
      const filling = join(dataDir, 'filling');
      // Ends with a fault when there is no space left, which is what is wanted.
      await run('dd', ['if=/dev/zero', `of=${filling}`, 'bs=1M']).catch(() => {});
      return () => rm(filling, { force: true });
    },
    async remove() {
      for (const signal of ['SIGCONT', 'SIGTERM', 'SIGKILL'] as const) {
        for (const pid of processesOf(dataDir)) signalTo(pid, signal);
        for (let looks = 0; looks < 40 && processesOf(dataDir).length > 0; looks += 1) await sleep(50);
      }
      if (ownDisk) await run('umount', ['--lazy', dataDir]);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}

const mountDisk = (folder: string): Promise<boolean> =>
  run('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=0700`, 'rembuk-chaos', folder]).then(
    () => true,
    () => false,
  );

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function numbersIn(file: string): number[] {
  try {
    return (readFileSync(file, 'utf8').match(/\d+/g) ?? []).map(Number);
  } catch {
    return [];
  }
}

/** Processes of PostgreSQL that serve a connection; the others of its children are its own. */
const backendsOf = (postmaster: number): number[] =>
  numbersIn(`/proc/${postmaster}/task/${postmaster}/children`).filter((pid) =>
    commandLine(pid).includes('[local]'),
  );

/** Chromium's lock names its process, as in `host-1234`. */
function browserIn(session: string): number[] {
  try {
    return [Number(readlinkSync(join(session, 'SingletonLock')).split('-').at(-1))];
  } catch {
    return [];
  }
}
