import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromBson, toBson } from '../../src/embedded/gateway/bson.ts';
import { createExecutor } from '../../src/embedded/gateway/commands.ts';
import { type Database, openDatabase } from '../../src/embedded/gateway/database.ts';
import { describeError, MongoError, ofConnection } from '../../src/embedded/gateway/errors.ts';

const shutdown = { ok: 0, code: 91, codeName: 'ShutdownInProgress' };

describe('the way from the gateway to PostgreSQL', () => {
  let folder = '';
  let database: Database;
  let server: Server | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rembuk-way-'));
    database = openDatabase({ host: folder, port: 5432, user: 'postgres' });
  });
  afterEach(async () => {
    await database.close();
    server?.close();
    server = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const find = async () => fromBson(await createExecutor(database)(toBson({ find: 'things', $db: 'test' })));
  const begin = async () => {
    const lsid = { id: 'x' };
    const transaction = { startTransaction: true, autocommit: false, txnNumber: 1 };
    return fromBson(
      await createExecutor(database)(toBson({ find: 'things', lsid, ...transaction, $db: 'test' })),
    );
  };
  async function listen(onClient: (socket: Socket) => void): Promise<void> {
    server = createServer((socket) => {
      socket.on('error', () => {});
      onClient(socket);
    }).listen(join(folder, '.s.PGSQL.5432'));
    await once(server, 'listening');
  }

  it('that leads nowhere is a server that goes down, not a state of PostgreSQL', async () => {
    expect(await find()).toMatchObject(shutdown);
    expect(await begin()).toMatchObject(shutdown);
  });

  it('that is cut is the same', async () => {
    await listen((socket) => socket.once('data', () => socket.destroy()));
    expect(await find()).toMatchObject(shutdown);
    expect(await begin()).toMatchObject(shutdown);
  });

  it.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT'])(
    'whose error is called %s is the same',
    (code) => {
      const broken = Object.assign(new Error(`write ${code}`), { code });
      expect(describeError(ofConnection(broken))).toMatchObject(shutdown);
    },
  );

  it('carries what PostgreSQL itself says', () => {
    const said = (code: string) => Object.assign(new pg.DatabaseError('no', 2, 'error'), { code });
    expect(describeError(ofConnection(said('57P01')))).toMatchObject(shutdown);
    expect(describeError(ofConnection(said('23505')))).toMatchObject({ code: 11000 });
  });

  it('tells a full disk as MongoDB does, also where the engine does not call it that', () => {
    const full = { code: 14031, codeName: 'OutOfDiskSpace' };
    const said = (words: string, code: string) =>
      Object.assign(new pg.DatabaseError(words, 2, 'error'), { code });
    expect(describeError(said('could not extend file: No space left on device', '53100'))).toMatchObject(
      full,
    );
    expect(describeError(said('Failed to save data to file', 'XX000'))).toMatchObject(full);
    expect(describeError(said('Failed to save', 'XX000'))).toMatchObject({ code: 1 });
  });

  it('is not blamed for a fault of our own, whose end nobody may wait for', () => {
    expect(describeError(new TypeError('x is not a function'))).toMatchObject({
      code: 1,
      codeName: 'InternalError',
    });
    expect(describeError(new MongoError(26, 'NamespaceNotFound', 'x'))).toMatchObject({ code: 26 });
  });
});
