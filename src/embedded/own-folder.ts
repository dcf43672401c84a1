import { access, constants, lstat, mkdir } from 'node:fs/promises';

/** The mode that keeps everybody else out. */
const ownersOnly = 0o700;

/**
 * Makes a folder for what only we may touch: sockets without a password, data, logs. One that stands already must be a
 * real folder, ours, and closed to everybody else; another user could have put it there before us, in `/tmp` above all.
 * @throws Error in plain words, with what to do about it
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: ownersOnly });
  } catch (error) {
    throw unwritable(folder, error);
  }
  const stats = await lstat(folder);
  if (!stats.isDirectory())
    throw new Error(`${folder} is no folder but a link or a file. Remove it, or set another DATA_DIR.`);
  if (stats.uid !== process.getuid?.())
    throw new Error(`The folder ${folder} belongs to another user. Remove it, or set another DATA_DIR.`);
  if ((stats.mode & 0o777) !== ownersOnly)
    throw new Error(`Other users can enter the folder ${folder}. Set its mode: chmod 700 ${folder}`);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}

function unwritable(folder: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : error;
  return new Error(`The folder ${folder} cannot be written to (${code}). Set DATA_DIR to one that can.`);
}
