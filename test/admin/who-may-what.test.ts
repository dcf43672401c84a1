import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { openThread } from '../../src/threads/ask.ts';
import type { ThreadId } from '../../src/threads/thread.model.ts';
import { UserModel } from '../../src/users/user.model.ts';
import { type Officer, officeMorning, officers, signInTimeout, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import { officeRoutes } from '../support/routes.ts';
import type { FormFields } from '../support/visitor.ts';

const office = useOffice();

/** One proposal in the village Juai, where both limited coordinators work, and one in Paringin, where they do not. */
let inJuai: Proposal;
let inParingin: Proposal;
/** A question from Juai that was given to no SKPD. */
let asked: ThreadId;

beforeAll(async () => {
  const { round } = office();
  inJuai = await propose(round, { proposal: 'Jembatan gantung', village: '63.11.01.2003' });
  const { participant } = inJuai;
  const question = { participant, round: round._id, words: 'Kapan dibangun?', at: officeMorning };
  asked = (await openThread(question)) ?? '';
  inParingin = await propose(round, { proposal: 'Pasar pagi', village: '63.11.06.2005' });
});

/** Every page and form of the office, and the officers to whom it is open. */
/** With somebody of an SKPD, who sees what was given to it and the own account, and nothing else. */
const all: Officer[] = ['staff', 'local', 'village', 'coordinator', 'admin', 'skpd'];
const everybody: Officer[] = ['staff', 'local', 'village', 'coordinator', 'admin'];
const reviewers: Officer[] = ['local', 'village', 'coordinator', 'admin'];
const enterers: Officer[] = ['staff', 'admin'];
/** What is confirmed is read in all kecamatan. */
const confirmers: Officer[] = ['coordinator', 'admin'];
const admins: Officer[] = ['admin'];
/** The classifier learns from all villages, so nobody of a part of the district. */
const trainers: Officer[] = ['coordinator', 'admin'];

const pages: [path: string, open: Officer[]][] = [
  ['/rembuk', everybody],
  ['/rembuk/2026', everybody],
  ['/rembuk/baru', enterers],
  ['/rembuk/2026/ubah', enterers],
  ['/rembuk/2026/tutup', enterers],
  ['/rembuk/2026/undangan', everybody],
  ['/rembuk/2026/undangan/tak-jelas', everybody],
  ['/rembuk/2026/undangan/percobaan', enterers],
  ['/rembuk/2026/sunyi', everybody],
  ['/rembuk/2026/berita-acara', everybody],
  ['/surat', everybody],
  ['/desa', everybody],
  ['/rembuk/2026/sunyi/telepon.xlsx', enterers],
  ['/rembuk/2026/sunyi/telepon.pdf?kecamatan=63.11.01', enterers],
  ['/', all],
  ['/tanya-jawab', all],
  ['/data-skpd', all],
  ['/usulan', everybody],
  ['/usulan/daftar.xlsx', everybody],
  ['/peta', everybody],
  ['/simulator', everybody],
  ['/usulan/:juai', everybody],
  ['/putuskan', reviewers],
  ['/lanjutkan', all],
  ['/jawaban', reviewers],
  ['/tahapan', reviewers],
  ['/peserta', everybody],
  ['/peserta/impor', enterers],
  ['/realisasi', everybody],
  ['/realisasi/impor', everybody],
  ['/indikator', admins],
  ['/antrean', admins],
  ['/pengguna', admins],
  ['/jejak', admins],
  ['/akun', all],
];

/** Forms with fields that fit nothing, so that those who may are told of the fields, not of their rights. */
const forms: [path: string, open: Officer[]][] = [
  ['/usulan/:juai/masalah', reviewers],
  ['/usulan/:juai/keputusan', reviewers],
  ['/usulan/:juai/tarik', reviewers],
  ['/usulan/:juai/tarik-lepas', reviewers],
  ['/usulan/:juai/petugas', reviewers],
  ['/usulan/:juai/catatan', everybody],
  ['/usulan/bersama/jawab', reviewers],
  ['/usulan/bersama/masalah', reviewers],
  ['/usulan/bersama/tugas', reviewers],
  ['/surat', reviewers],
  ['/tahapan', reviewers],
  ['/tahapan/periksa/tidak-ada', reviewers],
  ['/tahapan/berkas', reviewers],
  ['/tahapan/bobot', trainers],
  ['/usulan/:juai/rekomendasi', reviewers],
  ['/jawaban/periksa', reviewers],
  ['/jawaban/kirim', reviewers],
  ['/jawaban/tarik', reviewers],
  ['/jawaban/telepon', reviewers],
  ['/rembuk/baru', enterers],
  ['/rembuk/2026/ubah', enterers],
  ['/rembuk/2026/surat', enterers],
  ['/rembuk/2026/undangan', enterers],
  ['/rembuk/2026/undangan/9/jeda', enterers],
  ['/rembuk/2026/undangan/9/lanjut', enterers],
  ['/rembuk/2026/undangan/9/batal', enterers],
  ['/rembuk/2026/undangan/tak-jelas/sampai', enterers],
  ['/rembuk/2026/undangan/tak-jelas/ulang', enterers],
  ['/rembuk/2026/undangan/tak-jelas/kirim', enterers],
  ['/rembuk/2026/undangan/percobaan', enterers],
  ['/rembuk/2019/undangan/percobaan/lepas', enterers],
  ['/rembuk/2019/tutup', enterers],
  ['/rembuk/2019/buka', enterers],
  ['/peserta/konfirmasi', everybody],
  ['/peserta/tolak', everybody],
  ['/peserta/tarik', everybody],
  ['/peserta/tautan-baru', enterers],
  ['/peserta/orang/tidak-ada/chat', enterers],
  ['/peserta/orang/tidak-ada/tautan-baru', enterers],
  ['/data-skpd', all],
  ['/data-skpd/berkas', all],
  ['/data-skpd/tarik', confirmers],
  ['/data-skpd/hapus', all],
  ['/tanya-jawab/:asked/jawab', all],
  ['/tanya-jawab/:asked/serahkan', everybody],
  ['/tanya-jawab/:asked/buka', everybody],
  ['/tanya-jawab/:asked/selesai', everybody],
  ['/peserta/impor/tidak-ada', enterers],
  ['/realisasi/cocok', everybody],
  ['/realisasi/kode', everybody],
  ['/realisasi/lepas', everybody],
  ['/realisasi/sampaikan', ['coordinator', 'admin']],
  ['/realisasi/impor/tidak-ada', everybody],
  ['/indikator/konfirmasi', admins],
  ['/indikator/tarik', admins],
  ['/antrean/ulangi', admins],
  ['/antrean/buang', admins],
  ['/pengguna', admins],
  ['/pengguna/sandi', admins],
  ['/pengguna/cabut', admins],
  ['/akun/sandi', all],
  ['/tampilan', all],
];

/** Addresses below those: with ids of nothing, so that those who may are told that it is not there, or how it is used. */
const below: [path: string, open: Officer[]][] = [
  ['get /tanya-jawab/tidak-ada', all],
  ['get /data-skpd/contoh.xlsx', all],
  ['post /data-skpd/konfirmasi', confirmers],
  ['get /rembuk/2026/surat.pdf', everybody],
  ['get /rembuk/2026/berita-acara.pdf', everybody],
  ['get /desa/63.11.01.2003', everybody],
  ['get /desa/63.11.01.2003/lembar.pdf', everybody],
  ['post /desa/63.11.99.2003/kirim', reviewers],
  ['get /surat/2026-9', everybody],
  ['get /surat/2026-9/surat.pdf', everybody],
  ['post /surat/2026-9/jawaban', reviewers],
  ['post /simulator', everybody],
  ['post /simulator/berkas', everybody],
  ['post /rembuk/2026/surat/hapus', enterers],
  ['get /rembuk/2026/undangan/percobaan/telegram', enterers],
  ['get /rembuk/2026/undangan/9', everybody],
  ['get /rembuk/2026/undangan/9/batal', enterers],
  ['post /usulan/saringan', everybody],
  ['post /usulan/saringan/hapus', everybody],
  ['get /usulan/bersama', reviewers],
  ['get /usulan/tidak-ada/serupa', everybody],
  ['get /usulan/tidak-ada/foto/1', everybody],
  ['get /usulan/tidak-ada/suara/problem', everybody],
  ['post /usulan/tidak-ada/suara/problem', everybody],
  ['post /usulan/tidak-ada/suara/problem/urung', everybody],
  ['get /peserta/impor/contoh.csv', enterers],
  ['get /peserta/impor/contoh.xlsx', enterers],
  ['get /peserta/impor/tidak-ada', enterers],
  ['get /peserta/impor/tidak-ada/catatan.xlsx', enterers],
  ['post /peserta/impor', enterers],
  ['get /peserta/daftar', enterers],
  ['get /realisasi/desa/tidak-ada', everybody],
  ['get /realisasi/impor/contoh.xlsx', everybody],
  ['get /realisasi/impor/tidak-ada', everybody],
  ['get /realisasi/impor/tidak-ada/catatan.xlsx', everybody],
  ['post /realisasi/impor', everybody],
  ['post /realisasi/impor/tidak-ada/urung', everybody],
  ['get /peserta/tautan.pdf', enterers],
  ['get /peserta/tautan.xlsx', enterers],
  ['get /peserta/orang/tidak-ada', enterers],
  ['post /peserta/orang/tidak-ada', enterers],
  ['post /peserta/orang/tidak-ada/ganti', enterers],
  ['post /peserta/orang/tidak-ada/stop', enterers],
  ['post /peserta/orang/tidak-ada/lanjut', enterers],
  ['get /kanal', enterers],
  ['get /kanal/whatsapp/kode', enterers],
  ['post /kanal/whatsapp/kode', enterers],
  ['post /kanal/whatsapp/qr', enterers],
  ['get /kanal/whatsapp/putus', enterers],
  ['post /kanal/whatsapp/putus', enterers],
  ['get /kanal/batas', enterers],
  ['post /kanal/batas', enterers],
  ['get /model', trainers],
  ['post /model/pakai', admins],
  ['post /model/lupakan', trainers],
  ['post /model/kata', trainers],
  ['post /model/kata/hapus', trainers],
  ['post /model/latih', trainers],
  ['get /akun/dua-langkah', all],
  ['post /akun/dua-langkah', all],
  ['post /akun/dua-langkah/lepas', all],
  ['post /pengguna/dua-langkah', admins],
  ['get /peserta/orang/tidak-ada/data', enterers],
  ['post /peserta/orang/tidak-ada/data/hapus', enterers],
  ['get /kesepakatan', reviewers],
  ['get /kesepakatan.xlsx', reviewers],
  ['get /tahapan/periksa/tidak-ada', reviewers],
  ['get /tahapan/berkas', reviewers],
  ['get /tahapan/bobot', trainers],
];
const addressOf = (path: string) =>
  path.replace(':juai', encodeURIComponent(inJuai._id)).replace(':asked', encodeURIComponent(asked));
const unfit: FormFields = { answers: 'unfit', revision: 'unfit' };

describe('the tables above', () => {
  /** Signing in and out need no right, and no choice of a language either. */
  const without = ['/periksa', '/masuk', '/masuk/kode', '/keluar', '/bahasa'];
  /** A page reloaded after a form was refused leads on, whoever asks. */
  const leadsOn = [
    '/jawaban/periksa',
    '/jawaban/kirim',
    '/jawaban/tarik',
    '/jawaban/telepon',
    '/usulan/:id/masalah',
    '/usulan/:id/keputusan',
    '/usulan/:id/tarik',
    '/usulan/:id/tarik-lepas',
    '/usulan/:id/suara/:question/urung',
  ];
  const told = [
    ...pages.map(([path]) => `get ${path}`),
    ...forms.map(([path]) => `post ${path}`),
    ...below.map(([path]) => path),
  ].map((address) => address.split('?')[0] ?? '');

  it.each(officeRoutes())('hold $method $path', ({ method, path }) => {
    if (without.includes(path) || (method === 'get' && leadsOn.includes(path))) return;
    const route = new RegExp(`^${method} ${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
    expect(told.some((address) => route.test(address))).toBe(true);
  });
});

describe.each(all)('%s', (officer) => {
  it.each(pages)('at the page %s', async (path, open) => {
    const { status } = await (await office().signedIn(officer)).get(addressOf(path));
    if (open.includes(officer)) expect([200, 303]).toContain(status);
    else expect(status).toBe(403);
  });

  it.each(forms)('at the form %s, sent directly', async (path, open) => {
    const { status } = await (await office().signedIn(officer)).post(addressOf(path), unfit);
    if (open.includes(officer)) expect([400, 404, 422]).toContain(status);
    else expect(status).toBe(403);
  });

  it.each(below)('at %s', async (path, open) => {
    const [method, address = ''] = path.split(' ');
    const visitor = await office().signedIn(officer);
    const { status } = method === 'get' ? await visitor.get(address) : await visitor.post(address, unfit);
    if (open.includes(officer)) expect([200, 303, 400, 404, 422]).toContain(status);
    else expect(status).toBe(403);
  });

  it('is shown the ways open to them only', async () => {
    const from = everybody.includes(officer) ? '/usulan' : '/tanya-jawab';
    const { text } = await (await office().signedIn(officer)).get(from);
    for (const [path, open] of pages.filter(
      ([path]) => !/^\/(usulan|peserta\/|rembuk\/|realisasi\/|lanjutkan)/.test(path),
    ))
      expect(text.includes(`href="${path}"`), path).toBe(open.includes(officer));
  });
});

describe('somebody who has not signed in', () => {
  it.each(pages)('is led from %s to the sign-in and back', async (path) => {
    const { status, location } = await office().visitor().get(addressOf(path));
    expect([status, location]).toEqual([303, `/masuk?kembali=${encodeURIComponent(addressOf(path))}`]);
  });

  it.each(forms)('does nothing by %s, even with a valid token', async (path) => {
    const stranger = office().visitor();
    const { status, location } = await stranger.post(addressOf(path), unfit, { from: '/masuk' });
    expect([status, location]).toEqual([303, '/masuk']);
  });

  it('sees no photo of a proposal', async () => {
    const { status } = await office()
      .visitor()
      .get(`${addressOf('/usulan/:juai')}/foto/1`);
    expect(status).toBe(303);
  });
});

describe('a coordinator of Juai and Halong', () => {
  it('lists, opens and counts their own area only', async () => {
    const budi = await office().signedIn('local');
    const list = await budi.get('/usulan');
    expect(list.text).toContain('Jembatan gantung');
    expect(list.text).not.toContain('Pasar pagi');
    expect(list.text).toContain('1 usulan, 1 belum dijawab');
    expect((await budi.get(`/usulan/${inParingin._id}`)).status).toBe(404);
    expect((await budi.get('/usulan?kecamatan=63.11.06')).text).not.toContain('Pasar pagi');
  });

  it.each([
    ['masalah', { issue: 'ipm' }],
    ['keputusan', { outcome: 'accepted', sentence: 'Ya.' }],
    ['tarik', {}],
  ])('cannot change another area by %s', async (work, fields) => {
    const budi = await office().signedIn('local');
    const { status } = await budi.post(`/usulan/${inParingin._id}/${work}`, { revision: 0, ...fields });
    expect(status).toBe(404);
    expect(await reread(inParingin)).toMatchObject({ revision: 0, issue: 'ketimpangan' });
  });

  it('cannot release the answers of another area', async () => {
    const ani = await office().signedIn('coordinator');
    const decided = await ani.post(`/usulan/${inParingin._id}/keputusan`, {
      revision: 0,
      outcome: 'accepted',
      sentence: 'Disepakati.',
    });
    expect(decided.status).toBe(303);
    const budi = await office().signedIn('local');
    await budi.post('/jawaban/kirim', { answers: `${inParingin._id}:1` });
    expect((await reread(inParingin)).decision?.releasedAt).toBeUndefined();
  });

  it('loses a right at once when their role is changed', async () => {
    const budi = await office().signedIn('local');
    const { email, role } = officers.local;
    await UserModel.updateOne({ _id: email }, { $set: { role: 'staff' } });
    expect((await budi.get('/jawaban')).status).toBe(403);
    await UserModel.updateOne({ _id: email }, { $set: { role } });
    expect((await budi.get('/jawaban')).status).toBe(200);
  });
});

describe('the users an admin keeps', { timeout: signInTimeout }, () => {
  const eko = {
    name: 'Eko',
    email: 'eko@balangan.example',
    role: 'staff',
    reach: 'district',
    password: 'sawah luas di Lampihong',
  };

  it('are added, sign in, are given a new password, and lose their access at once', async () => {
    const hadi = await office().signedIn('admin');
    expect((await hadi.post('/pengguna', eko, { from: '/pengguna' })).status).toBe(303);
    const person = office().visitor();
    expect((await person.signIn(eko.email, eko.password)).status).toBe(303);
    expect((await person.get('/usulan')).status).toBe(200);

    await hadi.post('/pengguna/sandi', { email: eko.email, password: 'kata sandi yang baru' });
    expect((await person.get('/usulan')).status).toBe(303);
    expect((await person.signIn(eko.email, eko.password)).status).toBe(401);
    expect((await person.signIn(eko.email, 'kata sandi yang baru')).status).toBe(303);

    expect((await hadi.post('/pengguna/cabut', { email: eko.email })).status).toBe(303);
    expect((await person.get('/usulan')).status).toBe(303);
  });

  it('never include the admin themselves among those to be removed', async () => {
    const hadi = await office().signedIn('admin');
    expect((await hadi.post('/pengguna/cabut', { email: officers.admin.email })).status).toBe(404);
    expect((await hadi.get('/pengguna')).status).toBe(200);
  });

  it.each([
    ['nothing filled in', {}, ['Tulis namanya', 'alamat surel yang benar', 'salah satu peran']],
    ['a short password', { ...eko, password: 'pendek' }, ['terlalu pendek']],
    ['an address that is taken', { ...eko, email: officers.staff.email }, ['sudah dipakai']],
    ['a role that is none', { ...eko, role: 'raja' }, ['salah satu peran']],
  ])('are not added with %s, and it is said why', async (_what, fields: FormFields, told) => {
    const answer = await (await office().signedIn('admin')).post('/pengguna', fields);
    expect(answer.status).toBe(422);
    for (const words of told) expect(answer.text).toContain(words);
  });
});
