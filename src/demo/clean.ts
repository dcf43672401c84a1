import { silentLog } from '../log.ts';
import { openRedis } from '../messaging/queues/redis.ts';
import { connectMongo, disconnectMongo, dropDatabase } from '../storage/mongodb.ts';

/**
 * Removes a database and all queues of one name. For the demo and the tests, which begin with nothing; the name
 * must say so, that nobody's real data is ever removed by a slip.
 * @throws Error for any other name
 */
export async function beginWithNothing(backends: {
  mongodbUri: string;
  redisUrl: string;
  name: string;
}): Promise<void> {
  const { mongodbUri, redisUrl, name } = backends;
  if (!/^(rembuk_demo|test)/.test(name)) throw new Error(`"${name}" is not a demo's or a test's database.`);
  await connectMongo(mongodbUri, silentLog, name);
  await dropDatabase();
  await disconnectMongo();
  const redis = openRedis(redisUrl, silentLog);
  for await (const keys of redis.scanStream({ match: `${name}:*`, count: 500 }))
    if (keys.length > 0) await redis.unlink(keys);
  redis.disconnect();
}
