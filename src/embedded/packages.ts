import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
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

/** The suite that has PostgreSQL 18 with DocumentDB. It brings its own glibc, so the machine's does not matter. */
const documentDbSuite = 'forky';

/**
 * What installing DocumentDB would drag in and nothing here loads: perl, systemd, gnupg, all of GDAL (PostGIS'
 * raster part), fonts, client tools. Leaving it out makes 67 MB of several hundred.
 */
const notLoaded = new RegExp(
  `^(${[
    'perl|libperl|libgdal|gdal|libpoppler|systemd|libsystemd-shared|gnupg|gpg|dirmngr|pinentry|locales|libc-l10n',
    'libc-gconv|fonts|fontconfig|libhdf|libnetcdf|libspatialite|libsfcgal|libaom|libsvtav1|librav1e|libdav1d|libgav1',
    'libavif|libheif|libde265|libjxl|libhwy|liblapack|libblas|libarpack|libarmadillo|libsuperlu|libgfortran|libarchive',
    'libmariadb|mariadb|mysql|libodbc|unixodbc|libcfitsio|libopenjp2|libxerces|libboost|libnss3|libnspr|libqhull',
    'libfyba|libfreexl|libkml|libgeotiff|libabsl|openssl|ssl-cert|proj-data|postgresql-client|postgresql-common',
    'debconf|ucf|passwd|login|adduser|procps|libproc2|netbase|base-passwd|sysvinit|libpam-modules|dash|coreutils|tzdata',
  ].join('|')})`,
);

/** What PostgreSQL loads at run time; every library of these must be found. */
const loaded = [
  'bin/postgres',
  'bin/initdb',
  ...[
    'pg_documentdb_core',
    'pg_documentdb',
    'pg_documentdb_extended_rum',
    'postgis-3',
    'pg_cron',
    'vector',
    'rum',
  ].map((name) => `lib/${name}.so`),
];

export const postgresFolder = 'usr/lib/postgresql/18';

/** PostgreSQL 18 with DocumentDB: 67 MB to fetch, 172 MB on disk. Returns the folder. */
export function unpackPostgres(packages: string, progress: Progress): Promise<string> {
  return once(join(packages, 'postgres'), async (fresh) => {
    progress('Fetching PostgreSQL with DocumentDB from Debian (67 MB, only this first time) …');
    const apt = await openApt(join(packages, 'apt-postgres'), documentDbSuite, false);
    const closure = await apt.closure(['postgresql-18-documentdb']);
    await apt.unpack(
      closure.filter((name) => !notLoaded.test(name)),
      fresh,
    );
    await apt.remove();
    progress('Unpacked; checking …');
    await trim(fresh);
    await demandLibraries(fresh);
    // The server starts more of itself by this name; each must run by the libraries beside it, see postgres.ts.
    const bin = join(fresh, postgresFolder, 'bin');
    await rename(join(bin, 'postgres'), join(bin, 'postgres.real'));
  });
}

async function trim(fresh: string): Promise<void> {
  const unused = [
    'usr/share/doc',
    'usr/share/man',
    'usr/share/locale',
    `${postgresFolder}/lib/bitcode`,
    `${libraryFolder}/gconv`,
  ];
  for (const folder of unused) await rm(join(fresh, folder), { recursive: true, force: true });
  // Debian makes this link with update-alternatives when it installs.
  const link = join(fresh, 'usr/share/postgresql/18/extension/postgis.control');
  await rm(link, { force: true });
  await symlink('postgis-3.control', link);
}

/** The loader that runs a program of the unpacked tree by the libraries of the tree. */
export function loaderOf(tree: string): string[] {
  const libraries = join(tree, libraryFolder);
  return [
    join(libraries, 'ld-linux-x86-64.so.2'),
    '--library-path',
    `${libraries}:${join(tree, postgresFolder, 'lib')}`,
  ];
}

async function demandLibraries(tree: string): Promise<void> {
  const [loader = '', ...path] = loaderOf(tree);
  for (const file of loaded) {
    const list = await run(loader, [...path, '--list', join(tree, postgresFolder, file)]);
    const missing = list.split('\n').find((line) => line.includes('not found'));
    if (missing)
      throw new Error(`A library of PostgreSQL is missing in Debian's ${documentDbSuite}: ${missing.trim()}`);
  }
}

/** A word as a shell takes it literally, whatever is in it. */
export const shellWord = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Writes the little script under the name `postgres` that PostgreSQL finds and starts itself by. */
export async function writePostgresScript(tree: string): Promise<string> {
  const bin = join(tree, postgresFolder, 'bin');
  const script = join(bin, 'postgres');
  const [loader = '', ...path] = loaderOf(tree);
  const words = [loader, ...path, '--argv0', script, join(bin, 'postgres.real')].map(shellWord);
  await writeFile(script, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  await chmod(script, 0o755);
  return script;
}
