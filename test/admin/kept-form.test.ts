import { describe, expect, it } from 'vitest';
import { SessionModel } from '../../src/admin/shell/session.model.ts';
import { officePassword, officers, signInTimeout, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import { tokenOf, type Visitor } from '../support/visitor.ts';

const office = useOffice();
const sentence = 'Anggaran 2027 sudah penuh; ajukan lagi tahun depan.';

/** Somebody who opened the form of a proposal and wrote for so long that their session was over. */
async function wroteTooLong(officer: 'coordinator' | 'local'): Promise<{ who: Visitor; id: string }> {
  const proposal = await propose(office().round, { proposal: 'Jembatan gantung' });
  const who = office().visitor();
  await who.signIn(officers[officer].email, officePassword);
  const page = (await who.get(`/usulan/${proposal._id}`)).text;
  const [, mark = ''] = page.match(/name="_for" value="([^"]+)"/) ?? [];
  const [, token = ''] = page.match(/name="_csrf" value="([^"]+)"/) ?? [];
  await SessionModel.deleteMany({});
  const fields = {
    revision: 0,
    outcome: 'rejected',
    'reason-rejected': 'di-luar-kemampuan',
    sentence,
    _for: mark,
  };
  const { status, location } = await who.post(`/usulan/${proposal._id}/keputusan`, fields, { token });
  expect([status, location]).toEqual([303, '/masuk?kembali=%2Flanjutkan']);
  return { who, id: proposal._id };
}

const signIn = (who: Visitor, email: string) =>
  who.get('/masuk').then(async ({ text }) => {
    const [, token = ''] = text.match(/name="_csrf" value="([^"]+)"/) ?? [];
    return who.post('/masuk', { email, password: officePassword, back: '/lanjutkan' }, { token });
  });

