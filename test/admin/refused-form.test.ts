import { beforeAll, describe, expect, it } from 'vitest';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { answerProposal, toProvince } from '../support/answering.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import type { FormFields } from '../support/visitor.ts';

const office = useOffice();
const village = '63.11.01.2003';

/** Whether the box of a proposal is ticked on a page. */
const isTicked = (page: string, { _id }: Proposal) =>
  new RegExp(`<input type="checkbox" name="proposals" value="${_id}" checked`).test(page);

describe('a list of a forum with a rank that is none', () => {
  let accepted: Proposal[];
  beforeAll(async () => {
    accepted = [];
    for (const proposal of ['Sumur bor', 'Jembatan gantung', 'Jalan usaha tani']) {
      const one = await propose(office().round, { proposal, village });
      await answerProposal(one, { outcome: 'accepted', sentence: 'Ya.' }, officeMorning);
      accepted.push(await reread(one));
    }
  });
  const send = async (ranks: string[]) => {
    const rows = accepted.flatMap(({ _id, revision }, row) => [
      [`proposal-${row}`, `${_id}:${revision}`],
      [`passed-${row}`, 'ya'],
      [`rank-${row}`, ranks[row] ?? ''],
      [`reason-${row}`, `Alasan ke-${row + 1}`],
    ]);
    const area = { tahap: 'musrenbang-desa', kecamatan: '63.11.01', desa: village };
    const fields: FormFields = { ...Object.fromEntries(rows), ...area, forum: 'Musdes', day: '2026-12-01' };
    return (await office().signedIn('coordinator')).post('/tahapan?rembuk=2026', fields);
  };

  it.each(['2a', 'dua', '1,5', '0', '10000'])(
    '%s: comes back whole, and names the row (simonoppowa/OpenNutriTracker#1013)',
    async (rank) => {
      const { status, text } = await send(['1', rank, '3']);
      expect(status).toBe(422);
      expect(text).toContain('Peringkat ditulis dengan angka saja');
      for (const typed of [`value="${rank}"`, 'value="Musdes"', 'value="Alasan ke-1"', 'value="Alasan ke-3"'])
        expect(text).toContain(typed);
      const [, row] = text.match(/href="#(rank-\d)"/) ?? [];
      expect(text).toMatch(new RegExp(`id="${row}"[^>]*value="${rank}"`));
    },
  );

  it('is taken with blanks around it, and with none', async () => {
    expect((await send([' 1 ', '2', ''])).status).toBe(303);
  });
});

describe('a letter that is refused', () => {
  let roof: Proposal;
  let lab: Proposal;
  beforeAll(async () => {
    roof = await propose(office().round, { proposal: 'Atap SMK Juai', village, rt: '03' });
    lab = await propose(office().round, { proposal: 'Laboratorium SMK', village, rt: '04' });
    for (const proposal of [roof, lab]) await answerProposal(proposal, toProvince, officeMorning);
  });
  const send = async (path: string, fields: FormFields) =>
    (await office().signedIn('coordinator')).post(path, fields);

  it('has the ticks and the day that it was sent with', async () => {
    const { status, text } = await send('/surat', {
      round: '2026',
      office: 'provinsi-pendidikan',
      due: '2026-11-01',
      proposals: [lab._id],
    });
    expect([status, isTicked(text, roof), isTicked(text, lab)]).toEqual([422, false, true]);
    expect(text).toContain('value="2026-11-01"');
  });

  it('and an answer to one has its ticks too; before that all are ticked', async () => {
    const ani = await office().signedIn('coordinator');
    const fields = {
      round: '2026',
      office: 'provinsi-pendidikan',
      due: '2026-12-20',
    };
    const { location } = await send('/surat', { ...fields, proposals: [roof._id, lab._id] });
    const fresh = (await ani.get(location ?? '')).text;
    expect([isTicked(fresh, roof), isTicked(fresh, lab)]).toEqual([true, true]);
    const revision = fresh.match(/name="revision" value="(\d+)"/)?.[1] ?? '';
    const answer = { revision, sentence: 'Dibahas provinsi.', proposals: [lab._id] };
    const { status, text } = await send(`${location}/jawaban`, answer);
    expect([status, isTicked(text, roof), isTicked(text, lab)]).toEqual([422, false, true]);
    expect(text).toContain('Dibahas provinsi.');
  });
});

it('a person whose number cannot be read keeps the name that was typed, in the form it was typed into', async () => {
  const { participant } = await propose(office().round, { proposal: 'Lampu jalan', village });
  const siti = await office().signedIn('staff');
  const path = `/peserta/orang/${participant}`;
  const corrected = await siti.post(path, { name: 'Hj. Siti Aminah', phone: '0812-satu', locale: 'bjn' });
  expect([corrected.status, corrected.text.match(/value="Hj. Siti Aminah"/g)?.length]).toEqual([422, 1]);
  expect(corrected.text).toContain('value="0812-satu"');
  expect(corrected.text).toMatch(/<option value="bjn" selected/);
  const replaced = await siti.post(`${path}/ganti`, { name: 'Rusli', phone: '0812-dua' });
  expect(replaced.text).toMatch(/id="new-name"[^>]*value="Rusli"/);
  expect(replaced.text).toMatch(/id="new-phone"[^>]*value="0812-dua"/);
  expect((await siti.get(path)).text).not.toContain('0812-');
});
