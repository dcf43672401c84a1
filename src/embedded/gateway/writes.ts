import type { Document } from 'bson';
import { fromBson, toBson } from './bson.ts';
import type { Command, Database } from './database.ts';
import { describeDuplicate } from './duplicates.ts';
import { duplicateKey, mongoCode, stateOf, unpackState, writeConflict } from './errors.ts';

type WriteName = 'insert' | 'update' | 'delete' | 'find_and_modify';
type Written = { result: Buffer; success: boolean };

/** MongoDB tries a write conflict again by itself, outside transactions; so often at most here. */
const tries = 20;

/**
 * Commands that write. The engine's unique indexes are exclusion constraints, where many concurrent inserts of one
 * key can deadlock each other: the first try runs free, further ones in turn, one at a time per collection.
 */
export function createWrites(database: Database) {
  const turns = new Map<string, Promise<unknown>>();

  function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(name) ?? Promise.resolve()).then(work, work);
    turns.set(name, mine);
    const done = () => {
      if (turns.get(name) === mine) turns.delete(name);
    };
    mine.then(done, done);
    return mine;
  }

  return (name: WriteName) => {
    const sql =
      name === 'find_and_modify'
        ? 'SELECT p_result::bytea AS result, p_success AS success FROM documentdb_api.find_and_modify($1,$2::bytea,NULL)'
        : `SELECT p_result::bytea AS result, p_success AS success FROM documentdb_api.${name}($1,$2::bytea,NULL,NULL)`;

    return async (command: Command): Promise<Buffer> => {
      const attempt = async (number: number): Promise<Buffer> => {
        const again = (state: string | undefined) => isWorthAnother(state, number, name, command);
        const next = () =>
          number > 0
            ? attempt(number + 1)
            : inTurn(`${command.database}.${command.collection}`, () => attempt(1));
        let written: Written | undefined;
        try {
          written = await database.run<Written>(command, name, sql, [command.database, command.body]);
        } catch (error) {
          if (!again(stateOf(error))) throw error;
          return next();
        }
        if (!written) throw new Error(`${name} answered nothing`);
        if (written.success) return written.result;
        const answer = fromBson(written.result, { promoteLongs: true });
        const errors: Document[] = answer.writeErrors ?? [];
        if (errors.length === 1 && !answer.n && again(unpackState(errors[0]?.code))) return next();
        for (const error of errors) await translate(error, command);
        return toBson(answer);
      };
      return attempt(0);
    };
  };

  async function translate(error: Document, command: Command): Promise<void> {
    error.code = mongoCode(unpackState(error.code)).code;
    if (error.code === duplicateKey)
      Object.assign(error, await describeDuplicate(database, command, error.errmsg, error.index));
  }
}

/** A conflict is tried again; so is a lone upsert that lost a race, for now it will find the winner's document. */
function isWorthAnother(
  state: string | undefined,
  number: number,
  name: WriteName,
  command: Command,
): boolean {
  if (command.client || number > tries || !state) return false;
  const { code } = mongoCode(state);
  if (code === writeConflict) return true;
  return code === duplicateKey && number < 2 && name !== 'insert' && isUpsert(command);
}

function isUpsert(command: Command): boolean {
  const { upsert, updates } = fromBson(command.body);
  return upsert === true || (updates?.some((update: Document) => update.upsert) ?? false);
}
