import mongoose from 'mongoose';
import type { Log } from '../log.ts';
import { mendDriver } from './driver.ts';

// Nothing from outside reaches a filter but strings and numbers that zod has checked at the edge, so no operator can
// be smuggled in; and a filter on a field that no schema knows is a fault of ours, told at once.
mongoose.set('strictQuery', 'throw');
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);

/**
 * How the one connection stands up to the lines under it. Routers and firewalls forget lines that were silent for some
 * minutes and tell neither side: such are not used again. One on which a command gets no answer is given up; the
 * longest command, the making of indexes, takes two minutes at most on the embedded engine.
 */
const lines = {
  serverSelectionTimeoutMS: 10_000,
  maxPoolSize: 32,
  maxIdleTimeMS: 120_000,
  socketTimeoutMS: 130_000,
};

/**
 * Opens the process's one connection.
 * @param uri a `mongodb://` address
 * @param database overrides the database named in the address; the demo and the tests use their own
 * @throws StorageAwayError when the server cannot be reached within 10 s
 */
export async function connectMongo(uri: string, log: Log, database = 'rembuk'): Promise<void> {
  mendDriver();
  mongoose.connection.removeAllListeners('disconnected').removeAllListeners('reconnected');
  mongoose.connection.on('disconnected', () => log.warn({}, 'MongoDB is away; messages wait'));
  mongoose.connection.on('reconnected', () => log.info({}, 'MongoDB is back'));
  try {
    await mongoose.connect(uri, { dbName: database, ...lines });
  } catch (error) {
    throw new StorageAwayError({ cause: error });
  }
}

/** Closes the connection; safe to call twice. */
export async function disconnectMongo(): Promise<void> {
  // Going on purpose is no news.
  mongoose.connection.removeAllListeners('disconnected');
  await mongoose.disconnect();
}

/** Whether the server replies now; for the health page, which bounds how long it waits, and `rembuk doctor`. */
export async function pingMongo(withinMs = 2_000): Promise<boolean> {
  try {
    await mongoose.connection.db?.admin().ping({ timeoutMS: withinMs });
    return mongoose.connection.readyState === mongoose.ConnectionStates.connected;
  } catch {
    return false;
  }
}

/** Removes the connected database and all in it; only the demo and the tests do. */
export async function dropDatabase(): Promise<void> {
  await mongoose.connection.dropDatabase();
}

/** As much of a mongoose model as is needed to look after its indexes. */
export interface IndexedModel {
  collection: { name: string; createIndexes(specs: mongoose.mongo.IndexDescription[]): Promise<unknown> };
  schema: { indexes(): [Record<string, unknown>, Record<string, unknown>][] };
  createCollection(): Promise<unknown>;
  diffIndexes(): Promise<{ toCreate: unknown[] }>;
}

/**
 * Makes every index the models declare and checks that each is really there.
 * A unique index that is missing would let a message or proposal stand twice, so a start without it is refused.
 * @throws Error naming the collection and the keys; what the database threw when it is away
 */
export async function ensureIndexes(models: readonly IndexedModel[]): Promise<void> {
  // All at once; but the first fault is told only when nothing is under way any more, for the caller may try anew.
  const made = await Promise.allSettled(models.map(ensureIndexesOf));
  for (const one of made) if (one.status === 'rejected') throw one.reason;
}

