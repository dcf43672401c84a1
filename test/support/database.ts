import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { silentLog } from '../../src/log.ts';
import {
  connectMongo,
  disconnectMongo,
  dropDatabase,
  ensureIndexes,
  type IndexedModel,
} from '../../src/storage/mongodb.ts';

/**
 * Gives a test file a database of its own on the real engine, with the indexes of the models it uses,
 * and removes it afterwards. Call it at the top of the file.
 */
export function useDatabase(models: IndexedModel[]): void {
  beforeAll(async () => {
    await connectMongo(testMongoUri(), silentLog, `test_${randomUUID().slice(0, 8)}`);
    await ensureIndexes(models);
  });
  afterAll(async () => {
    await dropDatabase();
    await disconnectMongo();
  });
}

/** Where the test run's engine is; `test/support/engines.ts` starts it before all tests. */
export function testMongoUri(): string {
  const uri = process.env.TEST_MONGODB_URI;
  if (!uri)
    throw new Error('TEST_MONGODB_URI is not set: run the tests by `npm test`, which starts the engines.');
  return uri;
}

export function testRedisUrl(): string {
  const url = process.env.TEST_REDIS_URL;
  if (!url)
    throw new Error('TEST_REDIS_URL is not set: run the tests by `npm test`, which starts the engines.');
  return url;
}
