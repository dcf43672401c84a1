import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { LetterModel } from '../../src/letters/letter.model.ts';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { ThreadModel } from '../../src/threads/thread.model.ts';
import { WorkModel } from '../../src/works/work.model.ts';
import { answerProposal, toProvince } from '../support/answering.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { fetchPdf, pagesOf } from '../support/pdf.ts';
import { propose } from '../support/proposals.ts';

const office = useOffice({ role: 'all' });
const juai = '63.11.01.2003';
const page = `/desa/${juai}`;

let bridge: Proposal;
let minute = 0;
const sent = (proposal: string, more = {}) =>
  propose(office().round, {
    proposal,
    village: juai,
    at: new Date(officeMorning.getTime() + 60_000 * minute++),
    ...more,
  });

beforeAll(async () => {
  bridge = await sent('Jembatan gantung', { rt: '01' });
  await sent('Jembatan juga', { rt: '02', supports: bridge });
  const road = await sent('Jalan kebun', { rt: '03' });
  const roof = await sent('Atap SMK', { rt: '04' });
  await sent('Lampu jalan, telepon 0812 5000 1111', { rt: '05' });
  await answerProposal(bridge, { outcome: 'accepted', sentence: 'Disepakati.' }, officeMorning);
  await answerProposal(roof, toProvince, officeMorning);
  // Decided, and on no phone yet: it is nobody's business.
  await answerProposal(
    road,
    { outcome: 'rejected', reason: 'di-luar-kemampuan', sentence: 'Anggaran habis.' },
    officeMorning,
  );
  const waiting = { status: 'queued', at: officeMorning, heldUntil: new Date('2027-06-01') };
  await ProposalModel.updateOne({ _id: road._id }, { $set: { 'decision.delivery': waiting } });
  await passDesa();
  await LetterModel.create({
    _id: '2026-7',
    round: '2026',
    number: 7,
    office: { key: 'provinsi-pendidikan', name: 'Dinas Pendidikan provinsi' },
    proposals: [{ id: roof._id, code: roof.code, village: juai, kecamatan: '63.11.01' }],
    by: 'ani@balangan.example',
    role: 'coordinator',
    at: officeMorning,
    due: '2026-12-20',
    revision: 0,
  });
  await ThreadModel.create({
    _id: 'seseorang.1',
    participant: 'seseorang',
    round: '2026',
    village: juai,
    kecamatan: '63.11.01',
    messages: [
      {
        _id: 'm1',
        by: 'person',
        words: 'Kapan jembatan dibangun? Hubungi 0812 7000 2222',
        at: officeMorning,
      },
      { _id: 'a1', by: 'office', words: 'Dikerjakan tahun 2027.', at: officeMorning },
    ],
    state: 'answered',
    due: officeMorning,
    shared: { by: 'ani@balangan.example', at: officeMorning },
    revision: 1,
  });
  await WorkModel.create({
    _id: 'w1',
    year: 2025,
    village: juai,
    kecamatan: '63.11.01',
    name: 'Siring sungai',
    stage: 'built',
    size: '300 m',
    list: 'l1',
    at: officeMorning,
  });
});

async function passDesa(): Promise<void> {
  const step = {
    tier: 'musrenbang-desa',
    outcome: 'passed',
    rank: 1,
    forum: 'Musrenbang Desa Juai',
    day: '2026-12-10',
    by: 'ani@balangan.example',
    role: 'coordinator',
    at: officeMorning,
  };
  await ProposalModel.updateOne(
    { _id: bridge._id },
    { $set: { status: 'musrenbang-desa', steps: [step], stepsTold: 1 } },
  );
}

