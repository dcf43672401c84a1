import pg from 'pg';
import { type Element, readNumber } from './bson.ts';
import { MongoError } from './errors.ts';

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
const byteaType = 17;

/** The connections to PostgreSQL and the transactions that hold one each. */
export interface Database {
  /** Runs a statement (prepared under `name`) on the command's transaction or any free connection. */
  run<T extends object = Row>(
    command: Command | null,
    name: string,
    sql: string,
    values: unknown[],
  ): Promise<T | undefined>;
  /** Gives a command the connection of its transaction, opening it at its first statement. */
  enter(command: Command): Promise<void>;
  /** Ends a session's transaction; false when there is none. */
  end(session: string, how: 'COMMIT' | 'ROLLBACK'): Promise<boolean>;
  close(): Promise<void>;
}

export function openDatabase(options: { host: string; port: number; user: string }): Database {
  // node-postgres has no binary results; bytea comes as hex.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === byteaType ? fromHex : pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({
    ...options,
    database: 'postgres',
    max: 24,
    idleTimeoutMillis: 0,
    types,
  } as pg.PoolConfig);
  // A connection that breaks while idle (PostgreSQL restarted) is dropped; the next command opens a new one.
  pool.on('error', () => {});
  const transactions = new Map<string, { number: number; client: pg.PoolClient; timer: NodeJS.Timeout }>();

  async function end(session: string, how: 'COMMIT' | 'ROLLBACK'): Promise<boolean> {
    const transaction = transactions.get(session);
    if (!transaction) return false;
    transactions.delete(session);
    clearTimeout(transaction.timer);
    try {
      await transaction.client.query(how);
      transaction.client.release();
    } catch (error) {
      transaction.client.release(true);
      throw error;
    }
    return true;
  }

  return {
    async run<T extends object>(command: Command | null, name: string, text: string, values: unknown[]) {
      const result = await (command?.client ?? pool).query({ name, text, values });
      return result.rows[0] as T | undefined;
    },
    async enter(command) {
      const element = command.elements.get('txnNumber');
      const number = element ? readNumber(command.body, element) : 0;
      if (command.elements.has('startTransaction')) {
        await end(command.session, 'ROLLBACK').catch(() => {});
        const client = await pool.connect();
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        const timer = setTimeout(() => void end(command.session, 'ROLLBACK').catch(() => {}), transactionMs);
        transactions.set(command.session, { number, client, timer });
      }
      const transaction = transactions.get(command.session);
      if (transaction?.number !== number) {
        const message = `Given transaction number ${number} does not match any in-progress transactions.`;
        throw new MongoError(251, 'NoSuchTransaction', message, {
          errorLabels: ['TransientTransactionError'],
        });
      }
      command.client = transaction.client;
    },
    end,
    async close() {
      for (const session of [...transactions.keys()]) await end(session, 'ROLLBACK').catch(() => {});
      await pool.end();
    },
  };
}

const fromHex = (value: string) => Buffer.from(value.slice(2), 'hex');
