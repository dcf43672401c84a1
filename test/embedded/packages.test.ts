import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { once } from '../../src/embedded/packages.ts';

describe('what is unpacked once', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'rembuk-packages-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is whole, and nothing is left beside it, when several begin at once', async () => {
    const folder = join(root, 'browser');
    let begun = 0;
    let letGo = () => {};
    const together = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const make = async (fresh: string, workshop: string) => {
      await writeFile(join(workshop, 'list'), 'of packages');
      begun += 1;
      if (begun === 3) letGo();
      await together;
      for (const part of ['a', 'b']) await writeFile(join(fresh, part), part);
    };
    expect(await Promise.all([1, 2, 3].map(() => once(folder, make)))).toEqual([folder, folder, folder]);
    expect(await readdir(root)).toEqual(['browser']);
    expect((await readdir(folder)).sort()).toEqual(['.complete', 'a', 'b']);
    await once(folder, () => Promise.reject(new Error('it stands already')));
  });

  it('is begun anew after a download that broke off, and after a process that was killed', async () => {
    const folder = join(root, 'redis');
    await expect(once(folder, () => Promise.reject(new Error('the line broke')))).rejects.toThrow('broke');
    expect(await readdir(root)).toEqual([]);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await mkdir(`${folder}.${pid}-0a1b2c3d.new`);
    await mkdir(folder);
    await once(folder, (fresh) => writeFile(join(fresh, 'server'), 'whole'));
    expect(await readdir(root)).toEqual(['redis']);
    expect(await readFile(join(folder, 'server'), 'utf8')).toBe('whole');
  });
});
