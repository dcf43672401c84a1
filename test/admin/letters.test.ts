import { beforeAll, describe, expect, it } from 'vitest';
import { fillInVillages } from '../../src/letters/earlier.ts';
import { LetterModel } from '../../src/letters/letter.model.ts';
import { tellLetters } from '../../src/letters/tell.ts';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { answerProposal, toProvince } from '../support/answering.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { fetchPdf } from '../support/pdf.ts';
import { propose, reread } from '../support/proposals.ts';
import type { FormFields } from '../support/visitor.ts';

const office = useOffice();
const juai = '63.11.01.2003';

let roof: Proposal;
let supporter: Proposal;
let lab: Proposal;
let mosque: Proposal;
let pole: Proposal;
let accepted: Proposal;

beforeAll(async () => {
  const { round } = office();
  let minute = 0;
  const sent = (proposal: string, more = {}) =>
    propose(round, {
      proposal,
      village: juai,
      at: new Date(officeMorning.getTime() + 60_000 * minute++),
      ...more,
    });
  roof = await sent('Atap SMK bocor', { rt: '03', problem: 'Murid basah, telepon 0812 5000 1111' });
  supporter = await sent('Atap SMK juga', { rt: '04', supports: roof });
  lab = await sent('Laboratorium SMK', { village: '63.11.06.2005' });
  mosque = await sent('Madrasah rusak');
  pole = await sent('Tiang listrik');
  accepted = await sent('Jembatan');
  const forward = (proposal: Proposal, key: string, name: string) =>
    answerProposal(proposal, { ...toProvince, office: { key, name } }, officeMorning);
  await answerProposal(roof, toProvince, officeMorning);
  await answerProposal(lab, toProvince, officeMorning);
  await forward(mosque, 'kemenag', 'Kantor Kementerian Agama kabupaten');
  await forward(pole, 'dinas-lama', 'Dinas yang sudah bubar');
  await answerProposal(accepted, { outcome: 'accepted', sentence: 'Disepakati.' }, officeMorning);
});

const write = async (fields: FormFields, officer: 'coordinator' | 'local' = 'coordinator') =>
  (await office().signedIn(officer)).post('/surat', { round: '2026', due: '2026-12-20', ...fields });

/** What somebody is told of letters, in the order it was. */
const toldTo = async ({ participant }: Proposal) =>
  (await NoticeModel.find({ participant }).sort({ queuedAt: 1, _id: -1 }).lean()).map(({ key, words }) =>
    words ? `${key}: ${words}` : key,
  );