describe('the sheet of a village', () => {
  it('tells how every proposal stands, what was asked, and what was built, and nothing too early', async () => {
    const { pages } = await fetchPdf(office(), 'coordinator', `${page}/lembar.pdf`);
    const sheet = pages.join(' ');
    expect(pages).toHaveLength(1);
    expect(sheet).toContain('Lembar Desa Juai, Kecamatan Juai, Rembuk 2026');
    expect(sheet).toContain('Jembatan gantung RR-26-0103-0001 · Ketua RT 01, didukung Ketua RT 02');
    expect(sheet).toContain(
      'Dibahas di musrenbang desa Musrenbang Desa Juai, 10 Desember 2026, peringkat 1.',
    );
    expect(sheet).toContain('Berikutnya dibahas di musrenbang kecamatan.');
    expect(sheet).toContain(
      'SMK diurus provinsi. Jawaban Dinas Pendidikan provinsi ditunggu sampai 20 Desember 2026.',
    );
    expect(sheet).toContain(
      'Jalan kebun RR-26-0103-0003 · Ketua RT 03 Sedang ditinjau Dijawab paling lambat',
    );
    expect(sheet).toContain('“Kapan jembatan dibangun? Hubungi …” Dikerjakan tahun 2027.');
    expect(sheet).toContain('Siring sungai, 300 m (sudah dibangun, 2025)');
    expect(sheet).not.toMatch(/Anggaran habis|5000|7000|Jembatan juga/);
  });

  it('is read on a page too, and only by those of the area', async () => {
    const { text } = await (await office().signedIn('staff')).get(page);
    expect(text).toContain('didukung Ketua RT 02');
    expect(text).not.toContain('Anggaran habis');
    expect(text).not.toContain('Kirim ke semua RT');
    const budi = await office().signedIn('local');
    expect((await budi.get('/desa/63.11.06.2005')).status).toBe(404);
    expect((await budi.post('/desa/63.11.06.2005/kirim')).status).toBe(404);
    expect((await budi.get('/desa')).text).not.toContain('63.11.06.2005');
  });

  it('goes to every RT once, and says who has it, for whom it waits, and whom nothing reaches', async () => {
    const heads = await ParticipantModel.find({ village: juai }).sort({ rt: 1 }).lean();
    const [one, two, three, , five] = heads.map(({ _id }) => _id);
    for (const id of [one, two, three])
      await ParticipantModel.updateOne({ _id: id ?? '' }, { $set: { addresses: [`simulator:${id}`] } });
    await ParticipantModel.updateOne({ _id: five ?? '' }, { $set: { optedOutAt: officeMorning } });
    const ani = await office().signedIn('coordinator');
    expect((await ani.post(`${page}/kirim`)).status).toBe(303);
    expect((await ani.get(page)).text).toContain('Lembar Desa dikirim ke 5 RT.');
    await expect
      .poll(() => NoticeModel.countDocuments({ key: 'sheet.new', status: 'sent' }), { timeout: 60_000 })
      .toBe(3);
    await expect
      .poll(() => NoticeModel.countDocuments({ key: 'sheet.new', status: 'failed' }), { timeout: 60_000 })
      .toBe(2);
    const { text } = await ani.get(page);
    expect(text).toContain('3 sampai');
    expect(text).toContain('2 tidak sampai');
    expect(text).toContain('Isinya belum berubah');
    await ani.post(`${page}/kirim`);
    expect((await ani.get(page)).text).toContain('tidak ada yang dikirim lagi');
    expect(await NoticeModel.countDocuments({ key: 'sheet.new' })).toBe(5);
  });

  it('was sent as a PDF that opens, kept for the service alone', async () => {
    const notice = await NoticeModel.findOne({ key: 'sheet.new' }).lean();
    expect(notice?.file?.name).toBe('Lembar Desa Juai.pdf');
    const kept = await readFile(join(office().app.runtime.dataDir, notice?.file?.path ?? ''));
    expect((await pagesOf(kept))[0]).toContain('Lembar Desa Juai');
  });

  it('is offered again after the next tier', async () => {
    await ProposalModel.updateOne({ _id: bridge._id }, { $set: { status: 'musrenbang-kecamatan' } });
    const ani = await office().signedIn('coordinator');
    expect((await ani.get(page)).text).toContain('Isinya sudah berubah');
    await ani.post(`${page}/kirim`);
    expect(await NoticeModel.countDocuments({ key: 'sheet.new' })).toBe(10);
  });

  it('of a usual village, with twenty-two proposals, has two pages at most', async () => {
    for (let rt = 6; rt <= 23; rt += 1)
      await sent('Perbaikan jalan menuju kebun karet sampai jembatan gantung di ujung desa, 800 meter', {
        rt: String(rt),
      });
    const all = await ProposalModel.find({ village: juai, 'decision.outcome': { $exists: false } }).lean();
    for (const one of all)
      await answerProposal(
        one,
        {
          outcome: 'rejected',
          reason: 'tidak-berdampak',
          sentence: 'Mohon dituliskan berapa keluarga yang terbantu dan sejak kapan jalannya rusak.',
        },
        officeMorning,
      );
    const { pages } = await fetchPdf(office(), 'coordinator', `${page}/lembar.pdf`);
    expect(pages.join()).toContain('Keadaan 22 usulan');
    expect(pages.length).toBeLessThanOrEqual(2);
  });
});
