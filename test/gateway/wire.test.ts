/** The protocol itself, over bare sockets: what a driver never sends must harm nobody else. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { deserialize, serialize } from 'bson';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { targetOf } from '../support/tcp-proxy.ts';
import { serverUri, useServer } from './server.ts';

const server = useServer();

function header(length: number, operation: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(1, 4);
  bytes.writeInt32LE(operation, 12);
  return bytes;
}

/** One OP_MSG with a command in it. */
function message(command: object, flags = 0): Buffer {
  const body = serialize(command);
  const start = Buffer.alloc(5);
  start.writeInt32LE(flags, 0);
  return Buffer.concat([header(16 + 5 + body.length, 2013), start, body]);
}

async function dial() {
  const socket = connect(targetOf(serverUri()));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes in pieces and reads so many answers. */
async function exchange(pieces: Buffer[], answers: number): Promise<Record<string, unknown>[]> {
  const socket = await dial();
  let bytes: Buffer = Buffer.alloc(0);
  const got: Record<string, unknown>[] = [];
  const done = new Promise<void>((resolve, reject) => {
    socket.on('close', () => reject(new Error('closed before the answer')));
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 16 && bytes.length >= bytes.readInt32LE(0)) {
        const length = bytes.readInt32LE(0);
        got.push(deserialize(bytes.subarray(21, length)));
        bytes = bytes.subarray(length);
      }
      if (got.length >= answers) resolve();
    });
  });
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  socket.destroy();
  return got;
}

const ping = { ping: 1, $db: 'admin' };

describe('the wire', () => {
  it('takes a message in pieces of one byte', async () => {
    const pieces = [...message(ping)].map((byte) => Buffer.from([byte]));
    expect(await exchange(pieces, 1)).toMatchObject([{ ok: 1 }]);
  });

  it('takes several messages in one piece and answers each in order', async () => {
    const sent = Buffer.concat([message(ping), message({ nonsense: 1, $db: 'admin' }), message(ping)]);
    expect(await exchange([sent], 3)).toMatchObject([{ ok: 1 }, { ok: 0, code: 59 }, { ok: 1 }]);
  });

  it('answers nothing to a write that wants no answer, yet does it', async () => {
    const db = server.db().databaseName;
    const moreToCome = 2;
    const write = message(
      { insert: 'quiet', documents: [{ a: 1 }], writeConcern: { w: 0 }, $db: db },
      moreToCome,
    );
    const count = message({ count: 'quiet', $db: db });
    expect(await exchange([write, count], 1)).toMatchObject([{ n: 1, ok: 1 }]);
  });

  it.each([
    ['a request of HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['a length below the header', header(3, 2013)],
    ['a length of two gigabytes', header(0x7fffffff, 2013)],
    ['an operation that is none', Buffer.concat([header(20, 4711), Buffer.alloc(4)])],
    [
      'a section longer than its message',
      Buffer.concat([header(26, 2013), Buffer.from([0, 0, 0, 0, 0, 255, 255, 0, 0, 0])]),
    ],
    ['a message without a command', Buffer.concat([header(20, 2013), Buffer.alloc(4)])],
  ])('ends the connection on %s, and no other', async (_, bytes) => {
    const other = await MongoClient.connect(serverUri(), { maxPoolSize: 1 });
    const socket = await dial();
    const closed = once(socket, 'close');
    socket.write(bytes);
    await closed;
    expect(await other.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
    await other.close();
  });
});
