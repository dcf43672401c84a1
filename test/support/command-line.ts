import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { TestService } from './service.ts';

const program = resolve('dist/main.js');

/** What a command left behind. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** `rembuk start` as a process of its own. */
export interface ServiceProcess {
  /** Address of its web server, or null when its role has none. */
  url: string | null;
  /** Ends it as a power cut does; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, as a supervisor does. */
  stop(): Promise<Ended>;
}

/** The environment that leads a command to a test's own database, queues and data folder. */
export function environmentOf(
  { config, backends }: TestService,
  more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const uri = new URL(backends.mongodbUri);
  uri.pathname = `/${backends.name}`;
  return {
    MONGODB_URI: uri.href,
    REDIS_URL: backends.redisUrl,
    DATA_DIR: config.DATA_DIR,
    PORT: '0',
    LOG_LEVEL: 'info',
    ...more,
  };
}

/**
 * Runs `rembuk` to its end, from dist/: from source each process takes some three seconds of a processor more. Settings of
 * the outer environment do not reach it.
 */
export async function rembuk(args: string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
  await buildService();
  const child = run([program, ...args], env);
  const { ended } = collect(child);
  child.stdin?.end(input);
  return ended;
}

/** `rembuk start` that has a process and may not be ready yet: it can die before. */
export interface StartingService {
  pid: number;
  /** Rejects with all it has said when it ends before it is ready. */
  ready: Promise<ServiceProcess>;
  ended: Promise<Ended>;
  /** What it has logged so far. */
  said(): string;
}

/**
 * Starts the service from dist/, as `npm start` does, and waits until it says it is ready.
 * @throws Error with all it has said when it ends before
 */
export async function startService(env: NodeJS.ProcessEnv, args: string[] = []): Promise<ServiceProcess> {
  await buildService();
  return openService(env, args).ready;
}

let making: Promise<void> | null = null;

/** Makes dist/ where it is older than the sources, once in this process. @throws Error with what the build said */
export function buildService(): Promise<void> {
  making ??= make();
  return making;
}

async function make(): Promise<void> {
  const { code, stderr } = await collect(run(['scripts/build.mjs', '--if-stale'], {})).ended;
  if (code !== 0) throw new Error(`The build ended with ${code}:\n${stderr}`);
}

/** Starts the service and waits for nothing; {@link buildService} has made it. */
export function openService(env: NodeJS.ProcessEnv, args: string[] = []): StartingService {
  return starting(run([program, 'start', ...args], env));
}

/** As {@link startService}, from source, as a checkout's other commands run. */
export async function startFromSource(env: NodeJS.ProcessEnv, args: string[] = []): Promise<ServiceProcess> {
  return starting(run(['bin/rembuk.mjs', 'start', ...args], env)).ready;
}

const hasty = resolve('test/support/hasty-service.ts');

/** As {@link startService}, with a WhatsApp that is written to faster than any real one may be. */
export async function startHastyService(env: NodeJS.ProcessEnv): Promise<ServiceProcess> {
  return starting(run(['--import', 'tsx', hasty], env)).ready;
}

function starting(child: ChildProcess): StartingService {
  const { ended, said } = collect(child);
  let isReady = false;
  const url = new Promise<string | null>((ready, fail) => {
    child.stderr?.on('data', () => {
      if (isReady) return;
      const line = said()
        .split('\n')
        .find((one) => one.includes('"msg":"Ready"'));
      if (!line) return;
      isReady = true;
      ready(JSON.parse(line).url);
    });
    ended.then(({ code, stderr }) => fail(new Error(`The service ended with ${code}:\n${stderr}`)), fail);
  });
  const ready = url.then((url) => ({
    url,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  }));
  return { pid: child.pid ?? 0, ready, ended, said };
}

function run(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn(process.execPath, args, { env: { PATH, HOME, NODE_ENV: 'test', ...env } });
}

/** @returns its end, and what it has written to stderr so far */
function collect(child: ChildProcess): { ended: Promise<Ended>; said: () => string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }));
  return { ended, said: () => stderr };
}
