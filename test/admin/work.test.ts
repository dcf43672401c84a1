import { beforeAll, describe, expect, it } from 'vitest';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { meetStranger, record } from '../../src/people/participants.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { closeRound, openRound } from '../../src/rounds/rounds.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose, reread } from '../support/proposals.ts';
import type { Visitor } from '../support/visitor.ts';

/** The whole service: what is released here reaches the proposer's phone, played by the simulator. */
const office = useOffice({ role: 'all' });
/** So long a released answer may be recalled; it leaves then. */
const recallMs = 10 * 60_000;
const afterRecall = new Date(officeMorning.getTime() + recallMs);
let ani: Visitor;
let hadi: Visitor;

beforeAll(async () => {
  ani = await office().signedIn('coordinator');
  hadi = await office().signedIn('admin');
});

describe('an office that has just begun', () => {
  it.each([
    ['/usulan', 'Belum ada usulan'],
    ['/putuskan', ''],
    ['/jawaban', 'Belum ada jawaban yang disiapkan'],
    ['/peserta', 'Tidak ada yang menunggu verifikasi'],
    ['/tanya-jawab', 'Tidak ada pertanyaan yang menunggu'],
  ])('%s says what is missing and what to do', async (path, words) => {
    const { status, text, location } = await ani.get(path);
    if (words) expect([status, text.includes(words)]).toEqual([200, true]);
    else expect([status, location]).toEqual([303, '/usulan?perlu=putusan']);
  });

  it('shows the last round between two rounds, and the open one once there is one', async () => {
    await closeRound(office().round._id);
    const { text } = await ani.get('/usulan');
    // It stays reachable, and nobody is taught a command line.
    expect(text).toContain('Usulan Rembuk Remas 2026');
    expect(text).not.toContain('rembuk round');
    expect((await ani.get('/jawaban')).status).toBe(200);
    await openRound(2027, officeMorning);
    expect((await ani.get('/usulan')).text).toContain('Usulan Rembuk Remas 2027');
  });
});

describe('deciding one after the other', () => {
  it('leads from the longest waiting to the last, and then to what is to be sent', async () => {
    const round = await openRound(2027, officeMorning);
    const waiting = [];
    for (const [index, proposal] of ['Sumur bor', 'Jembatan', 'Lampu jalan'].entries())
      waiting.push(
        await propose(round, { proposal, at: new Date(officeMorning.getTime() + index * 60_000) }),
      );
    let { location } = await ani.get('/putuskan');
    for (const proposal of waiting) {
      expect(location).toBe(`/usulan/${proposal._id}?perlu=putusan`);
      const variant = `/usulan/${proposal._id}/keputusan?perlu=putusan`;
      const fields = { revision: 0, outcome: 'accepted', sentence: 'Masuk daftar.', next: 1 };
      ({ location } = await ani.post(variant, fields));
    }
    expect(location).toBe('/usulan?perlu=putusan');
    expect((await ani.get('/usulan?perlu=putusan')).text).toContain('Semua usulan sudah diputuskan');
    expect((await ani.get('/putuskan')).location).toBe('/usulan?perlu=putusan');
  });

  it.each([
    ['no outcome', { sentence: 'Ya.' }, 'Pilih hasilnya.'],
    ['no reason', { outcome: 'rejected', sentence: 'Maaf.' }, 'Pilih alasannya.'],
    [
      'a reason of another outcome',
      { outcome: 'rejected', 'reason-returned': 'data-kurang', sentence: 'x' },
      'Pilih alasannya.',
    ],
    [
      'a reason that does not fit',
      { outcome: 'rejected', 'reason-rejected': 'ganda', sentence: 'x' },
      'bukan untuk hasil',
    ],
    ['no sentence', { outcome: 'accepted', sentence: '  ' }, 'Tulis satu kalimat'],
    ['a sentence too long', { outcome: 'accepted', sentence: 'x'.repeat(501) }, 'terlalu panjang'],
  ])('is not taken with %s, and it is said why', async (_what, fields, told) => {
    const proposal = await propose(office().round, { proposal: 'Perahu' });
    const answer = await ani.post(`/usulan/${proposal._id}/keputusan`, { revision: 0, ...fields });
    expect([answer.status, answer.text.includes(told)]).toEqual([422, true]);
    expect((await reread(proposal)).decision).toBeUndefined();
  });
});

