import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { decide } from '../../src/proposals/review.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import type { Visitor } from '../support/visitor.ts';

const office = useOffice();
const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };
let coordinator: Visitor;
let admin: Visitor;
let drafted: Proposal;

beforeAll(async () => {
  coordinator = await office().signedIn('coordinator');
  admin = await office().signedIn('admin');
  await propose(office().round, { proposal: 'Jembatan gantung' });
  drafted = await propose(office().round, { proposal: 'Sumur bor' });
  await decide(drafted, 0, { outcome: 'accepted', sentence: 'Masuk.' }, ani, officeMorning);
});

describe('a round that is closed', () => {
  it('says before and after what is still unanswered, and leads there', async () => {
    const asked = (await admin.get('/rembuk/2026/tutup')).text;
    expect(asked).toContain('2 usulan belum dijawab');
    const { location } = await admin.post('/rembuk/2026/tutup');
    const page = (await admin.get(location ?? '')).text;
    expect(page).toContain('2 usulan belum dijawab');
    expect(page).toContain('href="/usulan?rembuk=2026&amp;perlu=putusan">1 menunggu putusan');
    expect(page).toContain('href="/jawaban?rembuk=2026">1 siap dikirim');
    expect((await coordinator.get('/usulan?rembuk=2026&perlu=putusan')).text).toContain('Jembatan gantung');
  });

  it.each(['/usulan', '/jawaban', '/kesepakatan', '/putuskan'])('does not empty %s', async (path) => {
    const { status, text, location } = await coordinator.get(path);
    if (path === '/putuskan') expect(location).toContain('/usulan/');
    else expect([status, text.includes('rembuk round')]).toEqual([200, false]);
    if (path === '/usulan') expect(text).toContain('Usulan Rembuk Remas 2026');
    if (path === '/jawaban') expect(text).toContain('Sumur bor');
  });

  it('stays reachable once the next is open, by a choice at the top of each page', async () => {
    const next = await openRound(2027, officeMorning);
    await propose(next, { proposal: 'Lampu jalan' });
    const list = (await coordinator.get('/usulan')).text;
    expect([list.includes('Lampu jalan'), list.includes('Jembatan gantung')]).toEqual([true, false]);
    for (const [page, link] of [
      ['/usulan', '/usulan?rembuk=2026'],
      ['/jawaban', '/jawaban?rembuk=2026'],
      ['/kesepakatan', '/kesepakatan?rembuk=2026'],
    ] as const) {
      expect((await coordinator.get(page)).text).toContain(`href="${link}"`);
      expect((await coordinator.get(link)).text).toContain('aria-current="true">Rembuk 2026');
    }
    const answers = { answers: `${drafted._id}:1`, because: 'Sendirian di kantor.' };
    expect((await coordinator.post('/jawaban/periksa?rembuk=2026', answers)).text).toContain('Lepas 1');
    const { location } = await coordinator.post('/jawaban/kirim?rembuk=2026', answers);
    expect(location).toBe('/jawaban?rembuk=2026');
    expect((await reread(drafted)).status).toBe('accepted');
  });

  it('keeps its filter in every link of the list, and leads back to it from a proposal', async () => {
    const list = (await coordinator.get('/usulan?rembuk=2026')).text;
    expect(list).toContain(`/usulan/${drafted._id}?rembuk=2026`);
    expect((await coordinator.get(`/usulan/${drafted._id}?rembuk=2026`)).text).toContain(
      'href="/usulan?rembuk=2026"',
    );
  });
});
