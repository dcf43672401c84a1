import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { isStorageAway } from '../../src/storage/mongodb.ts';
import { testMongoUri } from '../support/database.ts';
import { tcpProxy, through } from '../support/tcp-proxy.ts';

const { MongoBulkWriteError, MongoClient, MongoServerError } = mongoose.mongo;
type BulkError = InstanceType<typeof MongoBulkWriteError>;

/** A server that goes down, comes up, hands over or has no room, also on its disk, by MongoDB's numbers. */
const away = [6, 7, 89, 91, 134, 189, 202, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436, 14031];
/** What no waiting mends: a duplicate, a document too large, a conflict, an internal error, a bad value. */
const present = [11000, 17419, 112, 1, 2];

const refusal = (code: number) => new MongoServerError({ message: 'no', code });

function bulk(codes: number[], writeConcern?: number): BulkError {
  const result = { getWriteConcernError: () => writeConcern && { code: writeConcern } };
  const writeErrors = codes.map((code) => ({ code }));
  const error = { message: 'no', code: codes[0] ?? 0, writeErrors };
  return new MongoBulkWriteError(error as never, result as never);
}

describe('a database that is away', () => {
  it('is told from one that refuses, by the code', () => {
    expect(away.filter((code) => !isStorageAway(refusal(code)))).toEqual([]);
    expect(present.filter((code) => isStorageAway(refusal(code)))).toEqual([]);
  });

  it('is told so by any write of a bulk, and by the promise that writes are kept', () => {
    expect(away.filter((code) => !isStorageAway(bulk([11000, code])))).toEqual([]);
    expect(away.filter((code) => !isStorageAway(bulk([], code)))).toEqual([]);
    expect(present.filter((code) => isStorageAway(bulk([code, 11000])))).toEqual([]);
  });

  it.each(['updateOne', 'updateMany'])(
    'is seen behind the error of a bulk of %s that was cut off',
    async (kind) => {
      const line = await tcpProxy(testMongoUri());
      const options = { serverSelectionTimeoutMS: 300, monitorCommands: true };
      const client = await MongoClient.connect(through(testMongoUri(), line), options);
      const gone = new Promise((resolve) => {
        client.on('commandStarted', ({ commandName }) => {
          if (commandName === 'update') resolve(line.takeAway());
        });
      });
      const update = { [kind]: { filter: { n: 1 }, update: { $set: { n: 2 } } } };
      const error = await client
        .db('away')
        .collection('things')
        .bulkWrite([update as never])
        .then(
          () => null,
          (thrown: unknown) => thrown,
        );
      await gone;
      await client.close();
      expect(error).toBeInstanceOf(MongoBulkWriteError);
      expect(isStorageAway(error)).toBe(true);
    },
  );
});
