import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownServers, PlatformError } from './platform.ts';

/** A command ended badly; `output` is the end of what it said. */
class CommandError extends Error {
  readonly output: string;
  constructor(command: string, code: number | null, output: string) {
    super(`${command} ended with ${code}: ${output.trim().split('\n').slice(-3).join(' | ')}`);
    this.name = 'CommandError';
    this.output = output;
  }
}

/** Runs a command and returns what it printed. @throws CommandError */
export function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new CommandError(command, code, errors || output)),
    );
  });
}

/**
 * apt with folders of its own: it reads the machine's keys and takes the machine's mirror, and touches nothing else,
 * so it needs no root and leaves no trace in the system.
 */
export interface Apt {
  /** Names of all packages there are that begin so. */
  names(prefix: string): Promise<string[]>;
  /** Names of the packages that installing these would bring, themselves included. */
  closure(names: string[]): Promise<string[]>;
  /** Downloads packages and unpacks them into a folder. */
  unpack(names: string[], into: string): Promise<void>;
}

/**
 * Prepares apt in `folder`.
 * @param suite a Debian suite such as `forky`, or null for the machine's own sources
 * @param installed whether to count what the machine has installed (then a closure holds only what is missing)
 */
export async function openApt(folder: string, suite: string | null, installed: boolean): Promise<Apt> {
  await rm(folder, { recursive: true, force: true });
  for (const sub of ['lists/partial', 'cache/archives/partial', 'debs'])
    await mkdir(join(folder, sub), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  const settings = {
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Dir::State::status': installed ? '/var/lib/dpkg/status' : join(folder, 'status'),
    ...(suite ? await ownSource(folder, suite) : {}),
  };
  const options = ['-qq', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
  await update(options);
  return {
    async names(prefix) {
      // apt-cache knows no -qq.
      const settings = options.filter((option) => option !== '-qq');
      return (await run('apt-cache', [...settings, 'pkgnames', prefix])).split('\n').filter(Boolean);
    },
    async closure(names) {
      const uris = await run('apt-get', [
        ...options,
        'install',
        '--no-install-recommends',
        '--print-uris',
        '-y',
        ...names,
      ]);
      return uris.split('\n').flatMap((line) => line.split(' ')[1]?.split('_')[0] ?? []);
    },
    async unpack(names, into) {
      const debs = join(folder, 'debs');
      await run('apt-get', [...options, 'download', ...names], { cwd: debs });
      await mkdir(into, { recursive: true });
      for (const deb of await readdir(debs)) await run('dpkg', ['-x', join(debs, deb), into]);
    },
  };
}

/** @throws PlatformError when the mirror does not give its lists; apt by itself would call that a warning */
async function update(options: string[]): Promise<void> {
  try {
    await run('apt-get', [...options, '-o', 'APT::Update::Error-Mode=any', 'update']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const why = error.output.split('\n').find((line) => line.startsWith('E:')) ?? error.message;
    throw new PlatformError(
      `Debian's packages cannot be fetched from this machine's mirror (${why.replace(/^E: /, '').trim()}).`,
      `see that the network is there and \`apt-get update\` works, or ${ownServers}`,
    );
  }
}

/** A source list for a suite, from the mirror that the machine itself uses for Debian. */
async function ownSource(folder: string, suite: string): Promise<Record<string, string>> {
  const sources = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  const mirror = sources.split('\n').find((line) => /\/debian\/?$/.test(line));
  if (!mirror) throw new Error("No Debian mirror is named in this machine's apt sources.");
  const list = join(folder, 'sources.list');
  await writeFile(
    list,
    `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror} ${suite} main\n`,
  );
  return {
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
  };
}
