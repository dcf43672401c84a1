import { type Collection, MongoClient, MongoServerError } from 'mongodb';

interface Thing {
  _id: string;
  n?: number;
  code?: string;
}

/** An engine of another version does not behave as this software needs. */
class ConformanceError extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(
      `This version of the embedded database fails at: ${what}. Set MONGODB_URI to a server of your own (docs/embedded.md).`,
      options,
    );
    this.name = 'ConformanceError';
  }
}

/** What no message may be trusted to an engine without: a part of the conformance suite, in a second. */
const needs: Record<string, (things: Collection<Thing>, client: MongoClient) => Promise<boolean>> = {
  'an insert that is refused the second time': async (things) => {
    await things.insertOne({ _id: 'a', n: 1 });
    return (await codeOf(things.insertOne({ _id: 'a' }))) === 11000;
  },
  'a unique index': async (things) => {
    await things.createIndex(
      { code: 1 },
      { unique: true, partialFilterExpression: { code: { $exists: true } } },
    );
    await things.insertOne({ _id: 'b', code: 'x' });
    return (await codeOf(things.insertOne({ _id: 'c', code: 'x' }))) === 11000;
  },
  'an update guarded by a value': async (things) => {
    const first = await things.updateOne({ _id: 'a', n: 1 }, { $set: { n: 2 } });
    const second = await things.updateOne({ _id: 'a', n: 1 }, { $set: { n: 3 } });
    return first.modifiedCount === 1 && second.matchedCount === 0;
  },
  'upserts at the same moment': async (things) => {
    const counted = await Promise.all(
      Array.from({ length: 8 }, () =>
        things.findOneAndUpdate({ _id: 'd' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
      ),
    );
    return new Set(counted.map((thing) => thing?.n)).size === 8;
  },
  'an aggregation': async (things) => {
    const [sum] = await things
      .aggregate([{ $match: { _id: { $in: ['a', 'd'] } } }, { $group: { _id: null, n: { $sum: '$n' } } }])
      .toArray();
    return sum?.n === 10;
  },
  'a transaction that is taken back': async (things, client) => {
    await client.withSession(async (session) => {
      session.startTransaction();
      await things.insertOne({ _id: 'e' }, { session });
      await session.abortTransaction();
    });
    return (await things.findOne({ _id: 'e' })) === null;
  },
};

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof MongoServerError ? error.code : error),
  );
}

/**
 * Tries an engine of a version that the conformance suite has not seen, in a database of its own that is removed again.
 * @throws ConformanceError naming the first need that is not met
 */
export async function demandConformance(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  const database = client.db(`smoke_${process.pid}`);
  try {
    for (const [what, isMet] of Object.entries(needs)) {
      const met = await isMet(database.collection<Thing>('things'), client).catch((cause: unknown) => {
        throw new ConformanceError(what, { cause });
      });
      if (!met) throw new ConformanceError(what);
    }
  } finally {
    await database.dropDatabase().catch(() => {});
    await client.close();
  }
}
