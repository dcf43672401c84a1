import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepWritten, removeHalves, startable, writeOnce, writePrivate, writeWhole } from '../src/files.ts';

const run = promisify(execFile);
let root = '';
let folder = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rembuk-files-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'one-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe('a file that is written whole', () => {
  it('is the old one or the new one for whoever reads it meanwhile', async () => {
    const path = join(folder, 'surat.pdf');
    const [old, fresh] = ['a', 'b'].map((letter) => letter.repeat(4 * 1024 * 1024)) as [string, string];
    await writeWhole(path, old);
    let isWriting = true;
    const seen = new Set<string>();
    const reading = (async () => {
      while (isWriting) {
        const text = await readFile(path, 'utf8');
        seen.add(text === old || text === fresh ? 'whole' : `a part: ${text.length}`);
      }
    })();
    for (let time = 0; time < 10; time++) await writeWhole(path, time % 2 ? old : fresh);
    isWriting = false;
    await reading;
    expect([...seen]).toEqual(['whole']);
  });

  it('is for the eyes of the service alone, and so is its folder', async () => {
    const dir = join(folder, 'media', 'foto');
    await mkdir(dir, { recursive: true, mode: 0o755 });
    await writePrivate(dir, 'jalan.jpg', Buffer.from('…'));
    expect([await modeOf(dir), await modeOf(join(dir, 'jalan.jpg'))]).toEqual([0o700, 0o600]);
  });

  it('can be written by two at once', async () => {
    const path = join(folder, 'surat.pdf');
    await Promise.all(Array.from({ length: 10 }, () => writeWhole(path, 'Undangan')));
    expect(await readFile(path, 'utf8')).toBe('Undangan');
    expect(await readdir(folder)).toEqual(['surat.pdf']);
  });

  it('leaves nothing behind where it cannot be written', async () => {
    await mkdir(join(folder, 'surat.pdf', 'isi'), { recursive: true });
    await expect(writeWhole(join(folder, 'surat.pdf'), 'Undangan')).rejects.toThrow(
      /EISDIR|ENOTEMPTY|EEXIST/,
    );
    expect(await readdir(folder)).toEqual(['surat.pdf']);
  });
});

describe('a file that is written at each start', () => {
  const script = '#!/bin/sh\nexit 0\n';

  // "spawn ETXTBSY": a browser was started while a check beside it wrote the same script again.
  it('can be started while others write the same', async () => {
    const path = join(folder, 'chromium');
    await keepWritten(path, script, startable);
    const start = async () => {
      for (let time = 0; time < 15; time++) {
        await keepWritten(path, script, startable);
        await run(path);
      }
    };
    await Promise.all(Array.from({ length: 8 }, start));
  });

  it('is written anew when it says something else, or cannot be started', async () => {
    const path = join(folder, 'chromium');
    await writeFile(path, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    await keepWritten(path, script, startable);
    await run(path);
    await writeFile(join(folder, 'other'), script, { mode: 0o644 });
    await keepWritten(join(folder, 'other'), script, startable);
    await run(join(folder, 'other'));
  });
});

describe('a file that is written once', () => {
  it('is the same for all who begin at once', async () => {
    const path = join(folder, 'session-secret');
    const read = await Promise.all(
      Array.from({ length: 20 }, async (_, who) => {
        await writeOnce(path, `secret of ${who} `.repeat(100_000));
        return readFile(path, 'utf8');
      }),
    );
    expect(new Set(read).size).toBe(1);
    expect(read[0]).toMatch(/^(secret of (\d+) )(\1){99999}$/);
    expect(await readdir(folder)).toEqual(['session-secret']);
  });
});

describe('what a killed process has left half written', () => {
  it('is removed once nobody can be writing it any more; the files stay', async () => {
    const dir = join(folder, 'foto');
    const left = (ending: string) => join(dir, `jalan.jpg.6ba7b810-9dad-41d1-80b4-00c04fd430c${ending}.new`);
    const yesterday = new Date('2026-11-29T00:00:00Z');
    await writePrivate(dir, 'jalan.jpg', Buffer.from('…'));
    for (const path of [left('8'), left('9')]) await writeFile(path, 'half');
    for (const path of [left('8'), join(dir, 'jalan.jpg')]) await utimes(path, yesterday, yesterday);
    expect(await removeHalves(folder, new Date('2026-11-30T00:00:00Z'))).toBe(1);
    expect((await readdir(dir)).sort()).toEqual([
      'jalan.jpg',
      'jalan.jpg.6ba7b810-9dad-41d1-80b4-00c04fd430c9.new',
    ]);
  });

  it('is nothing where there is no folder yet', async () => {
    expect(await removeHalves(join(folder, 'none'), new Date())).toBe(0);
  });
});
