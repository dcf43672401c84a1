import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backends } from '../app/app.ts';
import { type Prepared, prepareDatabase } from '../app/prepare.ts';
import { type Config, loadConfig, shortestSecret } from '../config.ts';
import { startEngines } from '../embedded/engines.ts';
import { writeOnce } from '../files.ts';
import { silentLog } from '../log.ts';
import { connectMongo, disconnectMongo } from '../storage/mongodb.ts';

/** Where the engines are, and how to let go of embedded ones. */
export interface Services extends Backends {
  release(): Promise<void>;
}

/**
 * The database that `MONGODB_URI` names, as in `mongodb://host/rembuk`; the queues' keys begin with it too. `admin`
 * and its like are where users are kept, never where data goes.
 */
export function serviceName({ MONGODB_URI = '' }: Config): string {
  const [, named = ''] = /^mongodb(?:\+srv)?:\/\/[^/]+\/([\w-]+)/.exec(MONGODB_URI) ?? [];
  return ['', 'admin', 'local', 'config'].includes(named) ? 'rembuk' : named;
}

/**
 * Finds MongoDB and Redis: those of the settings, or embedded ones where a setting is empty.
 * @param name database name and prefix of the queues' keys
 */
export async function findServices(
  config: Config,
  name: string,
  onProgress: (message: string) => void,
): Promise<Services> {
  const { MONGODB_URI, REDIS_URL, DATA_DIR } = config;
  if (MONGODB_URI && REDIS_URL) {
    return { mongodbUri: MONGODB_URI, redisUrl: REDIS_URL, name, release: async () => {} };
  }
  const need = { mongodb: !MONGODB_URI, redis: !REDIS_URL };
  const engines = await startEngines({ dataDir: DATA_DIR, need, onProgress });
  const mongodbUri = MONGODB_URI ?? engines.mongodbUri;
  const redisUrl = REDIS_URL ?? engines.redisUrl;
  if (!mongodbUri || !redisUrl) throw new Error('The embedded engines did not say where they are.');
  return { mongodbUri, redisUrl, name, release: () => engines.release() };
}

/**
 * The key of the session cookies: the setting's, or one made once and kept in DATA_DIR for this machine alone. A kept one
 * that is blank or short (a crash or a full disk while it was written: etherpad#3317, tinypilot#917) is left so, for cookies signed
 * with nothing can be made by anybody; all roles that start then agree on a second file.
 */
export async function findSessionSecret(config: Config): Promise<string> {
  if (config.SESSION_SECRET) return config.SESSION_SECRET;
  await mkdir(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const kept = async (name: string) => {
    const file = join(config.DATA_DIR, name);
    await writeOnce(file, randomBytes(32).toString('hex'));
    return readFile(file, 'utf8');
  };
  const first = await kept('session-secret');
  return first.length >= shortestSecret ? first : kept('session-secret-2');
}

/**
 * Runs a short command on the connected database as it stands, and lets go of it afterwards, also when the command
 * fails. Progress goes to stderr, so that the command's own output stays clean.
 */
export async function withConnection(
  work: (config: Config, backends: Backends) => Promise<void>,
): Promise<void> {
  const config = loadConfig();
  const services = await findServices(config, serviceName(config), (message) =>
    process.stderr.write(`${message}\n`),
  );
  try {
    await connectMongo(services.mongodbUri, silentLog, services.name);
    await work(config, services);
  } finally {
    await disconnectMongo();
    await services.release();
  }
}

/** Runs a short command on the prepared database; see {@link withConnection}. */
export const withDatabase = (
  work: (config: Config, prepared: Prepared, backends: Backends) => Promise<void>,
): Promise<void> =>
  withConnection(async (config, backends) =>
    work(config, await prepareDatabase(config, new Date()), backends),
  );
