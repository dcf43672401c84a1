import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOwnFolder } from '../../src/embedded/own-folder.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rembuk-own-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const at = (name: string) => join(root, name);

describe('a folder for what only we may touch', () => {
  it('is made closed to everybody else, and taken again', async () => {
    await makeOwnFolder(at('deep/run'));
    expect((await stat(at('deep/run'))).mode & 0o777).toBe(0o700);
    await makeOwnFolder(at('deep/run'));
  });

  it.each([0o755, 0o770, 0o711, 0o777])('is refused when others may enter it: %o', async (mode) => {
    await mkdir(at('wide'));
    await chmod(at('wide'), mode);
    await expect(makeOwnFolder(at('wide'))).rejects.toThrow(/Other users can enter .*wide.*chmod 700/);
    await rm(at('wide'), { recursive: true });
  });

  it('is refused when it is a link, wherever that leads', async () => {
    await mkdir(at('real'), { mode: 0o700 });
    await symlink(at('real'), at('link'));
    await expect(makeOwnFolder(at('link'))).rejects.toThrow('no folder but a link');
  });

  it('is refused when another user has made it beforehand', async () => {
    await mkdir(at('foreign'), { mode: 0o700 });
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await chown(at('foreign'), 65_534, 65_534);
    await expect(makeOwnFolder(isRoot ? at('foreign') : '/')).rejects.toThrow('belongs to another user');
  });
});
