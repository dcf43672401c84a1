import type { ChildProcess } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './apt.ts';
import { loaderOf, postgresFolder, versionIn, writePostgresScript } from './documentdb.ts';
import type { Paths } from './paths.ts';
import { withoutRoot } from './platform.ts';
import { endChild, endProcess, kill, processesOf, startProcess } from './processes.ts';

/** PostgreSQL listens on a unix socket only; this names the socket's file, no port is opened. */
export const pgPort = 5432;
export const pgUser = 'postgres';

export interface Postgres {
  child: ChildProcess;
  stop(): Promise<void>;
}

const cleanEnv = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' };

/** Starts PostgreSQL with DocumentDB, making its data folder the first time. `fast` gives up durability, for tests. */
export async function startPostgres(tree: string, paths: Paths, fast: boolean): Promise<Postgres> {
  const data = join(paths.data, 'postgres');
  const pid = join(paths.run, 'postgres.pid');
  const prefix = withoutRoot();
  const script = await writePostgresScript(tree);
  const version = dataVersion(paths);
  if (version === null) await initialise(tree, data, prefix);
  else if (version !== versionIn(tree))
    throw new Error(
      `The embedded data is of PostgreSQL ${version}, and DATA_DIR/packages holds ${versionIn(tree)}; bring back the one of before.`,
    );
  await endOrphans(pid, data, paths.run);
  await mkdir(join(data, 'pg_documentdb_cursor_files'), { recursive: true, mode: 0o700 });
  await writeFile(join(data, 'postgresql.auto.conf'), configuration(paths.run, fast));
  const child = await startProcess(
    [...prefix, script, '-D', data],
    { log: join(paths.logs, 'postgres.log'), pid },
    cleanEnv,
  );
  // SIGINT is PostgreSQL's fast shutdown: it ends what runs, and closes cleanly.
  return { child, stop: () => endChild(child, pid, 'SIGINT', 20_000) };
}

/** The version of PostgreSQL that made the data, or null where there is none yet. */
export function dataVersion(paths: Paths): number | null {
  try {
    return Number(readFileSync(join(paths.data, 'postgres', 'PG_VERSION'), 'utf8').trim());
  } catch {
    return null;
  }
}

async function initialise(tree: string, data: string, prefix: string[]): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const initdb = join(postgresFolder(tree), 'bin/initdb');
  const options = [
    '-U',
    pgUser,
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const [program = '', ...args] = [
    ...prefix,
    ...loaderOf(tree),
    '--argv0',
    initdb,
    initdb,
    '-D',
    data,
    ...options,
    '--no-sync',
  ];
  await run(program, args, { env: cleanEnv });
}

/**
 * Ends what a killed starter left running on this data, and waits until the last of its processes is gone: only then
 * is its lock file stale. Each has the data folder as its working folder, by which it is known.
 */
async function endOrphans(pid: string, data: string, socketDir: string): Promise<void> {
  await endProcess(pid, data, 'SIGINT', 10_000);
  // A keeper that dies between the start of a server and its pid file leaves one that only its own lock file names.
  const server = serverOf(data);
  if (server !== null && workingIn(data).includes(server)) kill(server, 'SIGINT');
  await untilNobodyWorksIn(data, endsByItselfMs);
  // One that is held never notices that its server is gone, and pg_cron's launcher goes round for ever then.
  for (const orphan of workingIn(data)) kill(orphan, 'SIGKILL');
  await untilNobodyWorksIn(data, 10_000);
  if (workingIn(data).length > 0)
    throw new Error(`Another PostgreSQL still works on ${data}; end it, or set another DATA_DIR.`);
  await rm(join(data, 'postmaster.pid'), { force: true });
  for (const file of [`.s.PGSQL.${pgPort}`, `.s.PGSQL.${pgPort}.lock`])
    await rm(join(socketDir, file), { force: true });
}

/** How long the processes of a server that is gone may take to notice it, in ms. */
const endsByItselfMs = 3_000;

async function untilNobodyWorksIn(data: string, ms: number): Promise<void> {
  for (const until = Date.now() + ms; workingIn(data).length > 0 && Date.now() < until; ) await sleep(50);
}

/** The server that has this data open, as its own lock file tells; it may be long gone. */
function serverOf(data: string): number | null {
  try {
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]) || null;
  } catch {
    return null;
  }
}

/** The processes of PostgreSQL whose working folder this is; somebody's shell may stand in it too. */
function workingIn(folder: string): number[] {
  return processesOf('postgres').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}

/**
 * As found to work: cursors in files, so that none pins a connection; cron only builds indexes; deadlocks of racing
 * unique inserts are found at once, because the gateway tries them again in turn; and a talk, of 6 to 8 KB, is packed by lz4,
 * for PostgreSQL's own packing took half of the time of writing one.
 */
const configuration = (socketDir: string, fast: boolean) => `listen_addresses = ''
unix_socket_directories = '${socketDir}'
unix_socket_permissions = 0700
shared_preload_libraries = 'pg_cron, pg_documentdb_core, pg_documentdb'
cron.database_name = 'postgres'
cron.use_background_workers = on
cron.log_run = off
cron.log_statement = off
documentdb.localhost_connection_string = 'host=${socketDir}'
documentdb.useFileBasedPersistedCursors = on
documentdb.defaultCursorExpiryTimeLimitSeconds = 600
documentdb_core.enableCollation = on
max_connections = 120
max_worker_processes = 16
max_parallel_workers_per_gather = 0
shared_buffers = 192MB
jit = off
default_toast_compression = lz4
deadlock_timeout = 20ms
autovacuum_naptime = 5s
log_min_messages = fatal
client_min_messages = error
${fast ? 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off' : 'fsync = on'}
`;
