import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What to do where embedded engines do not run; docker-compose.yml opens these ports on this machine alone. */
export const ownServers =
  'start MongoDB and Redis with `docker compose up -d mongodb redis` and set ' +
  'MONGODB_URI=mongodb://127.0.0.1:27017/?directConnection=true and REDIS_URL=redis://127.0.0.1:6379';

/** This machine cannot run what was asked for; the message says why and what to do instead. */
export class PlatformError extends Error {
  constructor(why: string, instead = ownServers) {
    super(`${why} To go on: ${instead}.`);
    this.name = 'PlatformError';
  }
}

/** What unpacking and running Debian's packages needs. */
export interface Platform {
  os: NodeJS.Platform;
  arch: string;
  has(program: string): boolean;
}

const thisPlatform: Platform = {
  os: process.platform,
  arch: process.arch,
  has: (program) => onPath(program) !== null,
};

/** The full path of a program on PATH, or null. */
export function onPath(program: string, path = process.env.PATH ?? ''): string | null {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      // Not in this folder; look in the next.
    }
  }
  return null;
}

/** @throws PlatformError when embedded engines cannot run here */
export function demandDebian(platform: Platform = thisPlatform): void {
  if (platform.os !== 'linux' || platform.arch !== 'x64') {
    throw new PlatformError(
      `Embedded engines run on Linux on a 64-bit PC; this is ${platform.os} on ${platform.arch}.`,
    );
  }
  const missing = ['apt-get', 'dpkg', 'flock'].filter((program) => !platform.has(program));
  if (missing.length > 0) {
    throw new PlatformError(
      `Embedded engines are unpacked from Debian's packages, and ${missing.join(', ')} is not here.`,
    );
  }
}

/**
 * What to put before a command so that PostgreSQL, which refuses to run as root, runs all the same. In a user
 * namespace of its own root has another number, yet the files stay theirs: it also works below a folder that only root
 * may enter, where changing to the user `nobody` does not.
 * @throws PlatformError when root may not make a user namespace
 */
export function withoutRoot(uid = process.getuid?.() ?? 0): string[] {
  if (uid !== 0) return [];
  if (spawnSync('unshare', ['--user', 'true']).status === 0) return ['unshare', '--user'];
  throw new PlatformError(
    'PostgreSQL refuses to run as root, and this machine lets root make no user namespace.',
    'run as an ordinary user, or set MONGODB_URI to a server of your own',
  );
}
