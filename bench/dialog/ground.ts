/** Where the comparison is held: one set of engines, one network, the bots built. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { benchEngines } from '../engines.ts';
import { type Network, startNetwork } from './network.ts';

/** What every contestant stands on. */
export interface Ground {
  mongodbUri: string;
  redisUrl: string;
  mongo: MongoClient;
  redis: Redis;
  network: Network;
  /** Where the peers lie as JavaScript. */
  peersDir: string;
  /** A data folder for our service. */
  dataDir: string;
  /** The chat that nobody has written from yet. */
  nextChat: number;
  close(): Promise<void>;
}

const peers = fileURLToPath(new URL('peers', import.meta.url));
/** Within the project, so that what the bots import is found. */
const cache = resolve('node_modules/.cache');

/** Starts the engines and the network, and builds the bots. */
export async function openGround(): Promise<Ground> {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--if-stale']);
  await mkdir(cache, { recursive: true });
  const workDir = await mkdtemp(join(cache, 'bench-dialog-'));
  await buildPeers(workDir);
  const endEngines = await benchEngines();
  const mongodbUri = process.env.TEST_MONGODB_URI ?? '';
  const redisUrl = process.env.TEST_REDIS_URL ?? '';
  const mongo = await new MongoClient(mongodbUri).connect();
  const redis = new Redis(redisUrl);
  const network = await startNetwork();
  return {
    mongodbUri,
    redisUrl,
    mongo,
    redis,
    network,
    peersDir: workDir,
    dataDir: join(workDir, 'data'),
    nextChat: 100_000,
    async close() {
      network.close();
      redis.disconnect();
      await mongo.close();
      await endEngines();
      await rm(workDir, { recursive: true, force: true });
    },
  };
}

/** Peers run as plain JavaScript, as our service does: neither pays for a loader. */
async function buildPeers(outdir: string): Promise<void> {
  const files = (await readdir(peers)).filter((file) => file.endsWith('-child.ts'));
  await build({
    entryPoints: files.map((file) => join(peers, file)),
    outdir,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
}