describe('a form that is sent after the session is over', { timeout: signInTimeout }, () => {
  it('is given back filled after the sign-in, and then is sent', async () => {
    const { who, id } = await wroteTooLong('coordinator');
    expect((await signIn(who, officers.coordinator.email)).location).toBe('/lanjutkan');
    // It is the very form, on its own page.
    expect((await who.get('/lanjutkan')).location).toBe(`/usulan/${id}#keputusan`);
    const page = (await who.get(`/usulan/${id}`)).text;
    expect(page).toContain(`${sentence}</textarea>`);
    expect(page).toContain(`action="/usulan/${id}/keputusan"`);
    expect(page).toMatch(/name="outcome" value="rejected" checked/);
    expect(page).toContain('Yang Anda tulis sebelumnya dipulihkan');
    const fields = { revision: 0, outcome: 'rejected', 'reason-rejected': 'di-luar-kemampuan', sentence };
    expect((await who.post(`/usulan/${id}/keputusan`, fields, { from: `/usulan/${id}` })).status).toBe(303);
    expect((await reread({ _id: id })).decision?.sentence).toBe(sentence);
    // Once it is done it is kept no more.
    expect((await who.get('/lanjutkan')).location).toBe('/');
    expect((await who.get(`/usulan/${id}`)).text).not.toContain('dipulihkan</p>');
  });

  it('is shown with what others have done meanwhile', async () => {
    const { who, id } = await wroteTooLong('coordinator');
    const hadi = await office().signedIn('admin');
    const theirs = { revision: 0, outcome: 'accepted', sentence: 'Masuk daftar.' };
    expect((await hadi.post(`/usulan/${id}/keputusan`, theirs)).status).toBe(303);
    await signIn(who, officers.coordinator.email);
    const { status, text } = await who.get(`/usulan/${id}`);
    expect(status).toBe(200);
    for (const words of ['baru saja diubah orang lain', 'Masuk daftar.', `${sentence}</textarea>`])
      expect(text).toContain(words);
  });

  it('of a page that cannot show it again stands on a page of its own', async () => {
    const proposal = await propose(office().round, { proposal: 'Jembatan gantung' });
    const who = office().visitor();
    await who.signIn(officers.coordinator.email, officePassword);
    const page = (await who.get(`/usulan/${proposal._id}`)).text;
    const [, mark = ''] = page.match(/name="_for" value="([^"]+)"/) ?? [];
    await SessionModel.deleteMany({});
    const note = 'Sudah ditelepon, orangnya sedang di kebun.';
    await who.post(`/usulan/${proposal._id}/catatan`, { note, _for: mark }, { token: tokenOf(page) });
    await signIn(who, officers.coordinator.email);
    const { text } = await who.get('/lanjutkan');
    expect(text).toContain(note);
    expect(text).toContain(`action="/usulan/${proposal._id}/catatan"`);
  });

  it('is not lost where its sender has signed out and in again in another tab meanwhile', async () => {
    const { _id: id } = await propose(office().round, { proposal: 'Jembatan gantung' });
    const who = office().visitor();
    await who.signIn(officers.coordinator.email, officePassword);
    const page = (await who.get(`/usulan/${id}`)).text;
    const [, mark = ''] = page.match(/name="_for" value="([^"]+)"/) ?? [];
    await who.post('/keluar');
    await who.signIn(officers.coordinator.email, officePassword);
    const fields = { revision: 0, outcome: 'rejected', 'reason-rejected': 'di-luar-kemampuan', sentence };
    const old = { token: tokenOf(page) };
    const unmarked = await who.post(`/usulan/${id}/keputusan`, fields, old);
    expect(unmarked.status).toBe(403);
    const sent = await who.post(`/usulan/${id}/keputusan`, { ...fields, _for: mark }, old);
    expect([sent.status, sent.location]).toEqual([303, '/lanjutkan']);
    const { location } = await who.get('/lanjutkan');
    const given = (await who.get(location ?? '')).text;
    expect(given).toContain(`${sentence}</textarea>`);
    expect((await reread({ _id: id })).decision).toBeUndefined();
    expect((await who.post(`/usulan/${id}/keputusan`, fields, { from: `/usulan/${id}` })).status).toBe(303);
    expect((await reread({ _id: id })).decision?.sentence).toBe(sentence);
  });

  it('is kept whatever a list holds that one page shows: 150 proposals, each with a reason (BroadleafCommerce/BroadleafCommerce#356)', async () => {
    const who = office().visitor();
    await who.signIn(officers.coordinator.email, officePassword);
    const page = (await who.get('/tahapan')).text;
    const [, mark = ''] = page.match(/name="_for" value="([^"]+)"/) ?? [];
    await SessionModel.deleteMany({});
    const rows = Array.from({ length: 150 }, (_, row) => [
      [`proposal-${row}`, `2026.2dff4c7c-17dc-492e-98f6-effcb09397b0.${row}:3`],
      [`rank-${row}`, String(row + 1)],
      [`reason-${row}`, `Lahan ${row} masih milik warga dan belum dihibahkan ke desa, jadi ditunda dahulu.`],
    ]).flat();
    await who.post(
      '/tahapan?rembuk=2026',
      { ...Object.fromEntries(rows), _for: mark },
      { token: tokenOf(page) },
    );
    await signIn(who, officers.coordinator.email);
    expect((await who.get('/lanjutkan')).text).toContain('Lahan 149 masih milik warga');
  });

  it('and brings a file asks for it again, and says that it did not come through', async () => {
    const who = office().visitor();
    const send = async (page: string) => {
      const form = new FormData();
      form.set('_csrf', tokenOf(page));
      form.set('_for', page.match(/name="_for" value="([^"]+)"/)?.[1] ?? '');
      form.set('file', new File(['Nama;Desa'], 'peserta.csv'));
      const { status, headers } = await who.fetch('/peserta/impor', { method: 'POST', body: form });
      return [status, headers.get('location')];
    };
    await who.signIn(officers.staff.email, officePassword);
    const page = (await who.get('/peserta/impor')).text;
    await SessionModel.deleteMany({});
    expect(await send(page)).toEqual([303, '/masuk?kembali=%2Fpeserta%2Fimpor&berkas=lagi']);
    expect((await who.get('/masuk?kembali=%2Fpeserta%2Fimpor&berkas=lagi')).text).toContain(
      'Pilih berkasnya sekali lagi',
    );
    // The same where they have signed in anew in another window.
    await who.signIn(officers.staff.email, officePassword);
    expect(await send(page)).toEqual([303, '/peserta/impor']);
    expect((await who.get('/peserta/impor')).text).toContain('Pilih berkasnya sekali lagi');
  });

  it('is given back to nobody else who signs in at the same browser', async () => {
    const { who } = await wroteTooLong('local');
    await signIn(who, officers.coordinator.email);
    const { status, location, text } = await who.get('/lanjutkan');
    expect([status, location, text.includes(sentence)]).toEqual([303, '/', false]);
  });

  it('is not kept of somebody who was never here', async () => {
    const stranger = office().visitor();
    const { status } = await stranger.post(
      '/usulan/x/keputusan',
      { sentence, _for: 'made.up' },
      { token: null },
    );
    expect(status).toBe(403);
    await signIn(stranger, officers.coordinator.email);
    expect((await stranger.get('/lanjutkan')).location).toBe('/');
  });
});

