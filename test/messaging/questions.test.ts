import { describe, expect, it } from 'vitest';
import { requestErasure } from '../../src/messaging/privacy/erase.ts';
import { NoticeModel } from '../../src/outreach/model/notice.model.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { releaseDecision } from '../../src/proposals/release.ts';
import { type Actor, decide } from '../../src/proposals/review.ts';
import { closeRound, reopenRound } from '../../src/rounds/rounds.ts';
import { answerThread, giveThread, shareThread } from '../../src/threads/answer.ts';
import { fillInHelpRequests } from '../../src/threads/earlier.ts';
import { tellAnswers } from '../../src/threads/tell.ts';
import { type Thread, ThreadModel } from '../../src/threads/thread.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { reread } from '../support/proposals.ts';
import { aWholeTalk } from '../support/saying-it-all.ts';
import { useTalks } from '../support/talks.ts';

const used = useTalks();
const ani: Actor = { name: 'ani@balangan.example', role: 'coordinator', scope: wholeDistrict };
const rina: Actor = {
  name: 'rina@balangan.example',
  role: 'skpd',
  scope: { kind: 'office', office: 'dinas-pupr' },
};

let address = 700;
async function somebody(): Promise<{ at: string; person: Participant }> {
  address += 1;
  const at = String(address);
  return { at, person: await used().talks.enter(at) };
}

const threadsOf = ({ _id }: Participant): Promise<Thread[]> =>
  ThreadModel.find({ participant: _id }).sort({ _id: 1 }).lean();
async function onlyThread(person: Participant): Promise<Thread> {
  const [thread, ...others] = await threadsOf(person);
  if (!thread || others.length > 0) throw new Error(`${others.length + 1} threads`);
  return thread;
}
const texts = (at: string) => used().talks.texts(at);
const answered = (at: string, words: string) =>
  expect.poll(() => texts(at).some((text) => text.includes(words)), { timeout: 60_000 }).toBe(true);
/** The network's id of the notice that somebody was sent; it is written down when it has arrived. */
async function sentAs({ _id }: Participant): Promise<string> {
  const read = async () => (await NoticeModel.findOne({ participant: _id }).lean())?.messageId;
  await expect.poll(read, { timeout: 60_000 }).toBeDefined();
  return (await read()) ?? '';
}
async function answer(thread: Thread, words: string, by = ani): Promise<void> {
  const { _id: id, revision } = thread;
  await answerThread({ id, revision }, by, { words, example: false }, new Date());
}

