import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEngines } from '../src/embedded/engines.ts';

/**
 * Starts the embedded engines as the product runs them, in a data folder of their own, and tells the stand-ins of
 * the tests where they are.
 * @returns ends them and removes their data
 */
export async function benchEngines(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rembuk-bench-'));
  const engines = await startEngines({
    dataDir,
    packagesDir: resolve('.rembuk/packages'),
    need: { mongodb: true, redis: true },
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
  process.env.TEST_MONGODB_URI = engines.mongodbUri ?? '';
  process.env.TEST_REDIS_URL = engines.redisUrl ?? '';
  return async () => {
    await engines.release();
    await rm(dataDir, { recursive: true, force: true });
  };
}