describe('a released answer', () => {
  it('reaches the phone of its proposer with outcome, reason, sentence and what they can do; once', async () => {
    const { simulator } = office();
    const round = await openRound(2027, officeMorning);
    const proposal = await propose(round, { proposal: 'Pasar terapung' });
    await ParticipantModel.updateOne(
      { _id: proposal.participant },
      { $set: { addresses: ['simulator:77'] } },
    );
    await ani.post(`/usulan/${proposal._id}/keputusan`, {
      revision: 0,
      outcome: 'rejected',
      'reason-rejected': 'di-luar-kemampuan',
      sentence: 'Anggaran 2028 sudah penuh.',
    });
    expect(simulator.sentTo('77')).toEqual([]);
    const asked = await ani.post('/jawaban/periksa', { answers: `${proposal._id}:1` });
    expect(asked.text).toContain('Lepas 1 jawaban?');
    await Promise.all([1, 2].map(() => hadi.post('/jawaban/kirim', { answers: `${proposal._id}:1` })));
    office().clock.now = afterRecall;
    await expect
      .poll(async () => (await reread(proposal)).decision?.delivery?.status, { timeout: 20_000 })
      .toBe('sent');
    const messages = simulator.sentTo('77').map(({ text }) => text);
    expect(messages).toHaveLength(1);
    for (const words of [
      proposal.code,
      'Belum dapat diakomodir',
      'anggaran tahun ini',
      'Anggaran 2028 sudah penuh.',
      'tahun depan',
    ])
      expect(messages[0]).toContain(words);
    expect((await ani.get(`/usulan/${proposal._id}`)).text).toContain('Sampai di saluran pengusul');
  });

  it('that cannot be delivered is shown as such, with what to do', async () => {
    const round = await openRound(2027, officeMorning);
    const proposal = await propose(round, { proposal: 'Kebun sayur' });
    await ParticipantModel.updateOne(
      { _id: proposal.participant },
      { $set: { addresses: ['simulator:78'] } },
    );
    await record.stop(proposal.participant, officeMorning);
    await ani.post(`/usulan/${proposal._id}/keputusan`, {
      revision: 0,
      outcome: 'accepted',
      sentence: 'Ya.',
    });
    await hadi.post('/jawaban/kirim', { answers: `${proposal._id}:1` });
    office().clock.now = new Date(afterRecall.getTime() + recallMs);
    await expect
      .poll(async () => (await reread(proposal)).decision?.delivery?.status, { timeout: 20_000 })
      .toBe('failed');
    expect((await ani.get(`/usulan/${proposal._id}`)).text).toContain('Hubungi pengusul dengan cara lain');
  });
});

describe('people somebody should look at', () => {
  it('are confirmed by one press', async () => {
    const { _id } = await meetStranger('simulator:9001', 'Hamdani', officeMorning);
    const where = { office: 'ketua-rt', rt: '02', village: '63.11.08.2001', kecamatan: '63.11.08' };
    await ParticipantModel.updateOne({ _id }, { $set: where });
    const page = await ani.get('/peserta');
    expect(page.text).toContain('belum diverifikasi (1)');
    expect(page.text).not.toContain('9001');

    const budi = await office().signedIn('local');
    expect((await budi.post('/peserta/konfirmasi', { participant: _id })).status).toBe(404);
    expect((await ani.post('/peserta/konfirmasi', { participant: _id })).status).toBe(303);
    const person = await ParticipantModel.findById(_id).lean();
    expect(person?.verified).toBe(true);
  });
});

describe('published values', () => {
  it('are shown to people only while an admin has confirmed them', async () => {
    const nothing = 'peserta tidak melihat apa pun tentang masalah ini';
    const before = (await hadi.get('/indikator')).text;
    const [, value = ''] = before.match(/name="indicator" value="([^"]+)"/) ?? [];
    expect(before.split(nothing)).toHaveLength(6);
    expect((await hadi.post('/indikator/konfirmasi', { indicator: value })).status).toBe(303);
    const confirmed = (await hadi.get('/indikator')).text;
    expect(confirmed).toContain('Yang dibaca peserta: 4,87% (Kabupaten Balangan, 2024).');
    expect(confirmed).toContain('Dikonfirmasi hadi@balangan.example');
    expect((await hadi.post('/indikator/tarik', { indicator: value })).status).toBe(303);
    expect((await hadi.get('/indikator')).text.split(nothing)).toHaveLength(6);
    expect((await hadi.post('/indikator/konfirmasi', { indicator: 'tidak-ada' })).status).toBe(404);
  });
});

describe('the queues', () => {
  it('show how channels stand, and give up or try again what failed', async () => {
    expect((await hadi.get('/antrean')).text).toContain('Siap');
    const { simulator, round } = office();
    const actor = { name: 'ani', role: 'coordinator', scope: wholeDistrict };
    simulator.failNext({ kind: 'refused', reason: 'the network refused it' }, { times: 2 });
    const [first = '', second = ''] = await Promise.all(
      ['first', 'second'].map(async (address) => {
        const { _id, participant } = await propose(round, { proposal: 'Kolam ikan' });
        const addresses = [`simulator:${address}`];
        await ParticipantModel.updateOne({ _id: participant }, { $set: { addresses } });
        const decision = { outcome: 'accepted', sentence: 'Ya.' } as const;
        await decide(await reread({ _id }), 0, decision, actor, officeMorning);
        await releaseDecision(_id, actor, officeMorning);
        return _id;
      }),
    );
    const delivery = async (_id: string) => (await reread({ _id })).decision?.delivery?.status;
    for (const id of [first, second])
      await expect.poll(() => delivery(id), { timeout: 20_000 }).toBe('failed');
    const page = await hadi.get('/antrean');
    // These two, and one that was released above to somebody whom no channel leads to.
    expect(page.text).toContain('Gagal dan menunggu Anda (3)');
    expect(page.text).toContain('no channel leads to him');
    expect(page.text).toContain('the network refused it');
    expect(page.text).toContain(`Jawaban usulan · ${first}`);
    const letter = (deadLetter: string) => ({ queue: 'answers', deadLetter });
    expect((await hadi.post('/antrean/buang', letter(first))).status).toBe(303);
    expect(await delivery(first)).toBe('dropped');
    expect((await hadi.post('/antrean/ulangi', letter(second))).status).toBe(303);
    await expect.poll(() => delivery(second), { timeout: 20_000 }).toBe('sent');
    expect(simulator.sentTo('second')).toHaveLength(1);
    expect(simulator.sentTo('first')).toEqual([]);
    expect((await hadi.post('/antrean/buang', letter('never-there'))).status).toBe(303);
  });
});
