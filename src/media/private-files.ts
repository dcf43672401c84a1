import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a folder that only the service's own user enters; also one that stands already, with other rights. */
export async function makePrivate(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await chmod(dir, 0o700);
}

/** Writes a file for the service's own eyes only; a crash leaves no half of it under its name. */
export async function writePrivate(dir: string, file: string, bytes: Buffer): Promise<void> {
  await makePrivate(dir);
  const beside = join(dir, `${file}.new`);
  await writeFile(beside, bytes, { mode: 0o600 });
  // One that a crash has left keeps its old rights.
  await chmod(beside, 0o600);
  await rename(beside, join(dir, file));
}