describe('a letter to another office', () => {
  it.each([
    ['nothing chosen', () => ({ office: 'kemenag', proposals: [] }), 'Pilih paling sedikit satu'],
    ['no addressee', () => ({ office: '', proposals: [pole._id] }), () => `belum dipilih untuk ${pole.code}`],
    ['an office that is gone', () => ({ office: 'dinas-lama', proposals: [pole._id] }), () => pole.code],
    [
      'what another office has',
      () => ({ office: 'pln', proposals: [roof._id] }),
      () => `${roof.code} diteruskan ke kantor lain`,
    ],
    [
      'what was accepted',
      () => ({ office: 'pln', proposals: [accepted._id] }),
      () => `${accepted.code} tidak berstatus`,
    ],
    [
      'a day that is over',
      () => ({ office: 'kemenag', proposals: [mosque._id], due: '2026-12-01' }),
      'hari sesudah hari ini',
    ],
  ])('is refused with %s, by name', async (_what, fields, said) => {
    const answered = await write(fields() as FormFields);
    expect(answered.status).toBe(422);
    expect(answered.text).toContain(typeof said === 'string' ? said : said());
    expect(await LetterModel.countDocuments()).toBe(0);
  });

  it('asks for the addressee where there is none any more', async () => {
    const { text } = await (await office().signedIn('coordinator')).get('/surat');
    expect(text).toContain('Belum ada kantor tujuan');
    expect(text).not.toContain('Atap SMK juga');
    expect(text).not.toContain('Jembatan');
  });

  it('holds several proposals, is numbered, and is told to proposers and supporters once', async () => {
    const first = await write({ office: 'provinsi-pendidikan', proposals: [roof._id, lab._id] });
    expect(first.location).toBe('/surat/2026-1');
    expect((await write({ office: 'pln', proposals: [pole._id] })).location).toBe('/surat/2026-2');
    const again = await write({ office: 'provinsi-pendidikan', proposals: [roof._id] });
    expect([again.status, again.text.includes(`${roof.code} sudah ada dalam surat lain`)]).toEqual([
      422,
      true,
    ]);
    await LetterModel.updateMany({}, { $set: { untold: true } });
    await tellLetters(officeMorning);
    for (const one of [roof, supporter, lab, pole]) expect(await toldTo(one)).toEqual(['letter.sent']);
    expect(await toldTo(accepted)).toEqual([]);
  });

  it('is a PDF with number, addressee, day, and the words of the proposers without their numbers', async () => {
    const { pages, name } = await fetchPdf(office(), 'coordinator', '/surat/2026-1/surat.pdf');
    expect(name).toContain('surat-2026-1.pdf');
    const [letter = '', list = ''] = pages;
    expect(letter).toContain('Nomor: 1/RR/2026');
    expect(letter).toContain('Kepada Yth. Dinas Pendidikan provinsi');
    expect(letter).toContain('paling lambat 20 Desember 2026');
    expect(letter).toContain('kami teruskan 2 usulan');
    expect(letter).toMatch(/halaman 1 dari 2$/);
    expect(list).toContain(
      '1 Atap SMK bocor “Murid basah, telepon …” RR-26-0103-0001 Ketua RT 03 Juai, Juai',
    );
    expect(list).toContain('2 Laboratorium SMK');
    expect(pages.join()).not.toContain('5000');
  });

  it('is no business of who looks after a part of what it holds', async () => {
    const budi = await office().signedIn('local');
    expect((await budi.get('/surat/2026-1')).status).toBe(404);
    expect((await budi.get('/surat/2026-1/surat.pdf')).status).toBe(404);
    expect((await budi.get('/surat/2026-2')).status).toBe(200);
    const lent = await write({ office: 'kemenag', proposals: [mosque._id] }, 'local');
    expect(lent.location).toBe('/surat/2026-3');
  });

  it('is led to from the pages of its proposals and their supporters, with its state and its last day', async () => {
    const ani = await office().signedIn('coordinator');
    for (const { _id } of [roof, supporter]) {
      const { text } = await ani.get(`/usulan/${_id}`);
      expect(text).toMatch(/<a href="\/surat\/2026-1">Surat 1\/RR\/2026<\/a>.*Menunggu jawaban/);
      // A day is never broken over two lines.
      expect(text).toContain('Jawaban ditunggu sampai 20\u00a0Des\u00a02026');
    }
    expect((await ani.get(`/usulan/${accepted._id}`)).text).not.toContain('/surat/');
    const { text } = await (await office().signedIn('local')).get(`/usulan/${roof._id}`);
    expect(text).toContain('Surat 1/RR/2026');
    expect(text).not.toContain('/surat/2026-1');
  });

  it('stands on Beranda once it is overdue, until everything in it is answered', async () => {
    const { clock } = office();
    const link = 'href="/surat?rembuk=2026" class="pressing"';
    const home = async () => (await (await office().signedIn('coordinator')).get('/')).text;
    clock.now = new Date('2026-12-20T10:00:00Z');
    expect(await home()).not.toContain(link);
    clock.now = new Date('2026-12-21T01:00:00Z');
    expect(await home()).toContain(link);
    expect((await (await office().signedIn('coordinator')).get('/surat/2026-1')).text).toContain(
      'Lewat tenggat',
    );
  });

  it('takes the answers of the office, some at a time, and each goes to proposer and supporters once', async () => {
    const ani = await office().signedIn('coordinator');
    const path = '/surat/2026-1/jawaban';
    const taken = { revision: 0, outcome: 'taken', sentence: 'Masuk renja 2027.', proposals: [roof._id] };
    const unsaid = await ani.post(path, { ...taken, sentence: ' ' });
    expect([unsaid.status, unsaid.text.includes('Tulis kalimat untuk pengusul')]).toEqual([422, true]);
    expect((await ani.post(path, taken)).location).toBe('/surat/2026-1');
    const late = await ani.post(path, {
      ...taken,
      outcome: 'declined',
      sentence: 'Tidak.',
      proposals: [lab._id],
    });
    expect([late.status, late.text.includes('Orang lain baru saja')]).toEqual([409, true]);
    await ani.post(path, {
      revision: 1,
      outcome: 'declined',
      sentence: 'Belum ada dana.',
      proposals: [roof._id, lab._id],
    });
    await tellLetters(officeMorning);
    const both = ['letter.sent', 'letter.taken: Masuk renja 2027.'];
    expect([await toldTo(roof), await toldTo(supporter)]).toEqual([both, both]);
    expect(await toldTo(lab)).toEqual(['letter.sent', 'letter.declined: Belum ada dana.']);
    expect((await ani.get('/surat/2026-1')).text).toContain('Sudah dijawab');
    const { text } = await ani.get(`/usulan/${roof._id}`);
    expect(text).toMatch(/Surat 1\/RR\/2026.*Akan ditindaklanjuti.*Masuk renja 2027\./);
    expect((await reread(roof)).status).toBe('forwarded');
    expect(await ProposalModel.countDocuments({ status: 'forwarded' })).toBe(5);
  });
});

it('letters of an earlier version are given the villages of what they hold', async () => {
  const before = await LetterModel.find().lean();
  expect(before.length).toBeGreaterThan(0);
  for (const { _id, proposals } of before) {
    const earlier = proposals.map(({ village: _village, ...rest }) => rest);
    await LetterModel.collection.updateOne({ _id: _id as never }, { $set: { proposals: earlier } });
  }
  await fillInVillages();
  await fillInVillages();
  expect(await LetterModel.find().lean()).toEqual(before);
});
