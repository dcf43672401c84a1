import pg from 'pg';

const byteaType = 17;

/** Connections to PostgreSQL that are used in turn, and may all be replaced. */
export interface Pool {
  /** A connection of one's own until it is released. */
  take(): Promise<pg.PoolClient>;
  /** Lends any free connection to some work; one that met an error is given up. */
  use<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Runs one statement on any free connection. */
  query(statement: pg.QueryConfig): Promise<pg.QueryResult>;
  /**
   * Gives up every connection that is open now, each once it is free. A connection remembers which table stands behind
   * a collection's name, and what it remembers can outlive a drop: where the engine is told to forget everything while
   * it looks a name up, it keeps what it had (`GetMongoCollectionByNameDatumCore` of pg_documentdb 0.11x). Such a one
   * takes a collection that was made again for missing, and says that it "does not exist and failed to be created".
   */
  retire(): void;
  close(): Promise<void>;
}

/** @param max connections at most */
export function openPool(options: { host: string; port: number; user: string }, max: number): Pool {
  // node-postgres has no binary results; bytea comes as hex.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === byteaType ? fromHex : pg.types.getTypeParser(oid, format),
  };
  const config = { ...options, database: 'postgres', max, idleTimeoutMillis: 0, types };
  const pool = new pg.Pool(config as pg.PoolConfig);
  let current = new WeakSet<pg.PoolClient>();
  // A connection that breaks while idle (PostgreSQL restarted) is dropped; the next command opens a new one.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    current.add(client);
    // A connection in use breaks too; who uses it hears of it by their query, and this event must not end the process.
    client.on('error', () => {});
  });

  async function take(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await pool.connect();
      if (current.has(client)) return client;
      client.release(true);
    }
  }

  async function use<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await take();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  return {
    take,
    use,
    query: (statement) => use((client) => client.query(statement)),
    retire() {
      current = new WeakSet();
    },
    close: () => pool.end(),
  };
}

const fromHex = (value: string) => Buffer.from(value.slice(2), 'hex');
