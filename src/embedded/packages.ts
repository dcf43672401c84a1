import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApt, run } from './apt.ts';

/** Tells people what takes long. */
export type Progress = (message: string) => void;

/** Where Debian puts libraries on a 64-bit PC. */
export const libraryFolder = 'usr/lib/x86_64-linux-gnu';

/**
 * Unpacks something once. It is made beside and moved to its place only when it is whole, so a download that breaks
 * half-way never looks complete.
 */
export async function once(folder: string, make: (fresh: string) => Promise<void>): Promise<string> {
  if (existsSync(join(folder, '.complete'))) return folder;
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await make(fresh);
  await writeFile(join(fresh, '.complete'), '');
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
  return folder;
}

/** Redis from the machine's own Debian: 1.4 MB. Returns the folder; the server is `usr/bin/redis-server` in it. */
export function unpackRedis(packages: string, progress: Progress): Promise<string> {
  return once(join(packages, 'redis'), async (fresh) => {
    progress('Fetching Redis from Debian (1.4 MB) …');
    const apt = await openApt(join(packages, 'apt-redis'), null, false);
    await apt.unpack(['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1', 'libatomic1'], fresh);
    await apt.remove();
    await run(join(fresh, 'usr/bin/redis-server'), ['--version'], {
      env: { LD_LIBRARY_PATH: join(fresh, libraryFolder) },
    });
  });
}

/** A word as a shell takes it literally, whatever is in it. */
export const shellWord = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