async function ensureIndexesOf(model: IndexedModel): Promise<void> {
  const { name } = model.collection;
  const wanted = model.schema
    .indexes()
    .map(([key, options]) => ({ ...options, key }) as mongoose.mongo.IndexDescription);
  try {
    if (wanted.length === 0) await model.createCollection();
    if ((await model.diffIndexes()).toCreate.length === 0) return;
    // One command for all, which makes the collection too: the embedded engine builds those of a new collection at
    // once, and queues those of one that is there (80 of them: .4 s, and 7 s).
    await model.collection.createIndexes(wanted);
  } catch (error) {
    // Nothing is wrong with the indexes; whoever starts may wait and try anew.
    if (isStorageAway(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Indexes of "${name}" cannot be made: ${why}`, { cause: error });
  }
  const { toCreate } = await model.diffIndexes();
  if (toCreate.length > 0) throw new Error(`Indexes are missing on "${name}": ${JSON.stringify(toCreate)}`);
}

/**
 * True when this unique index, and no other, refused a write (code 11000). A collection may have several: the `_id`
 * refused means that the thing stands there already, a code refused that another thing has it.
 * @param index its name: `_id_`, or fields and directions as in `code_1`
 */
export function isDuplicate(error: unknown, index: string): boolean {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11000) return false;
  return refusingIndex(error.message) === index;
}

/** True when all that went wrong in a bulk of writes was that this unique index, and no other, refused some of them. */
export function refusedOnlyAs(error: unknown, index: string): boolean {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return isDuplicate(error, index);
  const errors = [error.writeErrors].flat();
  return (
    !error.result.getWriteConcernError() &&
    errors.length > 0 &&
    errors.every(({ code, errmsg }) => code === 11000 && refusingIndex(errmsg) === index)
  );
}

const refusingIndex = (message = '') => / index: (\S+) dup key/.exec(message)?.[1];

/** Work that lost a race for one index this often is not racing: something else is wrong. */
const mostRaces = 20;

/**
 * Does work anew for as long as a unique index refuses it, because somebody else was quicker and the work will find
 * what that one has made. @throws whatever the work throws besides, and the refusal itself after 20 of them
 */
export async function whileRaced<T>(index: string, work: () => Promise<T>): Promise<T> {
  for (let race = 1; ; race += 1) {
    try {
      return await work();
    } catch (error) {
      if (race === mostRaces || !isDuplicate(error, index)) throw error;
    }
  }
}

/** The server cannot be reached at all. */
class StorageAwayError extends Error {
  constructor(options?: ErrorOptions) {
    super('MongoDB cannot be reached. Check MONGODB_URI and that the server runs.', options);
    this.name = 'StorageAwayError';
  }
}

/**
 * Refusals of a server that goes down, comes up or hands over, some without a label: HostUnreachable, HostNotFound,
 * NetworkTimeout, ShutdownInProgress, ReadConcernMajorityNotAvailableYet, PrimarySteppedDown, ExceededTimeLimit,
 * SocketException, LegacyNotPrimary, NotWritablePrimary, InterruptedAtShutdown, InterruptedDueToReplStateChange,
 * NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary (MongoDB's list of retryable errors); one that has no room for a
 * further connection just now: NetworkInterfaceExceededTimeLimit; and one whose disk is full: OutOfDiskSpace.
 */
const awayCodes: ReadonlySet<unknown> = new Set([
  6, 7, 89, 91, 134, 189, 202, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436, 14031,
]);

/** The code of an error; of a bulk those of each write that was refused, and of the promise that they are kept. */
function codesOf(error: mongoose.mongo.MongoError): unknown[] {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return [error.code];
  const refused = [error.writeErrors].flat();
  return [error.code, error.result.getWriteConcernError()?.code, ...refused.map(({ code }) => code)];
}

/** True when the database could not be reached or changed its primary: the same work may be tried again as it is. */
export function isStorageAway(error: unknown): boolean {
  if (error instanceof StorageAwayError) return true;
  // A bulk that could not be carried out at all hides why behind an error of its own.
  if (error instanceof mongoose.mongo.MongoBulkWriteError && isStorageAway(error.errorResponse)) return true;
  if (error instanceof mongoose.mongo.MongoError) {
    return (
      codesOf(error).some((code) => awayCodes.has(code)) ||
      error instanceof mongoose.mongo.MongoNetworkError ||
      error instanceof mongoose.mongo.MongoServerSelectionError ||
      error.hasErrorLabel('RetryableWriteError') ||
      error.hasErrorLabel('TransientTransactionError') ||
      /PoolCleared|NotConnected|Topology|WaitQueueTimeout|OperationTimeout/.test(error.name)
    );
  }
  return error instanceof Error && /MongooseServerSelectionError|MongoNotConnectedError/.test(error.name);
}
