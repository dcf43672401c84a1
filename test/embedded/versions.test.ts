import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { chooseVersion } from '../../src/embedded/documentdb.ts';
import { demandConformance } from '../../src/embedded/smoke.ts';
import { testMongoUri } from '../support/database.ts';
import { targetOf } from '../support/tcp-proxy.ts';

describe('the version of PostgreSQL', () => {
  const names = ['postgresql-18-documentdb', 'postgresql-20-documentdb', 'postgresql-19-documentdb'];
  const others = ['postgresql-21', 'postgresql-21-pgvector', 'postgresql-18-documentdb-dbgsym'];

  it('is the newest that comes with DocumentDB', () => {
    expect(chooseVersion([...names, ...others], null)).toBe(20);
  });

  it('is that of the data, where there is some', () => {
    expect(chooseVersion(names, 18)).toBe(18);
  });

  it('that made the data and is offered no more is named, with what to do', () => {
    expect(() => chooseVersion(names, 17)).toThrow(
      /data is of PostgreSQL 17, .* has only 20, 19, 18.*mongodump/s,
    );
  });

  it('is missed with a plain sentence when there is none', () => {
    expect(() => chooseVersion(others, null)).toThrow('no PostgreSQL with DocumentDB any more');
  });
});

describe('the smoke of the conformance suite', () => {
  it('is passed by the engine that was proven', async () => {
    await demandConformance(testMongoUri());
  });

  it('tells what an engine fails at', async () => {
    // An engine that forgets its unique indexes: between it and the client the word is lost.
    const server = createServer((near) => {
      const far = connect(targetOf(testMongoUri()));
      near.on('data', (chunk) =>
        far.write(Buffer.from(chunk.toString('latin1').replaceAll('unique', 'uniqux'), 'latin1')),
      );
      far.pipe(near);
      for (const socket of [near, far]) {
        socket.on('error', () => {});
        socket.on('close', () => {
          near.destroy();
          far.destroy();
        });
      }
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(demandConformance(`mongodb://127.0.0.1:${port}/`)).rejects.toThrow(
      /fails at: a unique index/,
    );
    server.close();
  });
});
