import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBrowser, launchArgs } from '../../src/embedded/browser.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rembuk-browser-'));
  await writeFile(join(folder, 'chromium'), '#!/bin/sh\necho Chromium 1\n');
  await chmod(join(folder, 'chromium'), 0o755);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const find = (chromiumPath?: string) =>
  findBrowser({
    dataDir: '.rembuk',
    onProgress: (message) => process.stderr.write(`${message}\n`),
    ...(chromiumPath ? { chromiumPath } : {}),
  });

describe('the browser', () => {
  it('is first what CHROMIUM_PATH names', async () => {
    const path = join(folder, 'chromium');
    expect(await find(path)).toEqual({ path, how: 'CHROMIUM_PATH' });
  });

  it.each([
    ['nothing', '/nowhere/chromium'],
    ['a folder', tmpdir()],
    ['a file that is no program', 'package.json'],
  ])('CHROMIUM_PATH that names %s gets a clear answer, never another browser', async (_, path) => {
    await expect(find(path)).rejects.toThrow(`CHROMIUM_PATH names no program that can be started: ${path}`);
  });

  it('is then a chromium on PATH', async () => {
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    expect(await find()).toEqual({ path: join(folder, 'chromium'), how: 'on PATH' });
    vi.unstubAllEnvs();
  });

  it('starts in its sandbox for a user who is not root', async () => {
    const { path } = await find(process.env.CHROMIUM_PATH);
    // Root becomes user 1000 of a namespace of its own, who can still read all of root's folders.
    const asUser = join(folder, 'as-user');
    await writeFile(
      asUser,
      `#!/bin/sh\nexec unshare --user --map-user=1000 --map-group=1000 '${path}' "$@"\n`,
      {
        mode: 0o755,
      },
    );
    expect(await launchArgs(asUser)).not.toContain('--no-sandbox');
  });

  it('that does not start in its sandbox, as for root, is started without', async () => {
    const { path } = await find(process.env.CHROMIUM_PATH);
    const asRoot = join(folder, 'as-root');
    await writeFile(asRoot, `#!/bin/sh\nexec unshare --user --map-root-user '${path}' "$@"\n`, {
      mode: 0o755,
    });
    expect(await launchArgs(asRoot)).toContain('--no-sandbox');
  });

  it('that was found starts without a screen and shows a page', async () => {
    const { path } = await find(process.env.CHROMIUM_PATH);
    const browser = await chromium.launch({ executablePath: path, args: await launchArgs(path) });
    const page = await browser.newPage();
    await page.setContent('<h1>Usulan Desa Juai</h1>');
    expect(await page.textContent('h1')).toBe('Usulan Desa Juai');
    const box = await page.locator('h1').boundingBox();
    expect(box?.height).toBeGreaterThan(10);
    await browser.close();
  });
});
