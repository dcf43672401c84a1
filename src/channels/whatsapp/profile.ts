import { readFile, readlink, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where LocalAuth keeps the browser's profile: this is the session. */
const profileIn = (dataDir: string) => join(dataDir, 'session');

/** Removes the session, after a logout: what is left of it would only be refused. The browser must be closed. */
export async function removeProfile(dataDir: string): Promise<void> {
  await rm(profileIn(dataDir), { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * Chromium refuses a profile that another one holds, and after a kill or in a new container the mark of the dead one
 * is still there. The caller holds the lease, so nobody of ours may hold it: an orphan on this machine is ended, and
 * the mark goes.
 */
export async function freeProfile(dataDir: string): Promise<void> {
  const profile = profileIn(dataDir);
  const holder = await readlink(join(profile, 'SingletonLock')).catch(() => null);
  if (!holder) return;
  const [, host, pid] = /^(.*)-(\d+)$/.exec(holder) ?? [];
  if (host === hostname() && pid && (await holds(Number(pid), profile))) await endProcess(Number(pid));
  const marks = ['SingletonLock', 'SingletonCookie', 'SingletonSocket'];
  await Promise.all(marks.map((mark) => rm(join(profile, mark), { force: true })));
}

/** Whether that process is a browser on this very profile, and not one that got the number since. */
async function holds(pid: number, profile: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(`--user-data-dir=${profile}`);
}

async function endProcess(pid: number): Promise<void> {
  const alive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  for (let waited = 0; alive() && waited < 5_000; waited += 50) await sleep(50);
}
