import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from 'bson';
import { fromBson } from './bson.ts';
import type { Command, Database } from './database.ts';
import { MongoError, mongoCode, unpackState } from './errors.ts';

type Created = { answer: Buffer; ok: boolean; requests: Buffer };
type Status = { answer: Buffer; ok: boolean; complete: boolean };
const emptyDocument = 5;
const longestWaitMs = 120_000;

/**
 * Builds what waits in the engine's queue. Who builds locks the collection for their whole session; where an index turns out
 * to be built already, because two have found it waiting, the engine forgets to let go (`build_index_concurrently` of
 * pg_documentdb 0.11x). Nobody else could build there for as long as the connection lives, which is for good in a pool.
 */
const buildWaiting = [
  'CALL documentdb_api_internal.build_index_concurrently(1)',
  'SELECT pg_advisory_unlock_all()',
];

/**
 * Makes indexes and waits until they are there. The engine builds those of a collection that the command makes at once;
 * others it queues for its background workers, which are not waited for: what waits in the queue is built here, for as
 * long as it waits. Those workers do not always come up at the first start of new data, and the start hung then.
 */
export async function createIndexes(database: Database, command: Command): Promise<Buffer> {
  const create =
    'SELECT retval::bytea AS answer, ok, requests::bytea AS requests FROM documentdb_api.create_indexes_background($1,$2::bytea)';
  const made = await database.run<Created>(null, 'createindexes', create, [command.database, command.body]);
  if (!made) throw new MongoError(1, 'InternalError', 'createIndexes answered nothing');
  if (!made.ok) throw failure(made.answer);
  if (made.requests.length <= emptyDocument) return made.answer;
  const check =
    'SELECT retval::bytea AS answer, ok, complete FROM documentdb_api_internal.check_build_index_status($1::bytea)';
  const until = Date.now() + longestWaitMs;
  let refusal = '';
  for (let round = 0; Date.now() < until; round += 1) {
    // Refused while somebody else builds: then that one's work is waited for, and only told where it never ends.
    refusal = await database.runOnOne(buildWaiting).then(
      () => '',
      (error: unknown) => `: ${error instanceof Error ? error.message : String(error)}`,
    );
    const status = await database.run<Status>(null, 'indexstatus', check, [made.requests]);
    if (status?.complete) {
      if (!status.ok) throw failure(status.answer);
      return made.answer;
    }
    await sleep(Math.min(20 * 2 ** Math.min(round, 4), 300));
  }
  throw new MongoError(50, 'MaxTimeMSExpired', `The index was not built in two minutes${refusal}`);
}

function failure(answer: Buffer): MongoError {
  const whole = fromBson(answer);
  const parts: Document[] = Object.values(whole.raw ?? {});
  const bad = parts.find((part) => part.ok === 0) ?? whole;
  const { code, name } = mongoCode(unpackState(bad.code ?? 0));
  return new MongoError(code, name, bad.errmsg ?? 'createIndexes failed');
}
