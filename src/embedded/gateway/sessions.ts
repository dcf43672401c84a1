import { fromBson, toBson } from './bson.ts';
import { type Command, type Database, transactionNumber } from './database.ts';
import { MongoError } from './errors.ts';

/** How many sessions' last commits are remembered. */
const remembered = 1_000;

/** Commands that end transactions and sessions. */
export function createSessions(database: Database) {
  /** Session -> number of the transaction it committed last, oldest first. */
  const committed = new Map<string, number>();

  function remember(session: string, number: number): void {
    committed.delete(session);
    committed.set(session, number);
    const [oldest] = committed.keys();
    if (committed.size > remembered && oldest) committed.delete(oldest);
  }

  return {
    /** A driver that lost the answer commits again, and hears that it is done. */
    async commitTransaction(command: Command) {
      const number = await database.end(command.session, 'COMMIT');
      if (number !== null) remember(command.session, number);
      else if (committed.get(command.session) !== transactionNumber(command))
        throw new MongoError(251, 'NoSuchTransaction', 'no transaction in progress');
      return { ok: 1 };
    },

    async abortTransaction(command: Command) {
      if ((await database.end(command.session, 'ROLLBACK')) === null)
        throw new MongoError(251, 'NoSuchTransaction', 'no transaction in progress');
      return { ok: 1 };
    },

    /** What a session has left open ends with it. */
    async endSessions(command: Command) {
      for (const session of fromBson(command.body, { promoteBuffers: false }).endSessions) {
        const name = toBson(session).toString('hex');
        await database.end(name, 'ROLLBACK').catch(() => {});
        committed.delete(name);
      }
      return { ok: 1 };
    },
  };
}
