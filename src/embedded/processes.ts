import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The command line of a running process, or null; zombies have none. */
function commandLine(pid: number | string): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
  } catch {
    return null;
  }
}

/** Is this process there, and is it ours? A pid alone proves nothing: it may have been given to another program. */
export function isRunning(pid: number, mark: string): boolean {
  return commandLine(pid)?.includes(mark) ?? false;
}

/** Every running process whose command line names `mark` (a path of ours). */
export function processesOf(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && isRunning(Number(name), mark))
    .map(Number);
}

/** Starts a program in a session of its own, with its output appended to a log file, and writes its pid down. */
export async function startProcess(
  command: readonly string[],
  files: { log: string; pid: string },
  env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const log = openSync(files.log, 'a');
  const [program = '', ...args] = command;
  const child = spawn(program, args, { env, stdio: ['ignore', log, log], detached: true });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  await writeFile(files.pid, String(child.pid));
  return child;
}

/** Ends a child of this process, also when its folder, and its pid file with it, has been removed meanwhile. */
export async function endChild(
  child: ChildProcess,
  pidFile: string,
  signal: NodeJS.Signals,
  patienceMs = 10_000,
): Promise<void> {
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const until = Date.now() + patienceMs;
  if (isAlive()) child.kill(signal);
  while (isAlive() && Date.now() < until) await sleep(20);
  if (isAlive()) child.kill('SIGKILL');
  await rm(pidFile, { force: true });
}

/**
 * Ends the process of a pid file, if it is ours and still there: asks by `signal`, then insists.
 * @param patienceMs how long it may take to end by itself
 */
export async function endProcess(
  pidFile: string,
  mark: string,
  signal: NodeJS.Signals,
  patienceMs = 10_000,
): Promise<void> {
  const pid = readPid(pidFile);
  if (pid !== null && isRunning(pid, mark)) {
    kill(pid, signal);
    const until = Date.now() + patienceMs;
    while (isRunning(pid, mark) && Date.now() < until) await sleep(20);
    if (isRunning(pid, mark)) kill(pid, 'SIGKILL');
  }
  await rm(pidFile, { force: true });
}

function readPid(pidFile: string): number | null {
  try {
    return Number(readFileSync(pidFile, 'utf8')) || null;
  } catch {
    return null;
  }
}

/** Sends a signal to a process that may have ended. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile, which is what was wanted.
  }
}
