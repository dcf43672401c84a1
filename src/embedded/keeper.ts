/**
 * The keeper: a small process that owns the embedded engines of one DATA_DIR. Whoever needs engines connects to its
 * socket and stays connected; the kernel closes that connection when it ends, however it ends. When the last one is
 * gone the keeper ends the engines and itself. It runs under a kernel lock (see engines.ts), so there is only one,
 * and what a killed keeper left running is found by its pid files and ended before anything starts.
 */
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '../log.ts';
import { background } from '../process/background.ts';
import { provenVersions, unpackPostgres, versionIn } from './documentdb.ts';
import { startGateway } from './gateway/index.ts';
import { onLines } from './lines.ts';
import { makeOwnFolder } from './own-folder.ts';
import { unpackRedis } from './packages.ts';
import { pathsOf } from './paths.ts';
import { dataVersion, pgPort, pgUser, startPostgres } from './postgres.ts';
import { redisSocket, startRedis } from './redis.ts';
import { demandConformance } from './smoke.ts';

/** What a starter may ask for, and what it is told, one JSON object a line. */
export type KeeperRequest = { need: { mongodb: boolean; redis: boolean } };
export type KeeperReply =
  | { progress: string }
  | { ready: { mongodbUri?: string; redisUrl?: string } }
  | { failed: string };

/** How long the engines outlive their last user: a restart of the service finds them still running. */
const graceMs = 2_000;

interface KeeperOptions {
  dataDir: string;
  packagesDir?: string;
  fast: boolean;
}

const { dataDir, packagesDir, fast }: KeeperOptions = JSON.parse(process.argv[2] ?? '{}');
const paths = pathsOf(dataDir, packagesDir);
const log = createLog('info');
const clients = new Set<Socket>();
const ends: (() => Promise<void>)[] = [];
let stopping = false;

const tell = (reply: KeeperReply) => {
  for (const client of clients) client.write(`${JSON.stringify(reply)}\n`);
};
const progress = (message: string) => tell({ progress: message });

/** Starts a child and, should it end by itself, starts it again: at once, then ever more slowly. */
async function keepRunning(name: string, start: () => Promise<{ child: ChildProcess }>): Promise<void> {
  let startedAt = Date.now();
  let pause = 100;
  const again = async () => {
    if (stopping) return;
    pause = Date.now() - startedAt > 60_000 ? 100 : Math.min(pause * 2, 5_000);
    process.stderr.write(`${new Date().toISOString()} ${name} ended; starting it again in ${pause} ms\n`);
    await sleep(pause);
    if (stopping) return;
    startedAt = Date.now();
    await start().then(({ child }) => child.once('exit', again), again);
  };
  const { child } = await start();
  child.once('exit', again);
}

let closeGateway = async () => {};

async function postgres(): Promise<string> {
  const tree = await unpackPostgres(paths.packages, dataVersion(paths), progress);
  progress('Starting the document database …');
  let stop = async () => {};
  await keepRunning('postgres', async () => {
    const engine = await startPostgres(tree, paths, fast);
    stop = engine.stop;
    return engine;
  });
  ends.push(async () => {
    await closeGateway();
    await stop();
  });
  return tree;
}

async function mongodb(): Promise<string> {
  const tree = await ensure('postgres', postgres);
  const path = join(paths.run, 'mongodb.sock');
  const gateway = await startGateway({ socketDir: paths.run, pgPort, user: pgUser, path });
  if (!provenVersions.includes(versionIn(tree))) {
    progress(`PostgreSQL ${versionIn(tree)} was not tried with this software yet; trying it …`);
    await demandConformance(gateway.uri).catch(async (error) => {
      await gateway.close();
      throw error;
    });
  }
  closeGateway = gateway.close;
  return gateway.uri;
}

async function redis(): Promise<string> {
  const tree = await unpackRedis(paths.packages, progress);
  let stop = async () => {};
  await keepRunning('redis', async () => {
    const engine = await startRedis(tree, paths, fast);
    ({ stop } = engine);
    return engine;
  });
  ends.push(() => stop());
  return redisSocket(paths);
}

const started = new Map<string, Promise<string>>();

/**
 * Starts an engine once. A start that failed is not remembered, for the next one may have better luck (the network is back, what
 * stood in the way is gone); what runs stays as it is, or each would end what the other keeps running.
 */
function ensure(name: string, start: () => Promise<string>): Promise<string> {
  const running = started.get(name);
  if (running !== undefined) return running;
  const starting = start();
  started.set(name, starting);
  starting.catch(() => started.delete(name));
  return starting;
}

async function serve(client: Socket, line: string): Promise<void> {
  try {
    const { need }: KeeperRequest = JSON.parse(line);
    const redisUrl = need.redis ? await ensure('redis', redis) : undefined;
    const mongodbUri = need.mongodb ? await ensure('mongodb', mongodb) : undefined;
    const ready = { ...(redisUrl ? { redisUrl } : {}), ...(mongodbUri ? { mongodbUri } : {}) };
    client.write(`${JSON.stringify({ ready } satisfies KeeperReply)}\n`);
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${new Date().toISOString()} ${failed}\n`);
    client.write(`${JSON.stringify({ failed } satisfies KeeperReply)}\n`);
  }
}

async function stopWhenUnused(): Promise<void> {
  await sleep(graceMs);
  if (clients.size > 0 || stopping) return;
  stopping = true;
  server.close();
  await Promise.all(ends.map((end) => end()));
  process.exit(0);
}

for (const folder of [paths.data, paths.run, paths.logs]) await makeOwnFolder(folder);
const socket = join(paths.run, 'keeper.sock');
await rm(socket, { force: true });
const server = createServer((client) => {
  clients.add(client);
  client.on('error', () => {});
  client.on('close', () => {
    clients.delete(client);
    background(stopWhenUnused, log, 'The engines did not end in order');
  });
  onLines(client, (line) => background(() => serve(client, line), log, 'A starter was not answered'));
});
server.listen(socket);
// Ctrl-C in a terminal reaches the whole group; the keeper ends when its users have, in order.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {
  clients.clear();
  background(stopWhenUnused, log, 'The engines did not end in order');
});
await sleep(10_000);
await stopWhenUnused();