describe('a question to the office', () => {
  it('is asked in the middle of a talk, answered in the chat, and goes on there', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, ['halo', '1', 'Pak, mau tanya: kapan jembatan gantung diperbaiki?']);
    await talks.quiet();
    const thread = await onlyThread(person);
    expect(thread).toMatchObject({
      state: 'waiting',
      round: '2026',
      village: '63.11.01.2003',
      messages: [{ by: 'person', words: 'kapan jembatan gantung diperbaiki?' }],
    });
    expect(texts(at).at(-2)).toContain('kami teruskan');
    // The talk stands where it stood.
    expect((await talks.conversation(person))?.state?.step).toBe('area');

    await giveThread(
      { id: thread._id, revision: 0 },
      ani,
      { office: 'dinas-pupr', due: thread.due },
      new Date(),
    );
    await answer(await onlyThread(person), 'Masuk anggaran tahun depan.', rina);
    await answered(at, 'Masuk anggaran tahun depan.');
    const quotes = await sentAs(person);
    expect(texts(at).find((text) => text.includes('Masuk anggaran'))).toBe(
      'Jawaban Dinas Pekerjaan Umum dan Penataan Ruang untuk pertanyaan Bapak/Ibu. Balas pesan ini kalau masih ada yang ingin ' +
        'ditanyakan.\n\n“kapan jembatan gantung diperbaiki?”\n\nMasuk anggaran tahun depan.',
    );

    // Quoted in the middle of the talk it is a reply; a thank-you is none.
    await talks.simulator.say(
      at,
      { kind: 'text', text: 'Bulan apa kira-kira?' },
      { messageId: 'q1', quotes },
    );
    await talks.quiet();
    const goesOn = await onlyThread(person);
    expect(goesOn).toMatchObject({ state: 'waiting', office: 'dinas-pupr' });
    expect(goesOn.messages.map(({ words }) => words)).toEqual([
      'kapan jembatan gantung diperbaiki?',
      'Masuk anggaran tahun depan.',
      'Bulan apa kira-kira?',
    ]);
    await answer(goesOn, 'Sekitar Mei.', rina);
    await answered(at, 'Sekitar Mei.');
    await talks.simulator.say(at, { kind: 'text', text: 'Terima kasih pak' }, { messageId: 'q2', quotes });
    await talks.quiet();
    expect((await onlyThread(person)).state).toBe('answered');
  });

  it('begins with a reply to the answer of a proposal, and names that', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, aWholeTalk());
    await talks.quiet();
    const sent = await ProposalModel.findOne({ participant: person._id }).lean();
    if (!sent) throw new Error('nothing was sent');
    const decision = { outcome: 'accepted', sentence: 'Masuk daftar desa.' } as const;
    await decide(sent, sent.revision, decision, ani, new Date());
    await releaseDecision(sent._id, ani, new Date());
    const idOf = async () => (await reread(sent)).decision?.delivery?.messageId;
    await expect.poll(idOf, { timeout: 60_000 }).toBeDefined();
    const quotes = (await idOf()) ?? '';
    await talks.simulator.say(at, { kind: 'text', text: 'Siapa yang mengukur jalannya?' }, { quotes });
    await talks.quiet();
    expect(await onlyThread(person)).toMatchObject({
      state: 'waiting',
      about: { proposal: sent._id, code: sent.code },
      messages: [{ words: 'Siapa yang mengukur jalannya?' }],
    });
    // Another's message, or one that was no answer, is quoted to no avail.
    const other = await somebody();
    await talks.tell(other.at, ['halo']);
    await talks.simulator.say(other.at, { kind: 'text', text: 'Siapa yang mengukur?' }, { quotes });
    await talks.quiet();
    expect(await threadsOf(other.person)).toEqual([]);
  });

  it('is asked once by PETUGAS pressed often, and by a message that comes twice', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, ['halo', 'PETUGAS', 'petugas pak']);
    await talks.say(at, 'TANYA siapa ketua panitia?', 'twice');
    await talks.say(at, 'TANYA siapa ketua panitia?', 'twice');
    await talks.quiet();
    const words = (await threadsOf(person)).map(({ messages }) => messages.map((one) => one.words));
    expect(words).toEqual([[''], ['siapa ketua panitia?']]);
  });

  it('is heard and answered where the round is closed; what is written next is the reply', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await closeRound('2026');
    await expect.poll(() => talks.app.runtime.contexts.round(), { timeout: 60_000 }).toBeNull();
    await talks.tell(at, ['TANYA usulan kami tahun lalu bagaimana?']);
    await talks.quiet();
    await answer(await onlyThread(person), 'Sudah masuk RKPD.');
    await answered(at, 'Sudah masuk RKPD.');
    await talks.tell(at, ['Kapan dikerjakan?']);
    await talks.quiet();
    expect((await onlyThread(person)).messages.at(-1)).toMatchObject({
      by: 'person',
      words: 'Kapan dikerjakan?',
    });
    expect(await reopenRound('2026')).toBe(true);
    await expect.poll(() => talks.app.runtime.contexts.round(), { timeout: 60_000 }).not.toBeNull();
  });

  it('may be the first thing that somebody ever says; the next begins their talk', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, ['TANYA ini nomor siapa?', 'halo']);
    await talks.quiet();
    expect((await onlyThread(person)).messages[0]?.words).toBe('ini nomor siapa?');
    expect((await talks.conversation(person))?.state?.flow.id).toBe('usulan');
  });

  it('is not taken from somebody who has said STOP: the answer could not reach them', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, ['halo', 'STOP', 'TANYA apakah usulan saya masuk?']);
    await talks.quiet();
    expect(await threadsOf(person)).toEqual([]);
    expect(texts(at).at(-1)).toContain('ketik MULAI dulu');
  });

  it('is told once, also where a crash came before it was on its way', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, ['halo', 'TANYA batas usulan berapa?']);
    await talks.quiet();
    const thread = await onlyThread(person);
    await answer(thread, 'Tiga usulan.');
    await answered(at, 'Tiga usulan.');
    await ThreadModel.updateOne({ _id: thread._id }, { $set: { untold: true } });
    await Promise.all([tellAnswers(new Date()), tellAnswers(new Date())]);
    await talks.quiet();
    expect(await NoticeModel.countDocuments({ participant: person._id })).toBe(1);
    expect(texts(at).filter((text) => text.includes('Tiga usulan.'))).toHaveLength(1);
    expect((await onlyThread(person)).untold).toBeUndefined();
  });

  it('is read by the confirmed people of its village once it is opened, without what leads to a person', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, ['halo', 'TANYA siapa pengawas jalan? hubungi saya di 0812-3456-7890']);
    await talks.quiet();
    await answer(await onlyThread(person), 'Pengawasnya dari dinas, 0813-1111-2222.');
    const { _id: id, revision } = await onlyThread(person);
    const neighbour = await somebody();
    await talks.tell(neighbour.at, ['halo', 'tanya']);
    await talks.quiet();
    expect(texts(neighbour.at).join('\n')).not.toContain('pengawas jalan');
    await shareThread({ id, revision }, ani, true, new Date());
    await talks.tell(neighbour.at, ['TANYA']);
    await talks.quiet();
    const told = texts(neighbour.at).findLast((text) => text.includes('pengawas jalan')) ?? '';
    expect(told).toContain('Pengawasnya dari dinas, …');
    expect(told).not.toMatch(/0812|0813|Ketua RT/);
    const stranger = await somebody();
    await ParticipantModel.updateOne({ _id: stranger.person._id }, { $set: { verified: false } });
    await talks.tell(stranger.at, ['halo', 'TANYA']);
    await talks.quiet();
    expect(texts(stranger.at).join('\n')).toContain('ketik TANYA lalu pertanyaannya');
    expect(texts(stranger.at).join('\n')).not.toContain('pengawas jalan');
  });

  it('is told by DATA SAYA, and gone with its answers after HAPUS DATA', async () => {
    const { talks } = used();
    const { at, person } = await somebody();
    await talks.tell(at, ['halo', 'TANYA berapa lama prosesnya?']);
    await talks.quiet();
    await talks.tell(at, ['DATA SAYA']);
    await talks.quiet();
    expect(texts(at).join('\n')).toContain('1 pertanyaan dan jawabannya');
    await answer(await onlyThread(person), 'Sampai lima hari.');
    await answered(at, 'Sampai lima hari.');
    await requestErasure(person._id, new Date());
    // The person's own document goes last.
    await expect.poll(() => ParticipantModel.exists({ _id: person._id }), { timeout: 90_000 }).toBeNull();
    expect(await threadsOf(person)).toEqual([]);
    const notice = await NoticeModel.findOne({ participant: person._id }).lean();
    expect([notice?.words, notice?.args]).toEqual([undefined, {}]);
  });

  it('stands where a request for help of an earlier version stood', async () => {
    const { person } = await somebody();
    await ParticipantModel.collection.updateOne(
      { _id: person._id as never },
      { $set: { needsHelpAt: new Date('2026-11-01T02:00:00Z') } },
    );
    await fillInHelpRequests();
    await fillInHelpRequests();
    expect(await onlyThread(person)).toMatchObject({
      state: 'waiting',
      waitsSince: new Date('2026-11-01T02:00:00Z'),
    });
  });
});
