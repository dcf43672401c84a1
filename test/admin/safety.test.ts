import { beforeAll, describe, expect, it } from 'vitest';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { openThread } from '../../src/threads/ask.ts';
import { officeMorning, officePassword, officers, signInTimeout, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import { type Answered, tokenOf } from '../support/visitor.ts';

const office = useOffice();
let proposal: Proposal;

beforeAll(async () => {
  proposal = await propose(office().round, { proposal: 'Jembatan gantung RT 04' });
});

const evil = `<script>alert("x")</script><img src=x onerror=alert(1)> "'--> </textarea>`;

/** Text of a page that came from people may stand in it as text only. */
function expectHarmless({ text }: Answered): void {
  expect(text).not.toContain('<script>alert');
  expect(text).not.toContain('<img src=x');
  expect(text).not.toMatch(/"[^"<>]*" onmouseover=/);
}

describe('every page', () => {
  it.each(['/masuk', '/tidak-ada', '/aset/admin.css'])('%s carries the headers of safety', async (path) => {
    const { headers } = await office().visitor().get(path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';media-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('of somebody signed in is kept by no cache', async () => {
    const ani = await office().signedIn('coordinator');
    for (const path of ['/usulan', `/usulan/${proposal._id}`, '/jawaban', '/akun'])
      expect((await ani.get(path)).headers.get('cache-control'), path).toBe('no-store');
  });

  it('holds no script and no style of its own, so the policy can be strict', async () => {
    const hadi = await office().signedIn('admin');
    for (const path of ['/usulan', `/usulan/${proposal._id}`, '/jawaban', '/peserta', '/pengguna']) {
      const { text } = await hadi.get(path);
      expect(text, path).not.toMatch(/<script(?![^>]* src="\/aset\/)|<style| style=| on[a-z]+="/);
    }
  });
});

describe('a session', { timeout: signInTimeout }, () => {
  it('has a cookie that scripts cannot read and other sites do not send', async () => {
    const { headers } = await office().visitor().signIn(officers.staff.email, officePassword);
    const cookie = headers.getSetCookie().find((one) => one.startsWith('rembuk=')) ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
  });

  it('is not begun by looking at the sign-in form, which is guarded all the same', async () => {
    const sessions = ProposalModel.db.collection('sessions');
    const before = await sessions.countDocuments();
    const person = office().visitor();
    for (let n = 0; n < 5; n += 1) await person.get('/masuk');
    expect(Object.keys(person.cookies())).toEqual(['rembuk-form']);
    expect(await sessions.countDocuments()).toBe(before);
    const fields = { email: officers.staff.email, password: officePassword };
    const { token } = { token: tokenOf((await office().visitor().get('/masuk')).text) };
    // The token of another page's cookie.
    expect((await person.post('/masuk', fields, { token })).status).toBe(403);
  });

  it('ends for good twelve hours after the sign-in, however much it is used', async () => {
    const { clock } = office();
    const person = office().visitor();
    await person.signIn(officers.staff.email, officePassword);
    for (let hour = 1; hour <= 12; hour += 1) {
      clock.now = new Date(officeMorning.getTime() + hour * 3_600_000);
      expect((await person.get('/usulan')).status).toBe(200);
    }
    clock.now = new Date(officeMorning.getTime() + 12.1 * 3_600_000);
    expect((await person.get('/usulan')).status).toBe(303);
    clock.now = officeMorning;
  });

  it('gets a new id at the sign-in, so that one planted before is worth nothing', async () => {
    const attacker = office().visitor();
    await attacker.signIn(officers.staff.email, officePassword);
    await attacker.post('/keluar');
    const planted = attacker.cookies().rembuk ?? '';
    const victim = office().visitor();
    victim.setCookie('rembuk', planted);
    await victim.signIn(officers.staff.email, officePassword);
    expect(victim.cookies().rembuk).not.toBe(planted);
    attacker.setCookie('rembuk', planted);
    expect((await attacker.get('/usulan')).status).toBe(303);
  });

  it('ends at the sign-out, also for a copy of its cookie', async () => {
    const person = office().visitor();
    await person.signIn(officers.staff.email, officePassword);
    const copy = office().visitor();
    copy.setCookie('rembuk', person.cookies().rembuk ?? '');
    expect((await copy.get('/usulan')).status).toBe(200);
    await person.post('/keluar');
    expect((await copy.get('/usulan')).status).toBe(303);
  });

  it('ends on every other device when the password is changed', async () => {
    const [desk, phone] = [office().visitor(), office().visitor()];
    await desk.signIn(officers.staff.email, officePassword);
    await phone.signIn(officers.staff.email, officePassword);
    const next = 'pasir putih di Meratus';
    const wrong = await desk.post('/akun/sandi', { present: 'bukan ini', next });
    expect([wrong.status, wrong.text.includes('tidak cocok')]).toEqual([422, true]);
    const short = await desk.post('/akun/sandi', { present: officePassword, next: 'pendek' });
    expect([short.status, short.text.includes('terlalu pendek')]).toEqual([422, true]);
    expect((await phone.get('/usulan')).status).toBe(200);

    expect((await desk.post('/akun/sandi', { present: officePassword, next })).status).toBe(303);
    expect((await phone.get('/usulan')).status).toBe(303);
    expect((await desk.get('/usulan')).status).toBe(200);
    expect((await phone.signIn(officers.staff.email, officePassword)).status).toBe(401);
    expect((await phone.signIn(officers.staff.email, next)).status).toBe(303);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ])('never leads on to %s after the sign-in', async (back) => {
    const person = office().visitor();
    const { location } = await person.post(
      '/masuk',
      { email: officers.coordinator.email, password: officePassword, back },
      { from: '/masuk' },
    );
    expect(location).toBe('/');
  });

  it('leads on to the page of ours that was asked for', async () => {
    const { location } = await office()
      .visitor()
      .post(
        '/masuk',
        { email: officers.coordinator.email, password: officePassword, back: '/jawaban' },
        { from: '/masuk?kembali=%2Fjawaban' },
      );
    expect(location).toBe('/jawaban');
  });
});

describe('a form without the token of its session', () => {
  it.each([
    ['none', null],
    ['of somebody else', 'f00'.repeat(40)],
  ])('is refused: %s', async (_what, token) => {
    const ani = await office().signedIn('coordinator');
    const fields = { revision: 0, issue: 'ipm' };
    const { status, text } = await ani.post(`/usulan/${proposal._id}/masalah`, fields, { token });
    expect([status, text.includes('Formulir sudah kedaluwarsa')]).toEqual([403, true]);
    expect((await reread(proposal)).revision).toBe(0);
  });

  it('is refused for the sign-in and the sign-out too', async () => {
    const person = office().visitor();
    const { email } = officers.coordinator;
    expect((await person.post('/masuk', { email, password: officePassword }, { token: null })).status).toBe(
      403,
    );
    const ani = await office().signedIn('coordinator');
    expect((await ani.post('/keluar', {}, { token: null })).status).toBe(403);
    expect((await ani.get('/usulan')).status).toBe(200);
  });
});

describe('what people write', () => {
  it('stands on the pages as text, whatever it is', async () => {
    const nasty = await propose(office().round, {
      proposal: evil,
      problem: evil,
      place: { landmark: evil },
      said: { primary: 'ipm', confidence: 0.9, because: ['script', '<img', '(('] },
    });
    await ParticipantModel.updateOne({ _id: nasty.participant }, { $set: { name: evil, unreachable: [] } });
    const { participant } = nasty;
    const asked = await openThread({ participant, round: '2026', words: evil, at: officeNow() });
    const ani = await office().signedIn('coordinator');
    const decided = await ani.post(`/usulan/${nasty._id}/keputusan`, {
      revision: 0,
      outcome: 'accepted',
      sentence: evil,
    });
    expect(decided.status).toBe(303);
    for (const path of [
      '/usulan',
      `/usulan/${nasty._id}`,
      '/jawaban',
      '/tanya-jawab',
      `/tanya-jawab/${asked}`,
      `/usulan?cari=${encodeURIComponent(evil)}`,
    ]) {
      const page = await ani.get(path);
      expect(page.status, path).toBe(200);
      expect(page.text, path).toContain('&lt;script>');
      expectHarmless(page);
    }
  });

  it('stands so in a form that comes back too', async () => {
    const hadi = await office().signedIn('admin');
    const page = await hadi.post('/pengguna', { name: evil, email: `"${evil}`, role: 'staff', password: '' });
    expect(page.status).toBe(422);
    expectHarmless(page);
    const person = office().visitor();
    const failed = await person.post(
      '/masuk',
      { email: evil, password: evil, back: evil },
      { from: '/masuk' },
    );
    expect(failed.status).toBe(401);
    expectHarmless(failed);
  });
});

describe('addresses and fields that nobody types by chance', () => {
  it.each([
    '/usulan?halaman=-1',
    '/usulan?halaman=1e9',
    '/usulan?halaman=abc',
    '/usulan?issue[$ne]=&masalah[$ne]=x',
    '/usulan?status[$gt]=&kecamatan[$regex]=.*',
    '/usulan?cari[$where]=1&cari=(((&desa=../../x',
    '/usulan?masalah=__proto__&status=constructor',
    `/usulan?cari=${'%F0%9F%9A%9C'.repeat(60)}`,
    '/usulan?cari=%00%01',
  ])('%s shows the list, narrowed by what fits', async (path) => {
    const ani = await office().signedIn('coordinator');
    let answer = await ani.get(path);
    if (answer.status === 303) answer = await ani.get(answer.location ?? '');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Usulan Rembuk Remas 2026');
  });

  it.each([
    '/usulan/tidak-ada',
    '/usulan/__proto__',
    '/usulan/%5B$ne%5D',
    `/usulan/${'x'.repeat(500)}`,
    '/usulan/..%2f..%2fetc%2fpasswd',
    '/aset/..%2f..%2fapp.ts',
    '/aset/../app.ts',
    '/aset/styles/base.css',
  ])('%s is not found', async (path) => {
    const { status, text } = await (await office().signedIn('coordinator')).get(path);
    expect([status, text.includes('Tidak ditemukan')]).toEqual([404, true]);
  });

  it.each([-1, 0, 2, 'x', '1e3'])('photo %s of a proposal without photos is not found', async (number) => {
    const ani = await office().signedIn('coordinator');
    expect((await ani.get(`/usulan/${proposal._id}/foto/${number}`)).status).toBe(404);
  });

  it('an operator in a field is no field', async () => {
    const ani = await office().signedIn('coordinator');
    const variant = `/usulan/${proposal._id}/masalah`;
    const injected = await ani.post(variant, { revision: 0, 'issue[$ne]': 'ipm' });
    expect(injected.status).toBe(422);
    expect((await ani.post(variant, { revision: 0, issue: ['ipm', 'kemiskinan'] })).status).toBe(422);
    expect((await ani.post(variant, { revision: 0, issue: '__proto__' })).status).toBe(422);
    expect((await ani.post('/peserta/konfirmasi', { 'participant[$ne]': '' })).status).toBe(400);
    const person = office().visitor();
    const fields = { 'email[$ne]': '', 'password[$ne]': '' };
    expect((await person.post('/masuk', fields, { from: '/masuk' })).status).toBe(401);
    expect((await reread(proposal)).revision).toBe(0);
  });

  it('what is too large, broken or failing is said plainly, and nothing of the service is told', async () => {
    const ani = await office().signedIn('coordinator');
    const large = await ani.post('/akun/sandi', { present: 'x'.repeat(200_000), next: 'y' });
    expect([large.status, large.text.includes('Isian terlalu besar')]).toEqual([413, true]);
    expect((await ani.get('/usulan/%E0%A4%A')).status).toBe(400);

    const broken = await propose(office().round, { proposal: 'Tidak dapat dibaca' });
    await ProposalModel.collection.updateOne({ code: broken.code }, { $set: { history: 'not a list' } });
    const failed = await ani.get(`/usulan/${broken._id}`);
    expect(failed.status).toBe(500);
    expect(failed.text).toMatch(/Nomor kejadian: [0-9a-f]{8}/);
    expect(failed.text).not.toMatch(/TypeError|at .*\.tsx?:|node_modules|not a function/);
    await ProposalModel.collection.deleteOne({ code: broken.code });
  });
});

describe('two coordinators at once', () => {
  const decision = (revision: number, sentence: string) => ({ revision, outcome: 'accepted', sentence });

  it('the second is told, keeps what they wrote, and can save it after reading', async () => {
    const shared = await propose(office().round, { proposal: 'Pasar malam' });
    const [ani, hadi] = [await office().signedIn('coordinator'), await office().signedIn('admin')];
    const variant = `/usulan/${shared._id}/keputusan`;
    expect((await ani.post(variant, decision(0, 'Kata Ani.'))).status).toBe(303);
    const told = await hadi.post(variant, decision(0, 'Kata Hadi.'));
    expect(told.status).toBe(409);
    expect(told.text).toContain('baru saja diubah orang lain');
    expect(told.text).toContain('Kata Ani.');
    expect(told.text).toContain('Kata Hadi.</textarea>');
    expect((await reread(shared)).decision?.sentence).toBe('Kata Ani.');
    expect((await hadi.post(variant, decision(1, 'Kata Hadi.'))).status).toBe(303);
    expect((await reread(shared)).decision?.by).toBe(officers.admin.email);
  });

  it('of two who press at the same moment one wins', async () => {
    const shared = await propose(office().round, { proposal: 'Gudang padi' });
    const [ani, hadi] = [await office().signedIn('coordinator'), await office().signedIn('admin')];
    const variant = `/usulan/${shared._id}/keputusan`;
    const answers = await Promise.all([
      ani.post(variant, decision(0, 'Satu.')),
      hadi.post(variant, decision(0, 'Dua.')),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await reread(shared)).history.filter((change) => change.what === 'decision')).toHaveLength(1);
  });

  it('an answer changed after it was read for release stays', async () => {
    const shared = await propose(office().round, { proposal: 'Lapangan voli' });
    const ani = await office().signedIn('coordinator');
    await ani.post(`/usulan/${shared._id}/keputusan`, decision(0, 'Pertama.'));
    await ani.post(`/usulan/${shared._id}/keputusan`, decision(1, 'Kedua.'));
    const hadi = await office().signedIn('admin');
    await hadi.post('/jawaban/kirim', { answers: `${shared._id}:1` });
    expect((await hadi.get('/jawaban')).text).toContain('0 jawaban dilepas; 1 tidak');
    expect((await reread(shared)).decision?.releasedAt).toBeUndefined();
    await hadi.post('/jawaban/kirim', { answers: `${shared._id}:2` });
    const released = await reread(shared);
    expect(released).toMatchObject({ status: 'accepted', decision: { sentence: 'Kedua.' } });
    const late = await ani.post(`/usulan/${shared._id}/tarik`, { revision: released.revision });
    expect(late.status).toBe(409);
  });
});

describe('guessing passwords', { timeout: signInTimeout }, () => {
  it('takes ever longer, for the right password too, and says how long', async () => {
    const { email } = officers.local;
    const guesser = office().visitor();
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await guesser.signIn(email, `tebakan nomor ${n}`)).status);
    expect(statuses.at(-1)).toBe(429);
    const refused = await guesser.signIn(email, officePassword);
    expect([refused.status, refused.text.includes('Terlalu banyak percobaan. Tunggu')]).toEqual([429, true]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('tells nobody who has an account: both are slowed down alike', async () => {
    const tries = async (email: string) => {
      const guesser = office().visitor();
      const answers = [];
      for (let n = 0; n < 6; n += 1) answers.push(await guesser.signIn(email, `tebakan nomor ${n}`));
      return answers.map(({ status, text }) => [
        status,
        text.replaceAll(email, '').replaceAll(/value="[^"]*"/g, ''),
      ]);
    };
    expect(await tries('nobody@balangan.example')).toEqual(await tries(officers.coordinator.email));
  });
});

const officeNow = () => office().clock.now;
