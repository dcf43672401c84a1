import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * Hands over each line that comes in on a socket. That the other end goes in the middle of a line is the socket's own
 * `close` and `error` to tell: readline passes a socket's errors on as its own, and an error nobody listens to ends the
 * process. (A killed peer that had not read all resets the connection: unix(7), ECONNRESET.)
 */
export function onLines(socket: Socket, onLine: (line: string) => void): void {
  createInterface({ input: socket })
    .on('error', () => {})
    .on('line', onLine);
}
