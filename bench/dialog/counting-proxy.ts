import { connect, createServer, type Socket } from 'node:net';
import { targetOf } from '../../test/support/tcp-proxy.ts';

/** A way to MongoDB on which commands are counted. */
export interface CountingProxy {
  /** MongoDB's address by this way. */
  uri: string;
  /** Commands that have gone by so far. */
  commands(): number;
  close(): void;
}

/** Each message of MongoDB's protocol begins with its length, as an int32. */
const lengthBytes = 4;

/** Stands before the server of an address and counts what its clients ask. */
export async function countingProxy(uri: string): Promise<CountingProxy> {
  let commands = 0;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetOf(uri));
    near.on(
      'data',
      messageCounter(() => {
        commands += 1;
      }),
    );
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no port.');
  return {
    uri: uri.replace(/^(\w+:\/\/(?:[^@/]*@)?)[^/]+/, `$1127.0.0.1:${address.port}`),
    commands: () => commands,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** @returns takes a stream piece by piece; calls `count` for every message that begins in it */
function messageCounter(count: () => void): (chunk: Buffer) => void {
  let head = Buffer.alloc(0);
  let left = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (left > 0) {
        const taken = Math.min(left, chunk.length - at);
        left -= taken;
        at += taken;
        continue;
      }
      const piece = chunk.subarray(at, at + lengthBytes - head.length);
      head = Buffer.concat([head, piece]);
      at += piece.length;
      if (head.length < lengthBytes) return;
      left = head.readInt32LE() - lengthBytes;
      head = Buffer.alloc(0);
      count();
    }
  };
}
