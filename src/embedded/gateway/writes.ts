import type { Document } from 'bson';
import { fromBson, toBson } from './bson.ts';
import { type Command, type Database, transactionNumber } from './database.ts';
import { describeDuplicate } from './duplicates.ts';
import {
  duplicateKey,
  isConflict,
  MongoError,
  mongoCode,
  stateOf,
  transient,
  unpackState,
  updateCode,
  writeConflict,
} from './errors.ts';
import { madeIds } from './made-ids.ts';
import { createTurns } from './turns.ts';

type WriteName = 'insert' | 'update' | 'delete' | 'find_and_modify';
type Written = { result: Buffer; success: boolean };

/** MongoDB tries a write conflict again by itself, outside transactions; so often at most here. */
const tries = 20;

/**
 * Commands that write. The engine's unique indexes are exclusion constraints, where many concurrent inserts of one
 * key can deadlock each other: the first try runs free, further ones in turn, one at a time per collection.
 *
 * Two upserts of one `_id` at the same moment are both told by the engine that they made the document, and what; only
 * the stored document is right. So writes that may make one document run in turn. All of them come through here, for
 * this gateway is the engine's only client; in a transaction they cannot, as it holds its locks until it ends.
 */
export function createWrites(database: Database) {
  const again = createTurns();
  const making = createTurns();

  return (name: WriteName) => {
    const sql =
      name === 'find_and_modify'
        ? 'SELECT p_result::bytea AS result, p_success AS success FROM documentdb_api.find_and_modify($1,$2::bytea,$3)'
        : `SELECT p_result::bytea AS result, p_success AS success FROM documentdb_api.${name}($1,$2::bytea,NULL,$3)`;

    return async (command: Command): Promise<Buffer> => {
      const attempt = async (number: number): Promise<Buffer> => {
        const worthAnother = (state: string | undefined) => isWorthAnother(state, number, name, command);
        const next = () =>
          number > 0
            ? attempt(number + 1)
            : again([`${command.database}.${command.collection}`], () => attempt(1));
        let written: Written | undefined;
        try {
          written = await database.run<Written>(command, name, sql, [
            command.database,
            command.body,
            retryId(command),
          ]);
        } catch (error) {
          if (!worthAnother(stateOf(error))) throw error;
          return next();
        }
        if (!written) throw new Error(`${name} answered nothing`);
        if (written.success) return written.result;
        const answer = fromBson(written.result, { promoteLongs: true });
        const errors: Document[] = answer.writeErrors ?? [];
        if (errors.length === 1 && !answer.n && worthAnother(unpackState(errors[0]?.code))) return next();
        await abortTransaction(command, errors);
        for (const error of errors) await translate(error, command);
        return toBson(answer);
      };
      const makes = command.client || name === 'delete' ? [] : madeIds(command);
      return making(makes, () => attempt(0));
    };
  };

  /**
   * A refused write ends its transaction, also where the answer as a whole says `ok`; a conflict is no refusal of one
   * write but of the transaction. @throws MongoError for a conflict
   */
  async function abortTransaction({ client, session }: Command, errors: Document[]): Promise<void> {
    if (!client) return;
    await database.end(session, 'ROLLBACK').catch(() => {});
    const conflict = errors.find((error) => isConflict(mongoCode(unpackState(error.code)).code));
    if (conflict) throw new MongoError(writeConflict, 'WriteConflict', conflict.errmsg, transient);
  }

  async function translate(error: Document, command: Command): Promise<void> {
    const { code } = mongoCode(unpackState(error.code));
    error.code = command.name === 'update' ? updateCode(code, error.errmsg) : code;
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

/**
 * What the engine remembers a retryable write by: the same write sent again after a broken connection is answered
 * with what the first one did, and does nothing. Inside a transaction the whole is tried again instead.
 */
function retryId(command: Command): string | null {
  if (!command.elements.has('txnNumber') || command.client) return null;
  return `${command.session}.${transactionNumber(command)}`;
}
