import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { KeeperReply, KeeperRequest } from './keeper.ts';
import { onLines } from './lines.ts';
import type { Paths } from './paths.ts';

/** What is needed of the embedded engines, and where they keep their data. */
export interface EngineOptions {
  dataDir: string;
  need: { mongodb: boolean; redis: boolean };
  /** Keeps the unpacked packages elsewhere, shared by several data folders. */
  packagesDir?: string;
  /** Gives up durability for speed; for tests. */
  fast?: boolean;
  onProgress(message: string): void;
}

/** The addresses of the engines that were asked for: unix sockets, at the same paths whenever they run. */
export interface Addresses {
  mongodbUri?: string;
  redisUrl?: string;
}

/** From source the keeper is TypeScript and needs its loader; in dist/ it is plain JavaScript, as this file is then. */
const fromSource = import.meta.url.endsWith('.ts');
const keeper = fromSource ? ['--import', 'tsx', beside('./keeper.ts')] : [beside('./keeper.js')];
const connectingMs = 30_000;

/**
 * Joins the keeper of a DATA_DIR, starting one where there is none, and waits until it has what is needed.
 * @returns the connection that keeps the engines running, and where they are
 * @throws Error with what the keeper said when they do not start
 */
export async function joinKeeper(
  options: EngineOptions,
  paths: Paths,
): Promise<{ socket: Socket; addresses: Addresses }> {
  const socket = await reachKeeper(options, join(paths.run, 'keeper.sock'), paths);
  try {
    return { socket, addresses: await ask(socket, { need: options.need }, options.onProgress) };
  } catch (error) {
    // Who was refused is no user of the engines.
    socket.destroy();
    throw error;
  }
}

/** Connects to the keeper, starting one when there is none. Two starters at once: the lock lets one keeper live. */
async function reachKeeper(
  options: EngineOptions,
  socketPath: string,
  paths: { data: string; logs: string },
): Promise<Socket> {
  const { dataDir, packagesDir, fast = false } = options;
  const words = JSON.stringify({ dataDir, packagesDir, fast });
  const lock = join(paths.data, 'keeper.lock');
  const log = join(paths.logs, 'keeper.log');
  let alive = false;
  for (const until = Date.now() + connectingMs; Date.now() < until; await sleep(50)) {
    const socket = await tryConnect(socketPath);
    if (socket) return socket;
    if (alive) continue;
    const out = openSync(log, 'a');
    const command = ['--nonblock', lock, process.execPath, ...keeper, words];
    const child = spawn('flock', command, {
      detached: true,
      stdio: ['ignore', out, out],
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    });
    alive = true;
    child.once('exit', () => {
      alive = false;
    });
    child.unref();
  }
  throw new Error(
    `The embedded engines do not start. The end of ${log} says:\n${(await readFile(log, 'utf8')).slice(-800)}`,
  );
}

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

function tryConnect(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function ask(
  socket: Socket,
  request: KeeperRequest,
  onProgress: (message: string) => void,
): Promise<Addresses> {
  return new Promise((resolve, reject) => {
    socket.on('error', () => {});
    socket.once('close', () =>
      reject(new Error('The keeper of the embedded engines ended; see logs/keeper.log under DATA_DIR.')),
    );
    onLines(socket, (line) => {
      const reply: KeeperReply = JSON.parse(line);
      if ('progress' in reply) onProgress(reply.progress);
      else if ('ready' in reply) resolve(reply.ready);
      else reject(new Error(reply.failed));
    });
    socket.write(`${JSON.stringify(request)}\n`);
  });
}
