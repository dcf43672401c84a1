/**
 * A gateway that speaks MongoDB's wire protocol in front of PostgreSQL with the DocumentDB extension. Commands travel
 * as raw BSON to functions of the extension, and their BSON answers travel back untouched; only what must be known
 * (name, session, cursor, errors) is decoded.
 */
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createExecutor } from './commands.ts';
import { type Database, openDatabase } from './database.ts';
import { createFramer, parseMessage, writeReply } from './wire.ts';

/** Where PostgreSQL's unix socket is, and the path of the unix socket to serve on. */
export interface GatewayOptions {
  socketDir: string;
  pgPort: number;
  user: string;
  /**
   * In a folder that only its owner may enter: that is the only key to the database. A port on 127.0.0.1 would be open
   * to every user of the machine.
   */
  path: string;
}

export interface Gateway {
  uri: string;
  close(): Promise<void>;
}

const startMs = 60_000;
const forgetEveryMs = 60_000;
/** A driver sends a write again within seconds; the engine itself never forgets what it has remembered for that. */
const forgetRetries = `DELETE FROM documentdb_data.retryable_writes WHERE write_time < now() - interval '10 minutes'`;

/** Waits for PostgreSQL, which may still be starting, and serves. @throws Error when it does not come in a minute */
export async function startGateway({ socketDir, pgPort, user, path }: GatewayOptions): Promise<Gateway> {
  const database = openDatabase({ host: socketDir, port: pgPort, user });
  const sockets = new Set<Socket>();
  const server = createServer();
  try {
    await untilReady(database);
    const execute = createExecutor(database);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      serve(socket, execute);
    });
    // What a killed gateway has left behind.
    await rm(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    await chmod(path, 0o600);
  } catch (error) {
    server.close();
    await database.close();
    throw error;
  }
  const forgetting = setInterval(() => {
    database.run(null, '', forgetRetries, []).catch(() => {});
  }, forgetEveryMs);
  return {
    uri: `mongodb://${encodeURIComponent(path)}/`,
    async close() {
      clearInterval(forgetting);
      server.close();
      for (const socket of sockets) socket.destroy();
      await database.close();
    },
  };
}

/** One client: its commands are answered in order; what is no message of the protocol ends this connection only. */
function serve(socket: Socket, execute: (body: Buffer) => Promise<Buffer>): void {
  const frames = createFramer();
  let busy = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const message of frames(chunk)) {
        const request = parseMessage(message);
        busy = busy.then(async () => {
          const answer = await execute(request.command);
          if (request.wantsReply) writeReply(socket, request, answer);
        });
        busy.catch(() => socket.destroy());
      }
    } catch {
      socket.destroy();
    }
  });
}

async function untilReady(database: Database): Promise<void> {
  for (const until = Date.now() + startMs; ; await sleep(100)) {
    try {
      await database.run(null, '', 'CREATE EXTENSION IF NOT EXISTS documentdb CASCADE', []);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
