import { createRequire } from 'node:module';
import { connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mendDriver } from '../../src/storage/driver.ts';

const { Connection } = createRequire(createRequire(import.meta.url).resolve('mongoose'))(
  'mongodb/lib/cmap/connection.js',
);
const original = Connection.prototype.writeCommand;

/** A connection of the driver's own to a server that takes everything and never answers. */
async function connection(server: Server) {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const socket = connect(address.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  return new Connection(socket, { id: 1, generation: 0, hostAddress: `127.0.0.1:${address.port}` });
}

const hello = [{ db: 'admin' }, { ismaster: 1 }] as const;

describe("the driver's connection", () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer((socket) => void socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.close();
  });

  it('fails a command on a socket that is destroyed but has not told so', async () => {
    mendDriver();
    const one = await connection(server);
    one.socket.destroy();
    await expect(one.command(...hello)).rejects.toThrow(/closed/);
  });

  it('fails a command that is too long to be written before the connection closes', async () => {
    mendDriver();
    const one = await connection(server);
    const long = one.command({ db: 'admin' }, { ismaster: 1, filling: 'x'.repeat(40_000_000) });
    setImmediate(() => one.socket.destroy());
    await expect(long).rejects.toThrow(/closed/);
  });

  it('still needs the mend: without it the first never ends', async () => {
    const mendedWrite = Connection.prototype.writeCommand;
    Connection.prototype.writeCommand = original;
    try {
      const one = await connection(server);
      one.socket.destroy();
      const outcome = one.command(...hello).then(
        () => 'ended',
        () => 'ended',
      );
      await new Promise((resolve) => one.once('close', resolve));
      const soon = new Promise((resolve) => setTimeout(resolve, 200, 'waits'));
      expect(await Promise.race([outcome, soon])).toBe('waits');
    } finally {
      Connection.prototype.writeCommand = mendedWrite;
    }
  });
});
