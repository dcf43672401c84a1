import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeRound, findRound, reopenRound } from '../../src/rounds/rounds.ts';
import { useOffice } from '../support/office.ts';
import type { FormFields, Visitor } from '../support/visitor.ts';

const office = useOffice();
const typed = {
  revision: 0,
  flow: 'usulan',
  quota: 7,
  answerDays: 9,
  hours: 'any',
  'text-id': 'Undangan yang baru saja ditulis ulang.',
  recallMinutes: 10,
};

describe('a round that was closed while its form was open', () => {
  let admin: Visitor;
  beforeAll(async () => {
    admin = await office().signedIn('admin');
  });
  beforeEach(async () => {
    await reopenRound('2026');
  });
  /** Sends a form from its page, that was opened before the round was closed. */
  async function sendLate(path: string, fields: FormFields = {}) {
    const token = (await admin.get('/rembuk/2026/ubah')).text.match(/name="_csrf" value="([^"]+)"/)?.[1];
    await closeRound('2026');
    return admin.post(path, fields, { token: token ?? null });
  }

  it('keeps what was typed: it stands in the form once the round is open again', async () => {
    const { status, location } = await sendLate('/rembuk/2026/ubah', typed);
    expect([status, location]).toEqual([303, '/rembuk/2026']);
    const { text } = await admin.get('/rembuk/2026');
    expect(text).toMatch(/"notice warn" role="status">[^<]*sudah ditutup, jadi perubahan belum disimpan/);
    expect((await findRound('2026'))?.quota).not.toBe(7);
    await admin.post('/rembuk/2026/buka', {}, { from: '/rembuk/2026' });
    const form = (await admin.get('/rembuk/2026/ubah')).text;
    for (const own of ['value="7"', 'value="9"', typed['text-id']]) expect(form).toContain(own);
    expect((await admin.post('/rembuk/2026/ubah', typed)).location).toBe('/rembuk/2026');
    expect((await findRound('2026'))?.quota).toBe(7);
    expect((await admin.get('/rembuk/2026/ubah')).text).toContain('value="7"');
  });

  it.each([
    '/rembuk/2026/tutup',
    '/rembuk/2026/surat/hapus',
    '/rembuk/2026/undangan/percobaan',
    '/rembuk/2026/undangan/tak-jelas/kirim',
  ])('says so of what is sent to %s, and changes nothing', async (path) => {
    const { status, location } = await sendLate(path);
    expect([status, location]).toEqual([303, '/rembuk/2026']);
    expect((await admin.get('/rembuk/2026')).text).toContain('sudah ditutup, jadi tidak ada yang diubah');
  });

  it.each(['ubah', 'tutup'])('leads from its page %s to the round', async (page) => {
    await closeRound('2026');
    expect((await admin.get(`/rembuk/2026/${page}`)).location).toBe('/rembuk/2026');
  });
});
