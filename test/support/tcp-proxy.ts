import { connect, createServer, type Socket } from 'node:net';

/** A server's address as a program in between sees it, which can take the server away and bring it back. */
export interface TcpProxy {
  port: number;
  /** Cuts every connection and refuses new ones, as a server that is down does. */
  takeAway(): Promise<void>;
  bringBack(): Promise<void>;
  /**
   * Forgets connections, and takes new ones: what a router does that loses its table, or a firewall with lines that have
   * long been silent. Neither side is told.
   * @param silentForMs only those on which nothing has come or gone for so long
   */
  forget(silentForMs?: number): void;
  close(): Promise<void>;
}

/** The address of a server, led through a proxy. */
export function through(uri: string, { port }: TcpProxy): string {
  if (uri.startsWith('/')) return `redis://127.0.0.1:${port}`;
  return uri.replace(/^(\w+:\/\/(?:[^@/]*@)?)[^/]+/, `$1127.0.0.1:${port}`);
}

/** Where a server listens: a port, or a unix socket, whose path is its address or stands there percent-encoded. */
export const targetOf = (uri: string) => {
  if (uri.startsWith('/')) return { path: uri };
  const { port, hostname } = new URL(uri);
  return hostname.includes('%2F')
    ? { path: decodeURIComponent(hostname) }
    : { port: Number(port) || 27017, host: '127.0.0.1' };
};

/** Stands between a program and the server of an address on this machine. */
export async function tcpProxy(uri: string): Promise<TcpProxy> {
  /** With when something came last. */
  const open = new Map<Socket, number>();
  const forgotten = new Set<Socket>();
  const server = createServer((near) => {
    // Accepted while the line was being cut: it would keep the server from closing.
    if (!server.listening) return void near.destroy();
    const far = connect(targetOf(uri));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      const heard = () => open.set(one, performance.now());
      heard();
      one.on('data', heard);
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(one);
        if (!forgotten.has(other)) other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open.keys()) socket.destroy();
    });
  await listen(0);
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no port.');
  const { port } = address;
  return {
    port,
    takeAway: close,
    forget(silentForMs = 0) {
      for (const [socket, heardAt] of open) {
        if (performance.now() - heardAt < silentForMs) continue;
        forgotten.add(socket);
        // What still comes is dropped, as a router does with what it knows nothing of.
        socket.unpipe();
        socket.resume();
      }
    },
    bringBack: () => listen(port),
    close: async () => {
      if (server.listening) await close();
    },
  };
}
