import { readdirSync } from 'node:fs';
import { rename, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { keepWritten, startable } from '../files.ts';
import { openApt, run } from './apt.ts';
import { libraryFolder, once, type Progress, shellWord } from './packages.ts';

/** The suite that has PostgreSQL with DocumentDB. It brings its own glibc, so the machine's does not matter. */
const documentDbSuite = 'forky';

/**
 * The versions of PostgreSQL whose DocumentDB has passed the whole conformance suite (test/gateway). Debian's suite moves on, so another one may be all that is offered: it is taken, and has to
 * pass a smoke of that suite before anything is stored in it (smoke.ts).
 */
export const provenVersions: readonly number[] = [18];

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

/** The version of PostgreSQL in an unpacked tree, 18. @throws Error when there is none */
export function versionIn(tree: string): number {
  const [version] = readdirSync(join(tree, 'usr/lib/postgresql')).map(Number);
  if (!version) throw new Error(`There is no PostgreSQL in ${tree}; remove it, and it is fetched again.`);
  return version;
}

/** Where PostgreSQL's own files lie in a tree. */
export const postgresFolder = (tree: string): string =>
  join(tree, 'usr/lib/postgresql', String(versionIn(tree)));

/**
 * The version to fetch: that of the data where there is some, for PostgreSQL reads no other version's; else the newest.
 * @param names packages that the suite has
 * @throws Error when there is none that fits
 */
export function chooseVersion(names: readonly string[], ofData: number | null): number {
  const offered = names
    .flatMap((name) => /^postgresql-(\d+)-documentdb$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => other - one);
  const [newest] = offered;
  if (newest === undefined)
    throw new Error(`Debian's ${documentDbSuite} has no PostgreSQL with DocumentDB any more.`);
  if (ofData === null) return newest;
  if (offered.includes(ofData)) return ofData;
  throw new Error(
    `The embedded data is of PostgreSQL ${ofData}, and Debian's ${documentDbSuite} has only ${offered.join(', ')}. ` +
      'Bring back DATA_DIR/packages of before, and move the data out by mongodump (docs/embedded.md).',
  );
}

/**
 * PostgreSQL with DocumentDB: 67 MB to fetch, 172 MB on disk. What is unpacked is kept, whatever the suite has by then.
 * @param ofData the version that the data folder was made by; null when there is no data yet
 * @returns the folder
 */
export function unpackPostgres(packages: string, ofData: number | null, progress: Progress): Promise<string> {
  return once(join(packages, 'postgres'), async (fresh, workshop) => {
    progress('Fetching PostgreSQL with DocumentDB from Debian (67 MB, only this first time) …');
    const apt = await openApt(workshop, documentDbSuite, false);
    const version = chooseVersion(await apt.names('postgresql-'), ofData);
    const closure = await apt.closure([`postgresql-${version}-documentdb`]);
    await apt.unpack(
      closure.filter((name) => !notLoaded.test(name)),
      fresh,
    );
    progress('Unpacked; checking …');
    await trim(fresh);
    await demandLibraries(fresh);
    // The server starts more of itself by this name; each must run by the libraries beside it, see postgres.ts.
    const bin = join(postgresFolder(fresh), 'bin');
    await rename(join(bin, 'postgres'), join(bin, 'postgres.real'));
  });
}

async function trim(fresh: string): Promise<void> {
  const unused = [
    'usr/share/doc',
    'usr/share/man',
    'usr/share/locale',
    join(relative(fresh, postgresFolder(fresh)), 'lib/bitcode'),
    `${libraryFolder}/gconv`,
  ];
  for (const folder of unused) await rm(join(fresh, folder), { recursive: true, force: true });
  // Debian makes this link with update-alternatives when it installs.
  const link = join(fresh, `usr/share/postgresql/${versionIn(fresh)}/extension/postgis.control`);
  await rm(link, { force: true });
  await symlink('postgis-3.control', link);
}

/** The loader that runs a program of the unpacked tree by the libraries of the tree. */
export function loaderOf(tree: string): string[] {
  const libraries = join(tree, libraryFolder);
  return [
    join(libraries, 'ld-linux-x86-64.so.2'),
    '--library-path',
    `${libraries}:${join(postgresFolder(tree), 'lib')}`,
  ];
}

async function demandLibraries(tree: string): Promise<void> {
  const [loader = '', ...path] = loaderOf(tree);
  for (const file of loaded) {
    const list = await run(loader, [...path, '--list', join(postgresFolder(tree), file)]);
    const missing = list.split('\n').find((line) => line.includes('not found'));
    if (missing)
      throw new Error(`A library of PostgreSQL is missing in Debian's ${documentDbSuite}: ${missing.trim()}`);
  }
}

/** Writes the little script under the name `postgres` that PostgreSQL finds and starts itself by. */
export async function writePostgresScript(tree: string): Promise<string> {
  const bin = join(postgresFolder(tree), 'bin');
  const script = join(bin, 'postgres');
  const [loader = '', ...path] = loaderOf(tree);
  const words = [loader, ...path, '--argv0', script, join(bin, 'postgres.real')].map(shellWord);
  await keepWritten(script, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, startable);
  return script;
}
