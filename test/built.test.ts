import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const node = (...args: string[]) => promisify(execFile)(process.execPath, args);

describe('dist/, as npm run build makes it', () => {
  beforeAll(() => node('scripts/build.mjs', '--if-stale'));

  it('finds flows and texts where the sources find them', async () => {
    const { stdout } = await node('dist/main.js', 'flow', 'check');
    expect(stdout).toContain('usulan');
  });

  it('finds what the pages serve and what runs apart', () => {
    const files = readdirSync('dist', { recursive: true, encoding: 'utf8' });
    const apart = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(css|js|mjs|svg)$/.test(file),
    );
    expect(apart.length).toBeGreaterThan(5);
    expect(apart.filter((file) => !files.includes(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['embedded/keeper.js', 'training/thread.js']));
  });
});
