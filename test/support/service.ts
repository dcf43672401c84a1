import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Places } from '../../src/app/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { beginWithNothing } from '../../src/demo/clean.ts';
import { testMongoUri, testRedisUrl } from './database.ts';

/** A database, a prefix and a data folder of a test's own, and the settings of a service on them. */
export interface TestService {
  config: Config;
  places: Places;
  sessionSecret: string;
  /** Removes all that the service has left behind; it must have been stopped. */
  remove(): Promise<void>;
}

/** @param env settings beside the defaults */
export async function testService(env: NodeJS.ProcessEnv = {}): Promise<TestService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rembuk-service-'));
  const places = {
    mongodbUri: testMongoUri(),
    redisUrl: testRedisUrl(),
    name: `test_${randomUUID().slice(0, 8)}`,
  };
  return {
    config: readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, ...env }),
    places,
    sessionSecret: 'a secret of the tests, long enough for all',
    remove: async () => {
      await beginWithNothing(places);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