describe('a round that is changed for too long', { timeout: signInTimeout }, () => {
  it('is given back in its own form', async () => {
    const siti = office().visitor();
    await siti.signIn(officers.staff.email, officePassword);
    const page = (await siti.get('/rembuk/2026/ubah')).text;
    const [, mark = ''] = page.match(/name="_for" value="([^"]+)"/) ?? [];
    await SessionModel.deleteMany({});
    await siti.post('/rembuk/2026/ubah', { name: 'Rembuk Juai', _for: mark }, { token: tokenOf(page) });
    await signIn(siti, officers.staff.email);
    expect((await siti.get('/lanjutkan')).location).toBe('/rembuk/2026/ubah');
    expect((await siti.get('/rembuk/2026/ubah')).text).toContain('value="Rembuk Juai"');
  });
});

describe('an answer that is typed while the issue is named', () => {
  it('goes along without scripts, and stands in its form again; a saved one is not called unsaved', async () => {
    const proposal = await propose(office().round, { proposal: 'Jembatan gantung' });
    const ani = await office().signedIn('coordinator');
    const typed = { outcome: 'rejected', 'reason-rejected': 'di-luar-kemampuan', sentence };
    const issue = { revision: 0, ...typed, issue: 'ipm' };
    const { location } = await ani.post(`/usulan/${proposal._id}/masalah?perlu=putusan`, issue);
    const page = (await ani.get(location ?? '')).text;
    expect(page).toContain('Masalah makro tersimpan.');
    expect(page).toContain(`${sentence}</textarea>`);
    expect(page).toContain('Yang Anda tulis sebelumnya dipulihkan');
    expect(page).toMatch(/name="outcome" value="rejected" checked/);
    const unknown = await ani.post(`/usulan/${proposal._id}/masalah`, { ...issue, revision: 1, issue: 'x' });
    expect([unknown.status, unknown.text.includes(`${sentence}</textarea>`)]).toEqual([422, true]);
    const stale = await ani.post(`/usulan/${proposal._id}/masalah`, issue);
    expect([stale.status, stale.text.includes(`${sentence}</textarea>`)]).toEqual([409, true]);
    const answer = `/usulan/${proposal._id}/keputusan?perlu=putusan`;
    expect((await ani.post(answer, { revision: 1, ...typed })).status).toBe(303);
    await ani.post(`/usulan/${proposal._id}/masalah`, { ...typed, revision: 2, issue: 'kemiskinan' });
    expect((await ani.get(`/usulan/${proposal._id}`)).text).toMatch(/data-restored[^>]*hidden/);
    expect(await reread(proposal)).toMatchObject({ issue: 'kemiskinan', decision: { sentence } });
  });
});

describe("a browser's Back or a reload at the address of a form", () => {
  it.each([
    ['/peserta/konfirmasi', '/peserta'],
    ['/akun/sandi', '/akun'],
    ['/model/latih', '/model'],
    ['/rembuk/2026/buka', '/rembuk/2026'],
    ['/indikator/tarik', '/indikator'],
  ])('%s leads to %s and to no error', async (path, page) => {
    const { status, location } = await (await office().signedIn('admin')).get(path);
    expect([status, location]).toEqual([303, page]);
  });
});
