import type pg from 'pg';
import { type Element, readNumber } from './bson.ts';
import { MongoError, ofConnection, transient } from './errors.ts';
import { openPool } from './pool.ts';

/** One command on its way: its bytes, what is needed of it, and the connection of its transaction if it has one. */
export interface Command {
  name: string;
  body: Buffer;
  elements: Map<string, Element>;
  database: string;
  collection: string;
  /** Logical session, as hex. */
  session: string;
  client: pg.PoolClient | undefined;
}

export type Row = Record<string, Buffer> & { [column: string]: Buffer };

const transactionMs = 60_000;

/** The connections to PostgreSQL and the transactions that hold one each. */
export interface Database {
  /** Runs a statement (prepared under `name`) on the command's transaction or any free connection. */
  run<T extends object = Row>(
    command: Command | null,
    name: string,
    sql: string,
    values: unknown[],
  ): Promise<T | undefined>;
  /** Runs statements on one free connection, for what the first leaves to its session is only there to be mended. */
  runOnOne(statements: readonly string[]): Promise<void>;
  /** Gives a command the connection of its transaction, opening it at its first statement. */
  enter(command: Command): Promise<void>;
  /** Ends a session's transaction and returns its number; null when there is none. */
  end(session: string, how: 'COMMIT' | 'ROLLBACK'): Promise<number | null>;
  /** After a collection was dropped or renamed: no connection that was open by then carries out another command. */
  forgetCollections(): void;
  close(): Promise<void>;
}

/**
 * Connections at most. PostgreSQL is set up for 120 (postgres.ts): making a collection or an index takes another one inside
 * the engine, one that was broken off counts until PostgreSQL notices, and its own workers need some.
 */
const commandConnections = 24;
const transactionConnections = 16;

/**
 * How long a transaction waits for a document that another has changed and not committed. MongoDB does not wait at
 * all; a single write outside transactions holds its document for a few milliseconds, which is worth waiting for.
 */
const beginTransaction = `BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL lock_timeout = '200ms'`;

export function openDatabase(options: { host: string; port: number; user: string }): Database {
  const pool = openPool(options, commandConnections);
  // Of their own, so that transactions, each of which keeps a connection, never starve what runs beside them.
  const transactionPool = openPool(options, transactionConnections);
  const transactions = new Map<string, { number: number; client: pg.PoolClient; timer: NodeJS.Timeout }>();

  async function begin(session: string, number: number): Promise<void> {
    await end(session, 'ROLLBACK').catch(() => {});
    const client = await transactionPool.take().catch(goneWrong);
    try {
      await client.query(beginTransaction);
    } catch (error) {
      client.release(true);
      return goneWrong(error);
    }
    const timer = setTimeout(() => {
      end(session, 'ROLLBACK').catch(() => {});
    }, transactionMs);
    transactions.set(session, { number, client, timer });
  }

  async function end(session: string, how: 'COMMIT' | 'ROLLBACK'): Promise<number | null> {
    const transaction = transactions.get(session);
    if (!transaction) return null;
    transactions.delete(session);
    clearTimeout(transaction.timer);
    try {
      await transaction.client.query(how);
      transaction.client.release();
    } catch (error) {
      transaction.client.release(true);
      return goneWrong(error);
    }
    return transaction.number;
  }

  return {
    async run<T extends object>(command: Command | null, name: string, text: string, values: unknown[]) {
      const result = await (command?.client ?? pool).query({ name, text, values }).catch(goneWrong);
      return result.rows[0] as T | undefined;
    },
    async runOnOne(statements) {
      const inOrder = async (client: pg.PoolClient) => {
        for (const statement of statements) await client.query(statement);
      };
      await pool.use(inOrder).catch(goneWrong);
    },
    async enter(command) {
      const number = transactionNumber(command);
      if (command.elements.has('startTransaction')) await begin(command.session, number);
      const transaction = transactions.get(command.session);
      if (transaction?.number !== number) {
        const message = `Given transaction number ${number} does not match any in-progress transactions.`;
        throw new MongoError(251, 'NoSuchTransaction', message, transient);
      }
      command.client = transaction.client;
    },
    end,
    forgetCollections() {
      pool.retire();
      transactionPool.retire();
    },
    async close() {
      for (const session of [...transactions.keys()]) await end(session, 'ROLLBACK').catch(() => {});
      await Promise.all([pool.close(), transactionPool.close()]);
    },
  };
}

/** @throws the error, as one of the connection where PostgreSQL has not said it */
function goneWrong(error: unknown): never {
  throw ofConnection(error);
}

export function transactionNumber({ body, elements }: Command): number {
  const element = elements.get('txnNumber');
  return element ? readNumber(body, element) : 0;
}
