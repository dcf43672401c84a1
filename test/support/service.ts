import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backends, StartOptions } from '../../src/app/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { beginWithNothing } from '../../src/demo/clean.ts';
import { silentLog } from '../../src/log.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { trainFirst } from '../../src/training/training.ts';
import type { PasswordCost } from '../../src/users/password.ts';
import { testMongoUri, testRedisUrl } from './database.ts';
import { fillDatabase } from './prepared-database.ts';
import { preparedTraining } from './prepared-model.ts';

/** A thousandth of the standard cost: tests make passwords and sign in all the time, and guess none. */
export const testPasswordCost: PasswordCost = { N: 2 ** 7, r: 8, p: 1 };

/**
 * A database, a prefix and a data folder of a test's own, the settings of a service on them, and what `startApp` is
 * given so that a start is quick.
 */
export interface TestService extends Required<Pick<StartOptions, 'passwordCost' | 'train'>> {
  config: Config;
  backends: Backends;
  sessionSecret: string;
  /** Removes all that the service has left behind; it must have been stopped. */
  remove(): Promise<void>;
}

/** Gives a service its first classifier, so that one that is run as a process of its own need not train it. */
export async function giveClassifier({ backends }: Pick<TestService, 'backends'>): Promise<void> {
  await connectMongo(backends.mongodbUri, silentLog, backends.name);
  await trainFirst(new Date(), preparedTraining);
  await disconnectMongo();
}

/**
 * Makes the places of a service of a test's own; call it where no database is connected.
 * @param env settings beside the defaults
 * @param options.empty leaves the database empty, for a test of what the first start makes of it
 */
export async function testService(
  env: NodeJS.ProcessEnv = {},
  { empty = false }: { empty?: boolean } = {},
): Promise<TestService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rembuk-service-'));
  const backends = {
    mongodbUri: testMongoUri(),
    redisUrl: testRedisUrl(),
    name: `test_${randomUUID().slice(0, 8)}`,
  };
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, ...env });
  if (!empty) await fillDatabase(backends);
  return {
    config,
    backends,
    sessionSecret: 'a secret of the tests, long enough for all',
    passwordCost: testPasswordCost,
    train: preparedTraining,
    remove: async () => {
      await beginWithNothing(backends);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
