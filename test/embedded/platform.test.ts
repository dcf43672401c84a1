import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEngines } from '../../src/embedded/engines.ts';
import { unpackRedis } from '../../src/embedded/packages.ts';
import { pathsOf } from '../../src/embedded/paths.ts';
import { demandDebian, PlatformError, withoutRoot } from '../../src/embedded/platform.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rembuk-platform-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  delete process.env.APT_CONFIG;
});

const here = { os: 'linux', arch: 'x64', has: () => true } as const;

describe('where embedded engines do not run', () => {
  it.each([
    ['on a Mac', { ...here, os: 'darwin' as const, arch: 'arm64' }, 'darwin on arm64'],
    ['on Linux on ARM', { ...here, arch: 'arm64' }, 'linux on arm64'],
    ['on a Linux without apt', { ...here, has: (name: string) => name !== 'apt-get' }, 'apt-get is not here'],
  ])('%s the message says why, and how to use docker compose', (_, platform, why) => {
    expect(() => demandDebian(platform)).toThrow(PlatformError);
    expect(() => demandDebian(platform)).toThrow(why);
    expect(() => demandDebian(platform)).toThrow(
      /docker compose up -d mongodb redis.*MONGODB_URI=.*REDIS_URL=/,
    );
  });

  it('a Debian on a PC is fine, and an ordinary user needs nothing before PostgreSQL', () => {
    expect(() => demandDebian(here)).not.toThrow();
    expect(withoutRoot(1000)).toEqual([]);
  });

  it('without a mirror the message says so and leaves nothing that looks complete', async () => {
    const apt = join(folder, 'apt.conf');
    await writeFile(
      apt,
      'Acquire::http::Proxy "http://127.0.0.1:9"; Acquire::https::Proxy "http://127.0.0.1:9";',
    );
    process.env.APT_CONFIG = apt;
    const packages = join(folder, 'packages');
    await expect(unpackRedis(packages, () => {})).rejects.toThrow(
      /cannot be fetched from this machine's mirror .*apt-get update.*docker compose up/,
    );
    expect(existsSync(join(packages, 'redis'))).toBe(false);
  });

  it('a DATA_DIR that cannot be written is named', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const options = {
      dataDir: join(file, 'data'),
      need: { mongodb: true, redis: true },
      onProgress: () => {},
    };
    await expect(startEngines(options)).rejects.toThrow(/a-file.data.* cannot be written to .*Set DATA_DIR/);
  });
});

describe('the folder of sockets', () => {
  it.each([
    ['a short plain one is used', '/srv/rembuk', '/srv/rembuk/run'],
    ['a deep one moves to the temporary folder', `/srv/${'x'.repeat(100)}`, null],
    ['one with blanks moves too', '/srv/Pak Camat', null],
  ])('%s', (_, dataDir, run) => {
    const paths = pathsOf(dataDir);
    if (run) expect(paths.run).toBe(run);
    else expect(paths.run.startsWith(join(tmpdir(), 'rembuk-'))).toBe(true);
    expect(Buffer.byteLength(join(paths.run, '.s.PGSQL.5432.lock'))).toBeLessThan(108);
  });

  it('is another for each data folder', () => {
    expect(pathsOf('/srv/Pak Camat').run).not.toBe(pathsOf('/srv/Bu Camat').run);
  });
});
