import { type IndexDescription, MongoClient } from 'mongodb';
import type { Backends } from '../../src/app/app.ts';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';

/** Before every clock of the tests: what a service brings along is older than all that happens in it. */
const preparedAt = new Date('2026-01-01T01:00:00Z');

/** One collection as a start leaves it. */
interface Collection {
  name: string;
  indexes: IndexDescription[];
  documents: Record<string, unknown>[];
}

let prepared: Collection[] | undefined;

/**
 * Fills an empty database with what a start prepares: indexes, villages, issues, examples. It is prepared once in each
 * process of the tests; the databases of all further services are copies, which take a third of the time.
 */
export async function fillDatabase(backends: Backends): Promise<void> {
  if (prepared) return copy(prepared, backends);
  await connectMongo(backends.mongodbUri, silentLog, backends.name);
  await prepareDatabase(readConfig({ NODE_ENV: 'test' }), preparedAt);
  await disconnectMongo();
  prepared = await read(backends);
}

const read = (backends: Backends): Promise<Collection[]> =>
  within(backends, async (database) => {
    const collections = await database.listCollections().toArray();
    return Promise.all(
      collections.map(async ({ name }) => ({
        name,
        indexes: (await database.collection(name).indexes()).filter((index) => index.name !== '_id_'),
        // As they stand: numbers stay integers or doubles.
        documents: await database.collection(name).find({}, { promoteValues: false }).toArray(),
      })),
    );
  });

const copy = (collections: Collection[], backends: Backends): Promise<void> =>
  within(backends, async (database) => {
    await Promise.all(
      collections.map(async ({ name, indexes, documents }) => {
        // Indexes make their collection, and are built at once then.
        if (indexes.length > 0) await database.collection(name).createIndexes(indexes);
        else await database.createCollection(name);
        if (documents.length > 0) await database.collection(name).insertMany(documents, { ordered: false });
      }),
    );
  });

async function within<T>(
  { mongodbUri, name }: Backends,
  work: (database: ReturnType<MongoClient['db']>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(mongodbUri);
  try {
    return await work(client.db(name));
  } finally {
    await client.close();
  }
}
