import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** A port on 127.0.0.1 that is free now: the wanted one if it is, else any. */
export async function freePort(wanted = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
      });
    });
  const port = (wanted && (await tryPort(wanted))) || (await tryPort(0));
  if (!port) throw new Error('No free port on 127.0.0.1.');
  return port;
}

/** What is chosen once and kept, so that clients find an engine again after its restart. Readable by its owner only. */
export async function keep<T>(file: string, choose: () => T): Promise<T> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    const chosen = choose();
    await writeFile(file, JSON.stringify(chosen), { mode: 0o600 });
    return chosen;
  }
}
