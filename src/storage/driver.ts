// @ts-expect-error: a file of the driver's own, without types
import { Connection } from 'mongodb/lib/cmap/connection.js';

/** What is needed of a connection of the driver; its class is internal and has no types. */
interface DriverConnection {
  error: Error | null;
  once(event: 'close', listener: () => void): void;
  off(event: 'close', listener: () => void): void;
  writeCommand(...request: unknown[]): Promise<void>;
}

const mended = Symbol('a command whose connection closes fails');

/**
 * Mends a fault of MongoDB's driver (7.8.0; 7.9.0 has it too): a command written to a socket that is destroyed, but
 * whose `close` event has not come yet, waits for a `drain` event that never comes. When a server goes away all its
 * sockets close at once, and the first to tell of it makes the driver's monitor write to its own: the monitor then
 * hangs for good, and with it every command until the process is started anew. Here a command also ends, with the
 * network error it should have had, when its connection closes. To be taken out when the driver does so by itself;
 * its test tells.
 * @throws Error when the driver has no such method any more
 */
export function mendDriver(): void {
  const prototype: DriverConnection & { [mended]?: true } = Connection.prototype;
  if (prototype[mended]) return;
  const write = prototype.writeCommand;
  if (typeof write !== 'function')
    throw new Error("The driver's Connection has no writeCommand; see src/storage/driver.ts.");
  prototype[mended] = true;
  prototype.writeCommand = function (...request) {
    return new Promise((resolve, reject) => {
      const closed = () => reject(this.error ?? new Error('The connection closed.'));
      const done = () => this.off('close', closed);
      this.once('close', closed);
      write.apply(this, request).then(resolve, reject).finally(done);
    });
  };
}
