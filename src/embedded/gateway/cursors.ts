import { Long } from 'bson';
import { fromBson, readString } from './bson.ts';
import type { Command, Database } from './database.ts';
import { MongoError } from './errors.ts';

const idleMs = 600_000;

/** Commands that answer page by page. The engine keeps a cursor's rest in a file, so none pins a connection. */
export function createCursors(database: Database) {
  const open = new Map<string, { continuation: Buffer; timer: NodeJS.Timeout }>();

  function forget(id: string): boolean {
    const cursor = open.get(id);
    if (!cursor) return false;
    clearTimeout(cursor.timer);
    return open.delete(id);
  }

  function kill(id: string): boolean {
    if (!forget(id)) return false;
    database
      .run(null, 'killcursors', 'SELECT documentdb_api_internal.delete_cursors($1)', [[id]])
      .catch(() => {});
    return true;
  }

  return {
    firstPage: (name: string) => async (command: Command) => {
      const sql = `SELECT cursorpage::bytea AS page, continuation::bytea AS continuation, persistconnection, cursorid
        FROM documentdb_api.${name}($1,$2::bytea)`;
      type Page = { page: Buffer; continuation: Buffer | null; persistconnection: boolean; cursorid: string };
      const row = await database.run<Page>(command, name, sql, [command.database, command.body]);
      if (!row) throw new MongoError(1, 'InternalError', `${name} answered nothing`);
      if (row.persistconnection)
        throw new MongoError(1, 'InternalError', 'The engine does not keep its cursors in files');
      if (row.continuation) {
        const timer = setTimeout(() => kill(row.cursorid), idleMs).unref();
        open.set(row.cursorid, { continuation: row.continuation, timer });
      }
      return row.page;
    },

    async getMore(command: Command) {
      const element = command.elements.get('getMore');
      const id = element ? String(command.body.readBigInt64LE(element.offset)) : '';
      const cursor = open.get(id);
      const collection = command.elements.get('collection');
      if (!cursor || !collection) throw new MongoError(43, 'CursorNotFound', `cursor id ${id} not found`);
      command.collection = readString(command.body, collection);
      const sql = `SELECT cursorpage::bytea AS page, continuation::bytea AS continuation
        FROM documentdb_api.cursor_get_more($1,$2::bytea,$3::bytea)`;
      type Page = { page: Buffer; continuation: Buffer | null };
      const row = await database.run<Page>(command, 'getmore', sql, [
        command.database,
        command.body,
        cursor.continuation,
      ]);
      if (!row) throw new MongoError(43, 'CursorNotFound', `cursor id ${id} not found`);
      if (row.continuation) cursor.continuation = row.continuation;
      else forget(id);
      return row.page;
    },

    killCursors: async (command: Command) => {
      const ids: string[] = fromBson(command.body, { promoteLongs: false }).cursors.map(String);
      const killed = ids.filter(kill);
      const longs = (some: string[]) => some.map((id) => Long.fromString(id));
      const notFound = ids.filter((id) => !killed.includes(id));
      return {
        cursorsKilled: longs(killed),
        cursorsNotFound: longs(notFound),
        cursorsAlive: [],
        cursorsUnknown: [],
        ok: 1,
      };
    },
  };
}
