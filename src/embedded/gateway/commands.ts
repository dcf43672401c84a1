import type { Document } from 'bson';
import { readString, toBson, topLevel } from './bson.ts';
import { createCursors } from './cursors.ts';
import type { Command, Database } from './database.ts';
import { describeDuplicate } from './duplicates.ts';
import { describeError, duplicateKey, isConflict, MongoError, transient, writeConflict } from './errors.ts';
import { createIndexes } from './indexes.ts';
import { createSessions } from './sessions.ts';
import { longestMessage } from './wire.ts';
import { createWrites } from './writes.ts';

type Handler = (command: Command) => Promise<Buffer | Document>;

const version = '7.0.0';
const longestDocument = 16 * 1024 * 1024;

/** As a mongos answers: no replica set to discover, and yet sessions, transactions and retryable writes. */
const hello = async () => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  msg: 'isdbgrid',
  maxBsonObjectSize: longestDocument,
  maxMessageSizeBytes: longestMessage,
  maxWriteBatchSize: 25_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId: 1,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});

const buildInfo = async () => ({
  version,
  versionArray: [7, 0, 0, 0],
  maxBsonObjectSize: longestDocument,
  bits: 64,
  ok: 1,
});

const fine = async () => ({ ok: 1 });

/** The commands that this project, mongoose and its driver use; any other is told to be unknown. */
function createTable(database: Database): Record<string, Handler> {
  const cursors = createCursors(database);
  const write = createWrites(database);
  const one =
    (name: string, sql: string, values = (c: Command): unknown[] => [c.database, c.body]): Handler =>
    async (command) => {
      const row = await database.run<{ r: Buffer }>(command, name, sql, values(command));
      if (!row) throw new MongoError(1, 'InternalError', `${name} answered nothing`);
      return row.r;
    };
  const findAndModify = write('find_and_modify');
  const rename = one('rename', 'SELECT documentdb_api.rename_collection($1::bytea)::bytea AS r', (c) => [
    c.body,
  ]);

  return {
    hello,
    ismaster: hello,
    isMaster: hello,
    ping: fine,
    refreshSessions: fine,
    buildInfo,
    buildinfo: buildInfo,
    serverStatus: async () => ({
      version,
      process: 'rembuk-gateway',
      pid: process.pid,
      uptime: process.uptime(),
      localTime: new Date(),
      ok: 1,
    }),
    getParameter: async () => ({ featureCompatibilityVersion: { version: '7.0' }, ok: 1 }),
    insert: write('insert'),
    update: write('update'),
    delete: write('delete'),
    findAndModify,
    findandmodify: findAndModify,
    find: cursors.firstPage('find_cursor_first_page'),
    aggregate: cursors.firstPage('aggregate_cursor_first_page'),
    listCollections: cursors.firstPage('list_collections_cursor_first_page'),
    listIndexes: cursors.firstPage('list_indexes_cursor_first_page'),
    getMore: cursors.getMore,
    killCursors: cursors.killCursors,
    count: one('count', 'SELECT document::bytea AS r FROM documentdb_api.count_query($1,$2::bytea)'),
    distinct: one('distinct', 'SELECT document::bytea AS r FROM documentdb_api.distinct_query($1,$2::bytea)'),
    createIndexes: (command) => createIndexes(database, command),
    dropIndexes: async (command) => {
      const row = await database.run<{ retval: string }>(
        null,
        '',
        'CALL documentdb_api.drop_indexes($1,$2::bytea,NULL)',
        [command.database, command.body],
      );
      // A procedure's result comes as the extension's own text form: `BSONHEX` and hex digits.
      return Buffer.from(row?.retval.slice('BSONHEX'.length) ?? '', 'hex');
    },
    create: one('create', 'SELECT documentdb_api.create_collection_view($1,$2::bytea)::bytea AS r'),
    collMod: one('collmod', 'SELECT documentdb_api.coll_mod($1,$2,$3::bytea)::bytea AS r', (c) => [
      c.database,
      c.collection,
      c.body,
    ]),
    drop: async (command) => {
      await database.run(command, 'drop', 'SELECT documentdb_api.drop_collection($1,$2)', [
        command.database,
        command.collection,
      ]);
      database.forgetCollections();
      return { ns: `${command.database}.${command.collection}`, ok: 1 };
    },
    dropDatabase: async (command) => {
      await database.run(command, 'dropdatabase', 'SELECT documentdb_api.drop_database($1)', [
        command.database,
      ]);
      database.forgetCollections();
      return { dropped: command.database, ok: 1 };
    },
    renameCollection: async (command) => {
      const answer = await rename(command);
      database.forgetCollections();
      return answer;
    },
    listDatabases: one(
      'listdatabases',
      'SELECT documentdb_api.list_databases($1::bytea)::bytea AS r',
      (c) => [c.body],
    ),
    collStats: one('collstats', 'SELECT documentdb_api.coll_stats($1,$2)::bytea AS r', (c) => [
      c.database,
      c.collection,
    ]),
    dbStats: one('dbstats', 'SELECT documentdb_api.db_stats($1)::bytea AS r', (c) => [c.database]),
    ...createSessions(database),
  };
}

/** Makes the function that carries out one command and answers in BSON; it never throws. */
export function createExecutor(database: Database): (body: Buffer) => Promise<Buffer> {
  const table = createTable(database);
  return async (body) => {
    const command = readCommand(body);
    const endsTransaction = command.name.endsWith('Transaction');
    const inTransaction = command.elements.has('autocommit') && !endsTransaction;
    try {
      const handler = Object.hasOwn(table, command.name) ? table[command.name] : undefined;
      if (!handler) throw new MongoError(59, 'CommandNotFound', `no such command: '${command.name}'`);
      if (inTransaction) await database.enter(command);
      const answer = await handler(command);
      return Buffer.isBuffer(answer) ? answer : toBson(answer);
    } catch (error) {
      const answer: Document = describeError(error);
      if (answer.code === duplicateKey)
        Object.assign(answer, await describeDuplicate(database, command, answer.errmsg).catch(() => ({})));
      if (inTransaction) {
        // As in MongoDB, any error aborts the transaction; a conflict tells the driver to try it again as a whole.
        await database.end(command.session, 'ROLLBACK').catch(() => {});
        if (isConflict(answer.code))
          Object.assign(answer, { code: writeConflict, codeName: 'WriteConflict' }, transient);
      }
      return toBson(answer);
    }
  };
}

function readCommand(body: Buffer): Command {
  const elements = topLevel(body);
  const [name = '', first] = elements.entries().next().value ?? [];
  const database = elements.get('$db');
  const session = elements.get('lsid');
  const stringType = 2;
  return {
    name,
    body,
    elements,
    database: database ? readString(body, database) : 'test',
    collection: first?.type === stringType ? readString(body, first) : '',
    session: session ? body.toString('hex', session.offset, session.offset + session.length) : '',
    client: undefined,
  };
}
