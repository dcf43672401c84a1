/**
 * Starts the real engines once for a whole test run, in a data folder of their own, and tells the tests where they
 * are. With TEST_MONGODB_URI or TEST_REDIS_URL set, the servers they name are used instead.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEngines } from '../../src/embedded/engines.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const need = { mongodb: !process.env.TEST_MONGODB_URI, redis: !process.env.TEST_REDIS_URL };
  if (!need.mongodb && !need.redis) return async () => {};
  const dataDir = await mkdtemp(join(tmpdir(), 'rembuk-test-'));
  const engines = await startEngines({
    dataDir,
    packagesDir: resolve('.rembuk/packages'),
    need,
    fast: true,
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
  if (engines.mongodbUri) process.env.TEST_MONGODB_URI = engines.mongodbUri;
  if (engines.redisUrl) process.env.TEST_REDIS_URL = engines.redisUrl;
  return async () => {
    await engines.release();
    // The engines outlive their last user by a moment, and write in the folder until they have ended.
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
}
