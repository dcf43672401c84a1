import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPool, type Pool } from '../../src/embedded/gateway/pool.ts';

/** What PostgreSQL says to whoever may come in: AuthenticationOk, and ReadyForQuery outside any transaction. */
const welcome = Buffer.from([...message('R', [0, 0, 0, 0]), ...message('Z', [...Buffer.from('I')])]);

function message(kind: string, body: number[]): number[] {
  return [...Buffer.from(kind), 0, 0, 0, body.length + 4, ...body];
}

describe('the connections to PostgreSQL', () => {
  let folder = '';
  let server: Server;
  let pool: Pool;
  let opened = 0;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rembuk-pool-'));
    opened = 0;
    server = createServer((socket) => {
      opened += 1;
      socket.on('error', () => {});
      socket.once('data', () => socket.write(welcome));
    });
    await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve));
    pool = openPool({ host: folder, port: 5432, user: 'postgres' }, 2);
  });
  afterEach(async () => {
    await pool.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const use = async () => (await pool.take()).release();

  it('are used again', async () => {
    await use();
    await use();
    expect(opened).toBe(1);
  });

  it('do not outlive a drop: neither one at rest, nor one that is at work just then', async () => {
    const atWork = await pool.take();
    await use();
    expect(opened).toBe(2);
    pool.retire();
    atWork.release();
    await use();
    expect(opened).toBe(3);
    await Promise.all([use(), use()]);
    expect(opened).toBe(4);
  });
});
