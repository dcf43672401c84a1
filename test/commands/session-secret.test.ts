import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSessionSecret } from '../../src/commands/services.ts';
import { readConfig } from '../../src/config.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rembuk-secret-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const find = (settings: NodeJS.ProcessEnv = {}) =>
  findSessionSecret(readConfig({ DATA_DIR: dataDir, ...settings }));

describe('the key of the session cookies', () => {
  it('is made once for the machine, and read by its owner alone', async () => {
    const secret = await find();
    expect(secret).toMatch(/^[\da-f]{64}$/);
    expect(await find()).toBe(secret);
    expect((await stat(join(dataDir, 'session-secret'))).mode & 0o777).toBe(0o600);
  });

  it('is the same for roles that are started at once', async () => {
    const secrets = await Promise.all(Array.from({ length: 10 }, () => find()));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toMatch(/^[\da-f]{64}$/);
    expect(await readdir(dataDir)).toEqual(['session-secret']);
  });

  // ether/etherpad#3317, tiny-pilot/tinypilot#917, pome-sh/digital-twins#109.
  it.each(['', '\n', 'a3f7'])(
    'is never %j, left by a crash: all roles that start agree on another',
    async (left) => {
      await writeFile(join(dataDir, 'session-secret'), left);
      const secrets = await Promise.all(Array.from({ length: 10 }, () => find()));
      expect(new Set(secrets).size).toBe(1);
      expect(secrets[0]).toMatch(/^[\da-f]{64}$/);
      expect(await find()).toBe(secrets[0]);
    },
  );

  it('is that of the settings where they have one', async () => {
    const set = 'a'.repeat(40);
    expect(await find({ SESSION_SECRET: set })).toBe(set);
    expect(await readdir(dataDir)).toEqual([]);
  });
});
