import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { officePassword, officers, signInTimeout, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';
import { tokenOf, type Visitor } from '../support/visitor.ts';

const office = useOffice();
let proposal: Proposal;
beforeAll(async () => {
  proposal = await propose(office().round, { proposal: 'Jembatan gantung', village: '63.11.01.2003' });
});

async function someone(): Promise<Visitor> {
  const one = office().visitor();
  await one.signIn(officers.coordinator.email, officePassword);
  return one;
}

/** Who finds the browser after "Keluar": the cookies are still in it. */
async function isIn(cookies: Record<string, string>): Promise<boolean> {
  const next = office().visitor();
  for (const [name, value] of Object.entries(cookies)) next.setCookie(name, value);
  return (await next.get('/usulan')).status === 200;
}

/** Signs out while something else of the same browser is under way. @returns whether the session lives on */
async function livesOn(under: (ani: Visitor, token: string) => Promise<unknown>): Promise<boolean> {
  const ani = await someone();
  const cookies = ani.cookies();
  const token = tokenOf((await ani.get(`/usulan/${proposal._id}`)).text);
  await ani.post(`/usulan/${proposal._id}/catatan`, { note: `Catatan ${Math.random()}` }, { token });
  const [out] = await Promise.all([ani.post('/keluar', {}, { token }), under(ani, token)]);
  expect(out.location).toBe('/masuk');
  return isIn(cookies);
}

const often = 5;
async function howOften(under: Parameters<typeof livesOn>[0]) {
  let lived = 0;
  for (let n = 0; n < often; n += 1) if (await livesOn(under)) lived += 1;
  return lived;
}

describe('whoever has signed out', { timeout: signInTimeout }, () => {
  it('is out where nothing else was under way', async () => {
    expect(await livesOn(async () => {})).toBe(false);
  });

  it('is out, though a form of the same browser was still under way (expressjs/session#632)', async () => {
    const lived = await howOften((ani, token) =>
      ani.post(`/usulan/${proposal._id}/catatan`, { note: `Lagi ${Math.random()}` }, { token }),
    );
    expect(lived).toBe(0);
  });

  it('is out, though a page that tells once what was done was still drawn (tj/connect-redis#328)', async () => {
    expect(await howOften((ani) => ani.get(`/usulan/${proposal._id}`))).toBe(0);
  });
});

describe('whoever signs in', { timeout: signInTimeout }, () => {
  it('in a second window, where the first has signed in, goes on there and reads who is in (getodk/central-frontend#362)', async () => {
    const ani = office().visitor();
    const windows = [await ani.get('/masuk'), await ani.get('/masuk')];
    const signIn = (window: number, back: string) =>
      ani.post(
        '/masuk',
        { email: officers.coordinator.email, password: officePassword, back },
        { token: tokenOf(windows[window]?.text ?? '') },
      );
    expect(await signIn(0, '/usulan')).toMatchObject({ status: 303, location: '/usulan' });
    expect(await signIn(1, '/jawaban')).toMatchObject({ status: 303, location: '/jawaban' });
    expect((await ani.get('/jawaban')).text).toContain('Di peramban ini Ani Rahmawati sudah masuk');
    expect(await signIn(1, '//evil.example')).toMatchObject({ status: 303, location: '/' });
  });

  it.each([
    ['/usulan/daftar.xlsx?rembuk=2026&kecamatan=63.11.01', '/usulan?rembuk=2026&kecamatan=63.11.01'],
    ['/peserta/tautan.pdf?kecamatan=63.11.01', '/peserta?kecamatan=63.11.01'],
    ['/kesepakatan.xlsx?rembuk=2026', '/?rembuk=2026'],
    ['/kesepakatan.xlsx', '/'],
    ['/surat/2026.1/surat.pdf', '/surat/2026.1'],
    ['/usulan/2026.pdf.1', '/usulan/2026.pdf.1'],
  ])('to have %s is led to %s: a file leaves a browser where it is', async (back, to) => {
    const ani = office().visitor();
    const { text } = await ani.get('/masuk');
    const fields = { email: officers.coordinator.email, password: officePassword, back };
    expect((await ani.post('/masuk', fields, { token: tokenOf(text) })).location).toBe(to);
  });
});
