import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything embedded lies under a DATA_DIR. */
export interface Paths {
  /** Unpacked Debian packages; can be thrown away and fetched again. */
  packages: string;
  /** What must survive: PostgreSQL's and Redis' data. */
  data: string;
  /** Sockets and pid files of what runs now. */
  run: string;
  logs: string;
}

/** A unix socket's path may have 107 bytes; `.s.PGSQL.5432` and the like are appended to it. */
const longestSocketFolder = 80;
/** A connection string of PostgreSQL holds the folder, where a blank or a quote would end it. */
const plain = /^[\w./-]+$/;

/**
 * The folders under a DATA_DIR. Sockets move to a short folder under the system's temporary one when DATA_DIR lies
 * too deep for them or has blanks and the like in its name.
 * @param packagesDir keeps the unpacked packages elsewhere, so that many data folders (tests) share one set
 */
export function pathsOf(dataDir: string, packagesDir?: string): Paths {
  const root = resolve(dataDir);
  const near = join(root, 'run');
  const short = join(tmpdir(), `rembuk-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
  return {
    packages: resolve(packagesDir ?? join(root, 'packages')),
    data: join(root, 'engines'),
    run: Buffer.byteLength(near) <= longestSocketFolder && plain.test(near) ? near : short,
    logs: join(root, 'logs'),
  };
}
