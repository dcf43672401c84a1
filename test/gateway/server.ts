import { randomUUID } from 'node:crypto';
import { type Collection, type Db, type Document, MongoClient, type MongoClientOptions } from 'mongodb';
import { afterAll, beforeAll, expect } from 'vitest';
import { testMongoUri } from '../support/database.ts';

/** The server under test: the one that MONGODB_URI names, else the embedded gateway of this test run. */
export const serverUri = (): string => process.env.MONGODB_URI ?? testMongoUri();

/** A client and a database of a test file's own. */
export interface Server {
  client(): MongoClient;
  db(): Db;
  /** A collection that no other test uses, with these documents in it. */
  collection(documents?: Document[]): Promise<Collection<Document>>;
}

/** Connects before a file's tests and removes its database after them. Call it at the top of the file. */
export function useServer(options: MongoClientOptions = {}): Server {
  const name = `conformance_${randomUUID().slice(0, 8)}`;
  let client: MongoClient | undefined;
  const connected = (): MongoClient => {
    if (!client) throw new Error('The client is connected in beforeAll; use it inside a test.');
    return client;
  };
  let count = 0;
  beforeAll(async () => {
    client = await MongoClient.connect(serverUri(), { serverSelectionTimeoutMS: 10_000, ...options });
  });
  afterAll(async () => {
    await connected().db(name).dropDatabase();
    await connected().close();
  });
  return {
    client: connected,
    db: () => connected().db(name),
    async collection(documents = []) {
      count += 1;
      const collection = await connected().db(name).createCollection<Document>(`c${count}`);
      if (documents.length > 0) await collection.insertMany(documents);
      return collection;
    },
  };
}

/** Expects a refusal with one of MongoDB's documented codes, and returns the error for a closer look. */
export async function refusal(work: Promise<unknown>, code: number): Promise<Document> {
  const error = await work.then(
    () => undefined,
    (reason: Document) => reason,
  );
  expect(error, `a refusal with code ${code}`).toBeDefined();
  expect({ code: error?.code, message: error?.message }).toMatchObject({ code });
  return error ?? {};
}

/** What {@link refusal} expects, in words: MongoDB's codes that this suite meets. */
export const codes = {
  badValue: 2,
  failedToParse: 9,
  typeMismatch: 14,
  invalidLength: 16,
  namespaceNotFound: 26,
  indexNotFound: 27,
  pathNotViable: 28,
  conflictingUpdateOperators: 40,
  cursorNotFound: 43,
  namespaceExists: 48,
  maxTimeExpired: 50,
  commandNotFound: 59,
  immutableField: 66,
  cannotCreateIndex: 67,
  invalidOptions: 72,
  invalidNamespace: 73,
  indexOptionsConflict: 85,
  indexKeySpecsConflict: 86,
  writeConflict: 112,
  documentValidationFailure: 121,
  noSuchTransaction: 251,
  documentAfterUpdateTooLarge: 17419,
  duplicateKey: 11000,
} as const;
