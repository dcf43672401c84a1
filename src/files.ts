import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Reading and writing for the service's own user alone. */
const ownersOnly = 0o600;
/** What every user may read, and a program that every user may start: of what is unpacked, for it holds no secret. */
export const readable = 0o644;
export const startable = 0o755;

/** Makes a folder that only the service's own user enters; also one that stands already, with other rights. */
export async function makePrivate(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
}

/**
 * Writes a file that is never seen as a half: written beside, then put under its name. Who reads or runs the one of
 * before meanwhile keeps that; a crash or a full disk leaves it as it was. (A program cannot be started while anybody
 * has it open for writing: ETXTBSY of execve(2).)
 */
export async function writeWhole(path: string, content: string | Buffer, mode = ownersOnly): Promise<void> {
  await beside(path, content, mode, (written) => rename(written, path));
}

/** As {@link writeWhole}, in a folder that only the service's own user enters. */
export async function writePrivate(dir: string, file: string, bytes: Buffer): Promise<void> {
  await makePrivate(dir);
  await writeWhole(join(dir, file), bytes);
}

/** As {@link writeWhole}, for what is written at each start: a file that says the same already is left alone. */
export async function keepWritten(path: string, content: string, mode = ownersOnly): Promise<void> {
  const [standing, stats] = await Promise.all([
    readFile(path, 'utf8').catch(nullIfNone),
    stat(path).catch(nullIfNone),
  ]);
  if (standing === content && ((stats?.mode ?? 0) & 0o777) === mode) return;
  await writeWhole(path, content, mode);
}

/** Writes a file where none stands. Of several that begin at once the first is kept, and all then read the same. */
export async function writeOnce(path: string, content: string, mode = ownersOnly): Promise<void> {
  await beside(path, content, mode, async (written) => {
    try {
      await link(written, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
      // Some shares and sticks have no links; there, of two in the same moment the second is kept.
      if (!(await stat(path).catch(nullIfNone))) await rename(written, path);
    }
  });
}

/** Whatever else went wrong is told. */
function nullIfNone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

const besideName = /\.[\da-f-]{36}\.new$/;

async function beside(
  path: string,
  content: string | Buffer,
  mode: number,
  place: (written: string) => Promise<void>,
): Promise<void> {
  const written = `${path}.${randomUUID()}.new`;
  try {
    const file = await open(written, 'wx', mode);
    try {
      await file.writeFile(content);
      // The process may make its files with fewer rights than were asked for.
      await file.chmod(mode);
      // Else a power cut can leave the name with nothing in it.
      await file.sync();
    } finally {
      await file.close();
    }
    await place(written);
  } finally {
    await rm(written, { force: true });
  }
}

/** How much more the disk of a folder takes, in MB of 1,000,000 bytes. @throws Error where there is no such folder */
export async function roomMb(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return (bavail * bsize) / 1_000_000;
}

/**
 * Removes what processes that were killed while they wrote have left under a folder: it may hold what people sent, and
 * nothing else would ever remove it.
 * @param before when a half was last written at the latest; a younger one may be somebody's who writes now
 * @returns how many
 */
export async function removeHalves(folder: string, before: Date): Promise<number> {
  // There is no folder before the first of its files.
  const files = (await readdir(folder, { recursive: true }).catch(nullIfNone)) ?? [];
  let removed = 0;
  for (const file of files.filter((name) => besideName.test(name)).map((name) => join(folder, name))) {
    const stats = await stat(file).catch(nullIfNone);
    if (!stats || stats.mtime >= before) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
