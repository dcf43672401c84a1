import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { keepWritten, readable, startable } from '../files.ts';
import { openApt } from './apt.ts';
import { libraryFolder, once, type Progress, shellWord } from './packages.ts';
import { demandDebian, onPath, PlatformError } from './platform.ts';

const run = promisify(execFile);

/** A Chromium that can be started by its path alone. */
export interface Browser {
  path: string;
  /** Where it was found, for people. */
  how: 'CHROMIUM_PATH' | 'on PATH' | 'unpacked';
}

/**
 * How a service starts Chromium: without a screen and GPU, and without its habit of calling home, which a closed
 * network answers with hundreds of refused connections.
 */
const headlessArgs = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/**
 * The arguments to start a Chromium with: in its sandbox wherever the system allows that, for it shows what strangers
 * have sent. As root, and where user namespaces are forbidden (most containers), it starts only without.
 */
export async function launchArgs(path: string): Promise<string[]> {
  return (await runsSandboxed(path)) ? [...headlessArgs] : [...headlessArgs, '--no-sandbox'];
}

/** How long the trial start of a browser may take, in ms: under a second at rest, several on a busy machine. */
const trialMs = 20_000;

/** Whether this Chromium starts in its sandbox here, seen by starting it on an empty page. Root's never does. */
async function runsSandboxed(path: string): Promise<boolean> {
  const profile = await mkdtemp(join(tmpdir(), 'rembuk-sandbox-'));
  const args = [...headlessArgs, `--user-data-dir=${profile}`, '--dump-dom', 'about:blank'];
  try {
    await run(path, args, { timeout: trialMs, killSignal: 'SIGKILL' });
    return true;
  } catch {
    return false;
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Finds a browser: CHROMIUM_PATH, one on PATH, or else one unpacked from Debian's packages under DATA_DIR.
 * @throws PlatformError or Error in plain words when there is none
 */
export async function findBrowser(options: {
  chromiumPath?: string;
  dataDir: string;
  /** Keeps the unpacked browser elsewhere, shared by several data folders. */
  packagesDir?: string;
  onProgress: Progress;
}): Promise<Browser> {
  const { chromiumPath, dataDir, packagesDir, onProgress } = options;
  if (chromiumPath) {
    if (!runs(chromiumPath))
      throw new Error(`CHROMIUM_PATH names no program that can be started: ${chromiumPath}`);
    return { path: chromiumPath, how: 'CHROMIUM_PATH' };
  }
  const found = names.map((name) => onPath(name)).find((path) => path !== null);
  if (found) return { path: found, how: 'on PATH' };
  try {
    demandDebian();
  } catch {
    throw new PlatformError(
      'No Chromium is on this machine, and none can be unpacked here.',
      'install one, or set CHROMIUM_PATH',
    );
  }
  const path = await unpackBrowser(resolve(packagesDir ?? join(dataDir, 'packages')), onProgress);
  return { path, how: 'unpacked' };
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Chromium with the libraries that this machine lacks, and a font, so that pages show letters. */
async function unpackBrowser(packages: string, progress: Progress): Promise<string> {
  const tree = await once(join(packages, 'browser'), async (fresh, workshop) => {
    progress('Fetching Chromium from Debian (about 100 MB, only this first time) …');
    const apt = await openApt(workshop, null, true);
    const missing = await apt.closure(['chromium', 'fonts-dejavu-core', 'fontconfig-config']);
    await apt.unpack([...new Set([...missing, 'fonts-dejavu-core', 'fontconfig-config'])], fresh);
  });
  const script = join(tree, 'chromium');
  await mkdir(join(tree, 'cache'), { recursive: true });
  // Others start the same one at this moment; and the folder may have been moved since.
  await keepWritten(join(tree, 'fonts.conf'), fontsConf(tree), readable);
  await keepWritten(script, startScript(tree), startable);
  execFileSync(script, ['--version'], { stdio: 'ignore' });
  return script;
}

const startScript = (tree: string) => `#!/bin/sh
export LD_LIBRARY_PATH=${shellWord(`${join(tree, libraryFolder)}:${join(tree, libraryFolder, 'pulseaudio')}`)}
export FONTCONFIG_FILE=${shellWord(join(tree, 'fonts.conf'))}
exec ${shellWord(join(tree, 'usr/lib/chromium/chromium'))} "$@"
`;

const fontsConf = (tree: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(tree, 'usr/share/fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(tree, 'cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;
