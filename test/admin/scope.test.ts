import { beforeAll, describe, expect, it } from 'vitest';
import { ImportModel } from '../../src/people/import/import.model.ts';
import { SkpdDatumModel } from '../../src/skpd-data/datum.model.ts';
import type { Scope } from '../../src/users/scope.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { allOf, type Elsewhere, enterElsewhere, type OtherPlace } from '../support/elsewhere.ts';
import { enterOfficer, officeMorning, officePassword, signInTimeout, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';
import { officeRoutes } from '../support/routes.ts';
import type { FormFields, Visitor } from '../support/visitor.ts';

/**
 * People of the office who are limited to the kecamatan Juai, or to its village Juai, go through every address there is, with
 * the ids of what lies elsewhere: in Paringin, and in the next village of the same kecamatan. They never read its words there,
 * and nothing of it is changed by any form.
 */
const office = useOffice();
const own = { village: '63.11.01.2003', kecamatan: '63.11.01' };
const juai: Scope = { kind: 'kecamatan', codes: [own.kecamatan] };
const juaiVillage: Scope = { kind: 'village', codes: [own.village], kecamatan: [own.kecamatan] };

const paringin: OtherPlace = { village: '63.11.06.2005', kecamatan: '63.11.06', word: 'Subuhkota' };
const sirap: OtherPlace = { village: '63.11.01.2008', kecamatan: '63.11.01', word: 'Subuhdesa' };

/** Who is limited to what, and what is not theirs. */
const limited = [
  { who: 'a staff of the kecamatan', role: 'staff', scope: juai, place: paringin },
  { who: 'a coordinator of the kecamatan', role: 'coordinator', scope: juai, place: paringin },
  { who: 'a staff of the village', role: 'staff', scope: juaiVillage, place: sirap },
  { who: 'a coordinator of the village', role: 'coordinator', scope: juaiVillage, place: sirap },
] as const;

const visitors = new Map<string, Visitor>();
const elsewhere = new Map<OtherPlace, Elsewhere>();

beforeAll(async () => {
  const { round } = office();
  await propose(round, { proposal: 'Jembatan gantung', ...own });
  for (const [index, place] of [paringin, sirap].entries())
    elsewhere.set(place, await enterElsewhere(round, place, own, index + 1));
  await ImportModel.create({
    _id: 'daftar-lain',
    file: 'Peserta Subuhkota Subuhdesa.csv',
    by: 'hadi@balangan.example',
    at: officeMorning,
    state: 'done',
    counts: { added: 1, changed: 0, replaced: 0, same: 0, broken: 0 },
  });
  for (const [index, { who, role, scope }] of limited.entries()) {
    const email = `terbatas-${index}@balangan.example`;
    await enterOfficer({ email, name: who, role, scope });
    const visitor = office().visitor();
    expect((await visitor.signIn(email, officePassword)).status).toBe(303);
    visitors.set(who, visitor);
  }
}, signInTimeout);

function lookUp<Key, Value>(map: Map<Key, Value>, key: Key): Value {
  const found = map.get(key);
  if (found === undefined) throw new Error('not entered');
  return found;
}

/** Ids of what lies there, by the beginning of the addresses that they fit into. */
const idsIn = (there: Elsewhere): [begins: string, ids: string[]][] => [
  ['/usulan/', [there.proposal._id]],
  ['/peserta/impor/', ['daftar-lain']],
  ['/peserta/orang/', [there.person._id, there.successor._id]],
  ['/tanya-jawab/', [there.thread]],
  ['/surat/', [there.letter]],
  ['/desa/', [there.village]],
  ['/realisasi/desa/', [there.village]],
  ['', [office().round._id]],
];

/** The addresses of a route, with every id of the other place that fits into it. */
function addressesOf(path: string, there: Elsewhere): string[] {
  const [, ids = []] = idsIn(there).find(([begins]) => path.startsWith(begins)) ?? [];
  return ids.map((id) =>
    path
      .replace(':id', encodeURIComponent(id))
      .replace(':village', id)
      .replace(':n', '1')
      .replace(':number', '1')
      .replace(':question', 'problem'),
  );
}

/** Fields of every form, filled in with what lies there. */
const fieldsFor = (path: string, there: Elsewhere): FormFields => ({
  participant: there.person._id,
  proposal: there.proposal._id,
  reason: 'Bukan ketua RT',
  invitations: `2026.${there.person._id}`,
  example: 'x',
  email: 'hadi@balangan.example',
  password: 'sebuah kalimat yang panjang',
  answers: `${there.proposal._id}:${there.proposal.revision}`,
  revision: path.startsWith('/usulan/') ? there.proposal.revision : 0,
  issue: 'kemiskinan',
  outcome: path.startsWith('/surat/') ? 'taken' : 'accepted',
  sentence: 'Ya.',
  name: 'Orang Lain',
  phone: '',
  locale: 'bjn',
  group: 'banjar',
  variant: 'banyu',
  meaning: 'air',
  version: 'x',
  round: '2026',
  office: path === '/data-skpd' ? 'dinas-pupr' : 'pln',
  due: '2026-12-20',
  proposals: [there.proposal._id],
  words: 'Segera.',
  share: 'yes',
  actor: 'desa',
  work: there.work,
  answer: 'ya',
  code: there.proposal.code,
  datum: there.datum,
  area: there.village,
  what: 'Jembatan rusak',
  year: '2025',
  source: 'Survei',
  kecamatan: there.kecamatan,
  village: there.village,
  desa: there.village,
  forum: 'Musrenbang Desa',
  day: '2026-11-30',
  'proposal-0': `${there.proposal._id}:${there.proposal.revision}`,
  'reason-0': 'Tidak dibahas',
});

const routes = officeRoutes();
const gets = routes.filter(({ method }) => method === 'get').map(({ path }) => path);
const posts = routes.filter(({ method, path }) => method === 'post' && !['/masuk', '/keluar'].includes(path));

describe.each(limited)('$who', ({ who, place }) => {
  it.each(gets)('reads nothing of what lies elsewhere at %s', async (path) => {
    const there = lookUp(elsewhere, place);
    const { kecamatan, village, word } = there;
    const narrowings = [
      `kecamatan=${kecamatan}`,
      `kecamatan=${kecamatan}&desa=${village}`,
      `desa=${village}`,
    ];
    for (const address of addressesOf(path, there))
      for (const query of ['', ...narrowings.map((one) => `?${one}`), `?cari=${word.slice(0, 5)}`]) {
        const { text, status } = await lookUp(visitors, who).get(address + query);
        expect(status, address + query).toBeLessThan(500);
        expect(text, address + query).not.toContain(word);
      }
  });

  it.each(posts.map(({ path }) => path))('changes nothing elsewhere by the form %s', async (path) => {
    const there = lookUp(elsewhere, place);
    const before = await allOf(there);
    for (const address of addressesOf(path, there).filter((one) => !one.includes(there.successor._id))) {
      const { text, status } = await lookUp(visitors, who).post(address, fieldsFor(path, there));
      expect(status, address).toBeLessThan(500);
      expect(text, address).not.toContain(there.word);
    }
    expect(await allOf(there)).toEqual(before);
  });
});

describe('the phone of the whole district', () => {
  it.each([
    ['get', '/kanal'],
    ['get', '/kanal/whatsapp/kode'],
    ['post', '/kanal/whatsapp/qr'],
    ['post', '/kanal/whatsapp/putus'],
  ] as const)('is nothing that limited staff link or unlink: %s %s', async (method, path) => {
    for (const { who } of limited.filter(({ role }) => role === 'staff'))
      expect((await lookUp(visitors, who)[method](path)).status).toBe(403);
  });
});

describe('an admin', () => {
  const eko = {
    name: 'Eko',
    email: 'eko@balangan.example',
    role: 'staff',
    password: 'sawah luas di Lampihong',
  };
  const add = async (fields: FormFields) =>
    (await office().signedIn('admin')).post('/pengguna', { ...eko, ...fields }, { from: '/pengguna' });

  it.each([
    [
      'a kecamatan that is none',
      { reach: 'kecamatan', kecamatan: ['63.11.01', '63.11.99'] },
      'kecamatan yang tidak dikenal',
    ],
    ['no kecamatan', { reach: 'kecamatan' }, 'Centang paling sedikit satu kecamatan'],
    [
      'a village that is none',
      { reach: 'village', villages: [own.village, '63.11.01.2999'] },
      'desa yang tidak dikenal',
    ],
    ['no village', { reach: 'village' }, 'centang paling sedikit satu desa'],
    [
      'villages beside a kecamatan',
      { reach: 'kecamatan', kecamatan: ['63.11.01'], villages: [own.village] },
      'Centangnya tidak cocok',
    ],
    [
      'villages beside the whole district',
      { reach: 'district', villages: [own.village] },
      'Centangnya tidak cocok',
    ],
    ['a reach that is none', { reach: 'dunia' }, 'Pilih wilayahnya'],
  ] as const)('gives a user no area of %s: it is refused, not dropped', async (_what, fields, told) => {
    const refused = await add(fields as unknown as FormFields);
    expect([refused.status, refused.text.includes(told)]).toEqual([422, true]);
    expect(await UserModel.exists({ _id: eko.email })).toBeNull();
  });

  it('gives a user some kecamatan, or some villages, and reads there what they have', async () => {
    expect((await add({ reach: 'kecamatan', kecamatan: [own.kecamatan] })).status).toBe(303);
    expect(await UserModel.findById(eko.email).lean()).toMatchObject({ scope: juai });
    const lia = { email: 'lia@balangan.example', name: 'Lia' };
    expect((await add({ ...lia, reach: 'village', villages: [own.village] })).status).toBe(303);
    expect(await UserModel.findById(lia.email).lean()).toMatchObject({ scope: juaiVillage });
    const { text } = await (await office().signedIn('admin')).get('/pengguna');
    expect(text).toContain('Juai (Kecamatan Juai)');
  });
});

it('what is known of a kecamatan as a whole is no village user’s to see or remove', async () => {
  await SkpdDatumModel.create({
    _id: 'dinas-pupr.63.11.01.2025.irigasi',
    office: 'dinas-pupr',
    area: own.kecamatan,
    kecamatan: own.kecamatan,
    what: 'Irigasi se-kecamatan',
    year: 2025,
    source: 'Survei',
    handedIn: { by: 'hadi', at: officeMorning },
    revision: 0,
  });
  const shown = async (who: string) => (await lookUp(visitors, who).get('/data-skpd')).text;
  expect(await shown('a staff of the kecamatan')).toContain('Irigasi se-kecamatan');
  expect(await shown('a staff of the village')).not.toContain('Irigasi se-kecamatan');
  const removed = { datum: 'dinas-pupr.63.11.01.2025.irigasi' };
  const { status } = await lookUp(visitors, 'a staff of the village').post('/data-skpd/hapus', removed);
  expect(status).toBe(404);
});
