/** Renames collections and fields of a database that an older version has filled. Each step may be repeated. */
import mongoose from 'mongoose';

/** What has a new name. Collections are renamed first; fields name the collection by its new name. */
export interface Renames {
  collections: { from: string; to: string }[];
  fields: { collection: string; from: string; to: string }[];
  /** Fields of the entries of a list, which an update cannot rename: each document is written anew. */
  entries: { collection: string; list: string; from: string; to: string }[];
}

/** One thing that is to be renamed (or was), and in how many documents. */
export interface Renamed {
  what: string;
  documents: number;
}

/**
 * Counts what would be renamed, and changes nothing.
 * @returns only what has documents to rename
 */
export async function countRenames({ collections, fields }: Renames): Promise<Renamed[]> {
  const counted: Renamed[] = [];
  const standing = await namesOfCollections();
  for (const { from, to } of collections)
    if (standing.has(from)) {
      const documents = await db().collection(from).countDocuments();
      counted.push({ what: `collection ${from} -> ${to}`, documents });
    }
  for (const { collection, from, to } of fields) {
    // Before its collection is renamed the documents still stand under the old name.
    const old = collections.find((one) => one.to === collection && standing.has(one.from))?.from;
    const documents = await db()
      .collection(old ?? collection)
      .countDocuments(having(from));
    if (documents > 0) counted.push({ what: `${collection}: ${from} -> ${to}`, documents });
  }
  return counted;
}

/**
 * Renames. Indexes over an old field are dropped; those of the new one are made with all others at the start.
 * @throws Error when a collection stands under both names and both hold documents
 */
export async function applyRenames({ collections, fields, entries }: Renames): Promise<void> {
  for (const { from, to } of collections) await renameCollection(from, to);
  for (const { collection, from, to } of fields) {
    await dropIndexesOver(collection, from);
    await db()
      .collection(collection)
      .updateMany(having(from), { $rename: { [from]: to } });
  }
  for (const one of entries) await renameInList(one);
}

async function renameInList({ collection, list, from, to }: Renames['entries'][number]): Promise<void> {
  const rows = db().collection(collection);
  for await (const row of rows.find(having(`${list}.${from}`))) {
    const renamed = (row[list] as Record<string, unknown>[]).map(({ [from]: value, ...rest }) =>
      value === undefined ? rest : { ...rest, [to]: value },
    );
    await rows.updateOne({ _id: row._id }, { $set: { [list]: renamed } });
  }
}

async function renameCollection(from: string, to: string): Promise<void> {
  const standing = await namesOfCollections();
  if (!standing.has(from)) return;
  if (standing.has(to)) {
    const [old, fresh] = [db().collection(from), db().collection(to)];
    if ((await old.countDocuments()) === 0) {
      await unlessDone(old.drop());
      return;
    }
    if ((await fresh.countDocuments()) > 0)
      throw new Error(
        `The database has both "${from}" and "${to}". Did an older version run after the new one? Stop it, move what "${from}" has gained by hand, and remove "${from}".`,
      );
    await fresh.drop();
  }
  await unlessDone(db().collection(from).rename(to));
}

async function dropIndexesOver(collection: string, field: string): Promise<void> {
  if (!(await namesOfCollections()).has(collection)) return;
  for (const { name, key } of await db().collection(collection).indexes())
    if (name && Object.keys(key).includes(field))
      await unlessDone(db().collection(collection).dropIndex(name));
}

/** NamespaceNotFound, IndexNotFound, NamespaceExists: another process that starts at the same time has just done it. */
const doneByAnother: readonly unknown[] = [26, 27, 48];

async function unlessDone(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    const done = error instanceof mongoose.mongo.MongoServerError && doneByAnother.includes(error.code);
    if (!done) throw error;
  });
}

const having = (field: string) => ({ [field]: { $exists: true } });

async function namesOfCollections(): Promise<Set<string>> {
  const all = await db().listCollections({}, { nameOnly: true }).toArray();
  return new Set(all.map(({ name }) => name));
}

function db() {
  const { db: connected } = mongoose.connection;
  if (!connected) throw new Error('There is no connection to MongoDB.');
  return connected;
}
