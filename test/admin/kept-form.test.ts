import { describe, expect, it } from 'vitest';
import { SessionModel } from '../../src/admin/shell/session.model.ts';
import { officePassword, officers, signInTimeout, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import type { Visitor } from '../support/visitor.ts';

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
    const page = (await who.get('/lanjutkan')).text;
    expect(page).toContain(sentence);
    expect(page).toContain(`action="/usulan/${id}/keputusan"`);
    expect(page).toContain('name="outcome" value="rejected"');
    const fields = { revision: 0, outcome: 'rejected', 'reason-rejected': 'di-luar-kemampuan', sentence };
    expect((await who.post(`/usulan/${id}/keputusan`, fields, { from: '/lanjutkan' })).status).toBe(303);
    expect((await reread({ _id: id })).decision?.sentence).toBe(sentence);
    // Once it is done it is kept no more.
    expect((await who.get('/lanjutkan')).location).toBe('/');
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
