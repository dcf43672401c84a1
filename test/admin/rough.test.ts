import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { openThread } from '../../src/threads/ask.ts';
import type { ThreadId } from '../../src/threads/thread.model.ts';
import { type Officer, officeMorning, signInTimeout, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';
import { officeRoutes } from '../support/routes.ts';
import { tokenOf, type Visitor } from '../support/visitor.ts';

const office = useOffice();
let proposal: Proposal;
let asked: ThreadId;

beforeAll(async () => {
  const { round } = office();
  proposal = await propose(round, { proposal: 'Jembatan gantung', village: '63.11.01.2003' });
  const question = {
    participant: proposal.participant,
    round: round._id,
    words: 'Kapan?',
    at: officeMorning,
  };
  asked = (await openThread(question)) ?? '';
});

/** Names of all fields of all forms and addresses, as they stand in the sources. */
const names = [
  ...new Set(
    readdirSync('src/admin', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        [
          ...readFileSync(join('src/admin', file), 'utf8').matchAll(
            /name="([\w-]+)"|^ {2,6}'?([\w-]+)'?: (?:optional\(|plain\(|z\.|id\b|list\(|tick\b|pageNumber\b)/gm,
          ),
        ].map((found) => found[1] ?? found[2] ?? ''),
      ),
  ),
].filter((name) => !['_csrf', '_for'].includes(name));

/** What no form of ours sends, by what somebody with a tool for it would try. */
const values: Record<string, (name: string) => [string, string][]> = {
  'each field twice': (name) => [
    [name, 'x'],
    [name, '63.11.01'],
  ],
  'operators of the database': (name) => [
    [`${name}[$ne]`, ''],
    [`${name}[$gt]`, ''],
    [name, '{"$ne":null}'],
  ],
  'keys of every object': (name) => [
    [name, '__proto__'],
    [`${name}.constructor.prototype`, '1'],
  ],
  'what is beyond all bounds': (name) => [[name, '9'.repeat(400)]],
  'numbers that are none': (name) => [[name, '-1e309']],
  'signs that nobody types': (name) => [[name, '\u0000\ud800\u202e%00\r\nSet-Cookie: a=b']],
};

/** What would end the session, the round, or this test's patience. */
const left = ['/keluar', '/rembuk/:id/tutup', '/model/latih'];
/** Drawing one takes long, and what its address says is read like that of any page. */
const isDocument = /\.(?:pdf|xlsx)$/;

/** An id that fits an address, and one that fits none. */
const idsFor = (path: string) => {
  const fitting: [string, string][] = [
    ['/usulan', proposal._id],
    ['/tanya-jawab', asked],
    ['/rembuk', '2026'],
  ];
  const [, id = '63.11.01.2003'] = fitting.find(([begin]) => path.startsWith(begin)) ?? [];
  return [id, '../../etc/\u0000'];
};
const pathsOf = (path: string) =>
  path.includes(':') ? idsFor(path).map((id) => path.replaceAll(/:\w+/g, encodeURIComponent(id))) : [path];

async function statusesOf(someone: Visitor, token: string, shape: string): Promise<string[]> {
  const fields = names.flatMap((name) => values[shape]?.(name) ?? []);
  const query = new URLSearchParams(fields.slice(0, 150)).toString();
  const broken: string[] = [];
  for (const { method, path } of officeRoutes()) {
    if (left.includes(path) || (isDocument.test(path) && shape !== Object.keys(values)[0])) continue;
    for (const address of pathsOf(path)) {
      const answered =
        method === 'get'
          ? await someone.get(`${address}?${query}`)
          : await someone.post(address, Object.fromEntries(grouped(fields)), { token });
      if (answered.status >= 500) broken.push(`${answered.status} ${method} ${address}`);
      if (answered.headers.get('set-cookie')?.includes('a=b')) broken.push(`cookie by ${address}`);
    }
  }
  return broken;
}

function grouped(fields: [string, string][]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [name, value] of fields) all.set(name, [...(all.get(name) ?? []), value]);
  return all;
}

describe('what no form of ours sends', { timeout: signInTimeout * 3 }, () => {
  it('is known by the names of all fields', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        'revision',
        'outcome',
        'halaman',
        'halaman-menunggu',
        'proposals',
        'words',
        'due',
      ]),
    );
  });

  it.each(Object.keys(values))('%s: is refused or passed over, and breaks nothing', async (shape) => {
    // Whoever may do less is refused sooner: for them one shape is enough.
    const tried: Officer[] =
      Object.keys(values).indexOf(shape) === 0 ? ['skpd', 'local', 'admin'] : ['admin'];
    for (const officer of tried) {
      const someone = await office().signedIn(officer);
      const token = tokenOf((await someone.get('/akun')).text);
      expect([officer, await statusesOf(someone, token, shape)]).toEqual([officer, []]);
    }
  });

  it.each([
    '/usulan/%ff',
    '/tanya-jawab/%E0%A4%A',
    '/surat/%00',
    '/desa/..%2f..%2fetc',
    '/usulan?halaman=1e999',
  ])('%s is an address of ours or none, and breaks nothing', async (path) => {
    const hadi = await office().signedIn('admin');
    expect((await hadi.get(path)).status).toBeLessThan(500);
  });
});
