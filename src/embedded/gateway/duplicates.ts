import type { Document } from 'bson';
import { fromBson, toBson } from './bson.ts';
import type { Command, Database } from './database.ts';

/** MongoDB's keyPattern, keyValue and E11000 text, rebuilt from the name of the index that the engine reports. */
export async function describeDuplicate(
  database: Database,
  command: Command,
  message: string,
  index = 0,
): Promise<Document> {
  const name = await indexName(database, message);
  if (!name) return {};
  const keyPattern = name === '_id_' ? { _id: 1 } : await patternOf(database, command, name);
  const sources = writtenFields(command, index);
  const keyValue = Object.fromEntries(
    Object.keys(keyPattern).map((key) => [key, writtenValue(sources, key)]),
  );
  const shown = JSON.stringify(keyValue)
    .replaceAll(/"(\w+)":/g, ' $1: ')
    .replace(/}$/, ' }');
  const place = `collection: ${command.database}.${command.collection} index: ${name}`;
  return { keyPattern, keyValue, errmsg: `E11000 duplicate key error ${place} dup key: ${shown}` };
}

async function indexName(database: Database, message: string): Promise<string | undefined> {
  const id = /documents_rum_index_(\d+)/.exec(message)?.[1];
  if (!id) return /Index '([^']+)'/.exec(message)?.[1];
  const sql =
    'SELECT (index_spec).index_name AS name FROM documentdb_api_catalog.collection_indexes WHERE index_id=$1';
  return (await database.run<{ name: string }>(null, 'indexname', sql, [id]))?.name;
}

async function patternOf(database: Database, command: Command, name: string): Promise<Document> {
  const sql =
    'SELECT cursorpage::bytea AS page FROM documentdb_api.list_indexes_cursor_first_page($1,$2::bytea)';
  const ask = toBson({ listIndexes: command.collection });
  const row = await database
    .run<{ page: Buffer }>(null, 'listindexes', sql, [command.database, ask])
    .catch(() => undefined);
  const indexes: Document[] = row ? fromBson(row.page).cursor.firstBatch : [];
  return indexes.find((index) => index.name === name)?.key ?? {};
}

/** The documents in which the offending value may stand: what was inserted, or the update and its filter. */
function writtenFields(command: Command, index: number): Document[] {
  const whole = fromBson(command.body, { promoteLongs: true });
  if (whole.documents) return [whole.documents[index]];
  const one = whole.updates?.[index] ?? whole;
  const update = one.u ?? one.update;
  const filter = one.q ?? one.query ?? {};
  return update && !Array.isArray(update)
    ? [update.$set ?? {}, update.$setOnInsert ?? {}, update, filter]
    : [filter];
}

function writtenValue(sources: Document[], path: string): unknown {
  for (const source of sources) {
    const value =
      source[path] ?? path.split('.').reduce((inner: Document | undefined, key) => inner?.[key], source);
    if (value !== undefined) return value?.$eq ?? value;
  }
  return null;
}
