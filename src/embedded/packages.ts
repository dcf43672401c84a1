import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openApt, run } from './apt.ts';

/** Tells people what takes long. */
export type Progress = (message: string) => void;

/** Where Debian puts libraries on a 64-bit PC. */
export const libraryFolder = 'usr/lib/x86_64-linux-gnu';

/**
 * Unpacks something once. It is made beside and moved to its place only when it is whole, so a download that breaks
 * half-way never looks complete. Two processes that begin at once (a gateway and a doctor, say) each make their own, and
 * the first to be done is taken.
 * @param make fills the folder; `workshop` beside it is for what is needed meanwhile, and is removed
 */
export async function once(
  folder: string,
  make: (fresh: string, workshop: string) => Promise<void>,
): Promise<string> {
  if (isWhole(folder)) return folder;
  await removeAbandoned(folder);
  const mine = `${folder}.${process.pid}-${randomUUID().slice(0, 8)}`;
  const [fresh, workshop] = [`${mine}.new`, `${mine}.workshop`];
  try {
    await mkdir(fresh, { recursive: true });
    await mkdir(workshop, { recursive: true });
    await make(fresh, workshop);
    await writeFile(join(fresh, '.complete'), '');
    await putInPlace(fresh, folder);
  } finally {
    for (const made of [fresh, workshop]) await rm(made, { recursive: true, force: true });
  }
  return folder;
}

const isWhole = (folder: string) => existsSync(join(folder, '.complete'));

async function putInPlace(fresh: string, folder: string): Promise<void> {
  if (!isWhole(folder)) await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
    const quicker = ['ENOTEMPTY', 'EEXIST'].includes(error.code ?? '') && isWhole(folder);
    if (!quicker) throw error;
  });
}

/** What processes that were killed meanwhile have left. */
async function removeAbandoned(folder: string): Promise<void> {
  const beside = await readdir(dirname(folder)).catch(() => []);
  for (const name of beside) {
    const [, owner, pid] = /^(.+)\.(\d+)-\w+\.(?:new|workshop)$/.exec(name) ?? [];
    if (owner === basename(folder) && !isAlive(Number(pid)))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Redis from the machine's own Debian: 1.4 MB. Returns the folder; the server is `usr/bin/redis-server` in it. */
export function unpackRedis(packages: string, progress: Progress): Promise<string> {
  return once(join(packages, 'redis'), async (fresh, workshop) => {
    progress('Fetching Redis from Debian (1.4 MB) …');
    const apt = await openApt(workshop, null, false);
    await apt.unpack(['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1'], fresh);
    await run(join(fresh, 'usr/bin/redis-server'), ['--version'], {
      env: { LD_LIBRARY_PATH: join(fresh, libraryFolder) },
    });
  });
}

/** A word as a shell takes it literally, whatever is in it. */
export const shellWord = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
