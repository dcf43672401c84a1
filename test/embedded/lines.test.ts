import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onLines } from '../../src/embedded/lines.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rembuk-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads lines until the other end is killed with our words unread, and survives that', async () => {
  const path = join(folder, 'socket');
  const server = createServer({ pauseOnConnect: true }).listen(path);
  await once(server, 'listening');
  const ours = connect(path);
  const [theirs] = (await once(server, 'connection')) as [Socket];
  const lines: string[] = [];
  onLines(ours, (line) => lines.push(line));
  theirs.write('{"progress":"Starting"}\n{"rea');
  await expect.poll(() => lines).toEqual(['{"progress":"Starting"}']);
  await new Promise((resolve) => ours.write('a request\n', resolve));
  const failed = once(ours, 'error');
  theirs.destroy();
  expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
  server.close();
});
