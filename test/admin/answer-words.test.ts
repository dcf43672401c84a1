import { beforeAll, describe, expect, it } from 'vitest';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { record } from '../../src/people/participants.ts';
import { countUnanswered } from '../../src/proposals/list.ts';
import { lookUp } from '../../src/proposals/lookup.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { decide } from '../../src/proposals/review.ts';
import { glimpse } from '../../src/proposals/submit.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import type { Visitor } from '../support/visitor.ts';

/** Released at night, answers wait for seven in the morning: nothing may say that anybody was answered before. */
const night = new Date('2026-12-01T15:40:00Z');
const morning = new Date('2026-12-01T23:01:00Z');

const office = useOffice({ role: 'all' });
const ani = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };
let visitor: Visitor;
let reached: Proposal;
let stopped: Proposal;

async function drafted(words: string, address: string): Promise<Proposal> {
  const proposal = await propose(office().round, { proposal: words });
  await ParticipantModel.updateOne({ _id: proposal.participant }, { $set: { addresses: [address] } });
  await decide(proposal, 0, { outcome: 'accepted', sentence: 'Masuk daftar.' }, ani, officeMorning);
  return reread(proposal);
}

const stateOf = async (proposal: Proposal) => (await reread(proposal)).decision?.delivery?.status;
const figures = () => countUnanswered(office().round._id, wholeDistrict, office().clock.now);

beforeAll(async () => {
  office().clock.now = night;
  visitor = await office().signedIn('coordinator');
  reached = await drafted('Jembatan gantung', 'simulator:101');
  stopped = await drafted('Sumur bor', 'simulator:102');
  await record.stop(stopped.participant, night);
});

describe('an answer that is released at night', () => {
  it('is told as waiting for the morning, on every page, in the figures and in the chat', async () => {
    const answers = [`${reached._id}:1`, `${stopped._id}:1`];
    const asked = await visitor.post('/jawaban/periksa', { answers });
    expect(asked.text.replaceAll('\u00a0', ' ')).toContain('Pengiriman dimulai 2 Des 2026, 07.00.');
    const { location } = await visitor.post('/jawaban/kirim', { answers, because: 'Sendirian di kantor.' });
    const page = (await visitor.get(location ?? '')).text.replaceAll('\u00a0', ' ');
    expect(page).toContain('2 jawaban dilepas. Mulai dikirim 2 Des 2026, 07.00.');
    expect(page).toContain('Dilepas, menunggu 2 Des 2026, 07.00');
    const list = (await visitor.get('/usulan')).text.replaceAll('\u00a0', ' ');
    expect(list).toContain('2 belum dijawab');
    expect(list).toContain('Dilepas, menunggu 2 Des 2026, 07.00');
    expect(list).not.toContain('Dijawab ');
    const one = (await visitor.get(`/usulan/${reached._id}`)).text.replaceAll('\u00a0', ' ');
    expect(one).toContain('Dilepas 1 Des 2026, 23.40.');
    expect(one).toContain('belum sampai pada pengusul. Pengiriman dimulai 2 Des 2026, 07.00.');
    expect(one).not.toContain('Dikirim 1 Des');
    expect(await figures()).toEqual({ waiting: 2, undecided: 0, late: 0 });
    expect(glimpse(await reread(reached))).toMatchObject({ status: 'in-review', answer: null });
  });

  it('is late while it waits beyond the promised day', async () => {
    await ProposalModel.updateOne(
      { _id: reached._id },
      { $set: { answerBy: new Date(night.getTime() - 1) } },
    );
    expect(await figures()).toMatchObject({ late: 1 });
    expect((await visitor.get('/usulan')).text).toContain('Terlambat 1 hari');
  });

  it('is answered once it was delivered; what no network takes is told by phone, and then is', async () => {
    office().clock.now = morning;
    await expect.poll(() => stateOf(reached), { timeout: 30_000 }).toBe('sent');
    await expect.poll(() => stateOf(stopped), { timeout: 30_000 }).toBe('failed');
    expect((await reread(reached)).answeredAt).toEqual(morning);
    expect((await reread(stopped)).answeredAt).toBeUndefined();
    const list = (await visitor.get('/usulan')).text.replaceAll('\u00a0', ' ');
    expect(list).toContain('Dijawab 2 Des 2026');
    expect(list).toContain('Tidak dapat disampaikan');
    expect(await figures()).toEqual({ waiting: 1, undecided: 0, late: 0 });
    expect(glimpse(await reread(reached))).toMatchObject({ status: 'accepted', answer: expect.anything() });
    const page = (await visitor.get('/jawaban')).text;
    for (const words of ['Sampai pada pengusul', 'Tidak dapat disampaikan', 'Perlu ditelepon'])
      expect(page).toContain(words);
    expect((await visitor.post('/jawaban/telepon', { proposal: stopped._id })).status).toBe(303);
    expect((await visitor.get(`/usulan/${stopped._id}`)).text).toContain('Disampaikan lewat telepon');
    expect(await figures()).toMatchObject({ waiting: 0 });
    await visitor.post('/jawaban/telepon', { proposal: reached._id });
    expect(await stateOf(reached)).toBe('sent');
  });

  it('is dated in CEK by the day it arrived, for people of other villages too', async () => {
    const stranger = await propose(office().round, { proposal: 'Lampu', village: '63.11.06.2005' });
    const participant = await ParticipantModel.findById(stranger.participant).lean();
    if (!participant) throw new Error('gone');
    const asker = { participant, address: 'simulator:103' as const };
    expect(await lookUp(reached.code, asker, morning)).toMatchObject({
      found: { bare: { answeredOn: morning.toISOString() } },
    });
  });
});
