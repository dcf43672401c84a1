import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppRole } from '../../src/app/app.ts';
import { openService, type StartingService } from '../support/command-line.ts';

/** The processes of a service, each of which is started again, at once, when it has ended. */
export interface Service {
  /** The process of a role, or null between two lives. */
  pid(role: AppRole): number | null;
  pids(): number[];
  /** Roles whose process has not said that it is ready. */
  notReady(): AppRole[];
  /** How often each was started. */
  readonly starts: ReadonlyMap<AppRole, number>;
  /** Writes what the living processes have said so far beside what the others have said. */
  keepLogs(): Promise<void>;
  /** @throws Error after `ms` */
  untilReady(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** As Docker does: one that ended at once is given a moment. */
const pauseMs = 1_000;
const stopWithinMs = 12_000;

/**
 * Starts roles as a supervisor does, from dist/.
 * @param logs folder that gets what each life of a process has said
 */
export async function superviseService(
  roles: AppRole[],
  env: NodeJS.ProcessEnv,
  logs: string,
): Promise<Service> {
  const lives = new Map<AppRole, { process: StartingService; ready: boolean }>();
  const starts = new Map<AppRole, number>();
  let stopping = false;
  await mkdir(logs, { recursive: true });

  /** Of the life of a process that is the last one so far. */
  const writeLog = (role: AppRole, said: string) =>
    writeFile(join(logs, `${role}-${starts.get(role)}.log`), said);

  async function keep(role: AppRole): Promise<void> {
    while (!stopping) {
      const begun = performance.now();
      const life = { process: openService(env, ['--role', role]), ready: false };
      lives.set(role, life);
      starts.set(role, (starts.get(role) ?? 0) + 1);
      life.process.ready.then(
        () => {
          life.ready = true;
        },
        () => {},
      );
      const { code, signal, stderr } = await life.process.ended;
      lives.delete(role);
      await writeLog(role, `${stderr}\nended with ${code ?? signal}\n`);
      if (performance.now() - begun < pauseMs) await sleep(pauseMs);
    }
  }

  const kept = roles.map(keep);
  const pids = () => [...lives.values()].map(({ process: { pid } }) => pid);
  const signalAll = (signal: NodeJS.Signals) => {
    for (const pid of pids()) signalTo(pid, signal);
  };
  const notReady = () => roles.filter((role) => !lives.get(role)?.ready);
  return {
    pid: (role) => lives.get(role)?.process.pid ?? null,
    pids,
    notReady,
    starts,
    async keepLogs() {
      for (const [role, { process }] of lives) await writeLog(role, `${process.said()}\nstill at work\n`);
    },
    async untilReady(ms) {
      for (const until = performance.now() + ms; notReady().length > 0; await sleep(50))
        if (performance.now() > until) throw new Error(`Not ready after ${ms} ms: ${notReady().join(', ')}`);
    },
    async stop() {
      stopping = true;
      signalAll('SIGCONT');
      signalAll('SIGTERM');
      const late = setTimeout(() => signalAll('SIGKILL'), stopWithinMs);
      await Promise.all(kept);
      clearTimeout(late);
    },
  };
}

/** Sends a signal; returns whether the process was there. */
export function signalTo(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
