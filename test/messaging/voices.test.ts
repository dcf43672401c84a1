import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { listDeadLetters, retryDeadLetter } from '../../src/messaging/queues/dead-letters.ts';
import { queueNames } from '../../src/messaging/queues/queues.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { correctIssue } from '../../src/proposals/review.ts';
import { inWords } from '../../src/proposals/wording.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { type Voice, VoiceModel } from '../../src/voices/voice.model.ts';
import { takeBackWords, typeWords } from '../../src/voices/voices.ts';
import { voiceNote } from '../support/sounds.ts';
import { proposalOf, sayInTurn, speakProblem, toTheEnd, toTheProblem, voiceOf } from '../support/spoken.ts';
import { useTalks } from '../support/talks.ts';
import {
  answering,
  held as heldAnswer,
  startTranscriptionServer,
  type TranscriptionServer,
} from '../support/transcription-server.ts';

const patience = { timeout: 60_000, interval: 20 };

describe('a voice note', () => {
  const settings: NodeJS.ProcessEnv = { TRANSCRIBE_KEY: 'sk-of-the-test' };
  let server: TranscriptionServer;
  beforeAll(async () => {
    server = await startTranscriptionServer();
    settings.TRANSCRIBE_URL = server.url;
  });
  const held = useTalks(settings);
  afterAll(() => server.close());
  beforeEach(() => {
    server.calls.length = 0;
  });

  const say = (address: string, lines: readonly string[]) => sayInTurn(held().talks, address, lines);
  const speak = (address: string, bytes?: Buffer) => speakProblem(held().talks, address, bytes);
  const inState = (participant: Participant, status: Voice['status']) =>
    vi.waitFor(async () => {
      const voice = await voiceOf(participant);
      expect(voice.status).toBe(status);
      return voice;
    }, patience);
  const asked = (address: string) =>
    held()
      .talks.simulator.sentTo(address)
      .filter(({ text }) => text.startsWith('Kami dengar'));

  it('is kept, written down, and shown to its speaker beside the question that waits', async () => {
    server.answers('Jalan ke kebun rusak, tidak bisa dilewati saat hujan');
    const { talks } = held();
    const participant = await speak('speaker');
    await talks.quiet();
    const voice = await voiceOf(participant);
    expect(voice).toMatchObject({ status: 'transcribed', question: 'problem', seconds: 3 });
    const kept = await stat(join(talks.app.runtime.mediaDir, voice.file ?? ''));
    expect([kept.size, kept.mode & 0o777]).toEqual([voiceNote(3).length, 0o600]);
    expect(server.calls[0]).toMatchObject({ authorization: 'Bearer sk-of-the-test', model: 'whisper-1' });

    const [message] = asked('speaker');
    expect(message).toMatchObject({
      text: expect.stringContaining('“Jalan ke kebun rusak, tidak bisa dilewati saat hujan”'),
      choices: [{ label: 'Suara betul' }, { label: 'Suara salah' }],
      beside: true,
    });
    // The talk went on, and goes on: what was asked is answered by number as ever.
    const before = await talks.conversation(participant);
    expect(before?.state?.step).toBe('own_issue');
    const button = message?.choices[0]?.value ?? '';
    expect(Buffer.byteLength(button)).toBeLessThanOrEqual(40);
    await talks.say('speaker', { kind: 'choice', value: button });
    await talks.quiet();
    expect(talks.texts('speaker').at(-1)).toContain('kami catat begitu');
    expect((await talks.conversation(participant))?.state).toEqual(before?.state);
    expect((await voiceOf(participant)).status).toBe('confirmed');

    await say('speaker', toTheEnd('Perbaikan jalan menuju kebun karet'));
    const proposal = await proposalOf(participant);
    expect(proposal).toMatchObject({
      status: 'classified',
      text: 'Perbaikan jalan menuju kebun karet. Jalan ke kebun rusak, tidak bisa dilewati saat hujan',
    });
    expect((await voiceOf(participant)).proposal).toBe(proposal._id);
    const [written] = await inWords([proposal]);
    expect(written?.answers.problem?.value).toEqual({
      kind: 'text',
      text: 'Jalan ke kebun rusak, tidak bisa dilewati saat hujan',
    });
    expect(asked('speaker')).toHaveLength(1);
  });

  it('never holds the talk: words that come after the proposal is sent are classified then', async () => {
    const late = heldAnswer('Banyak pemuda menganggur, perlu pelatihan las dan menjahit');
    onTestFinished(late.release);
    server.answers(late.answer);
    const { talks } = held();
    const participant = await speak('waiting');
    await vi.waitFor(() => expect(server.calls).toHaveLength(1), patience);
    await talks.tell('waiting', toTheEnd('Pembuatan jembatan gantung'));
    const classified = () =>
      vi.waitFor(async () => {
        const proposal = await proposalOf(participant);
        expect(proposal.status).toBe('classified');
        return proposal;
      }, patience);
    expect((await classified()).text).toBe('Pembuatan jembatan gantung');
    expect((await voiceOf(participant)).status).toBe('awaiting');
    late.release();
    await talks.quiet();
    const proposal = await proposalOf(participant);
    expect(proposal.text).toMatch(/^Pembuatan jembatan gantung\. Banyak pemuda menganggur/);
    expect(proposal.classification?.because.join(' ')).toContain('menjahit');
    expect(asked('waiting')).toHaveLength(1);
  });

  it('is asked for again while the server is away, and is given up at once where that is of no use', async () => {
    server.answers(answering(503), 'Jembatan gantung putus');
    const participant = await speak('patient');
    await inState(participant, 'transcribed');
    expect(server.calls).toHaveLength(2);

    server.answers(answering(401, 'who are you, sk-of-the-test?'));
    const { talks } = held();
    const { queues } = talks.app.runtime;
    const refused = await speak('refused');
    const voice = await inState(refused, 'failed');
    expect(voice.why).toBe('key');
    const letter = await vi.waitFor(async () => {
      const found = (await listDeadLetters(queues)).find(({ id }) => id === voice._id);
      expect(found).toBeDefined();
      return found;
    }, patience);
    expect(letter?.reason).toBe('The transcription server answered 401');

    // The key is put right, and staff try it again.
    server.answers('Lampu jalan padam');
    await retryDeadLetter(queues, queueNames.transcribe, voice._id, new Date());
    expect(await inState(refused, 'transcribed')).not.toHaveProperty('why');
    await talks.quiet();
    expect(asked('refused')).toHaveLength(1);
  });

  it('in which nothing is heard says so, without a dead letter', async () => {
    server.answers('...');
    const { talks } = held();
    const participant = await speak('silent');
    expect(await inState(participant, 'failed')).toMatchObject({ why: 'silent' });
    await talks.quiet();
    expect(asked('silent')).toEqual([]);
    expect(await listDeadLetters(talks.app.runtime.queues)).toEqual([]);
  });

  it('whose speaker says that it was heard wrongly is not classified, until the right words come', async () => {
    server.answers('Jualan ke kota bagus');
    const { talks } = held();
    const participant = await speak('corrector');
    await talks.quiet();
    await say('corrector', ['Maaf pak, suara salah.']);
    expect(talks.texts('corrector').at(-1)).toContain('petugas akan mendengarkan');
    expect((await talks.conversation(participant))?.state?.step).toBe('own_issue');
    await say('corrector', toTheEnd('Pengadaan bibit ikan nila'));
    expect((await proposalOf(participant)).text).toBe('Pengadaan bibit ikan nila');

    await say('corrector', ['suara salah, yang benar jalan ke kota rusak']);
    expect(await voiceOf(participant)).toMatchObject({
      status: 'corrected',
      text: 'yang benar jalan ke kota rusak',
      heard: 'Jualan ke kota bagus',
    });
    expect((await proposalOf(participant)).text).toContain('jalan ke kota rusak');
    // A yes by its words, in another language of the service.
    await say('corrector', ['voice right']);
    expect(await voiceOf(participant)).toMatchObject({ status: 'confirmed', text: 'Jualan ke kota bagus' });
    expect((await proposalOf(participant)).text).toContain('Jualan ke kota bagus');
  });

  it('may be confirmed by a bare yes that the question which waits cannot take', async () => {
    const late = heldAnswer('Air sungai keruh');
    onTestFinished(late.release);
    server.answers(late.answer);
    const { talks } = held();
    const participant = await speak('bare');
    late.release();
    await talks.quiet();
    const before = await talks.conversation(participant);
    await say('bare', ['inggih, bujur pak']);
    expect(talks.texts('bare').at(-1)).toContain('kami catat begitu');
    expect((await voiceOf(participant)).status).toBe('confirmed');
    expect((await talks.conversation(participant))?.state).toEqual(before?.state);
    // What the question can take is its answer, and once another one was asked a yes is about that one.
    await say('bare', ['3', 'ya']);
    expect(await talks.conversation(participant)).toMatchObject({ state: { step: 'proposal', misses: 1 } });
    expect(talks.texts('bare').at(-1)).not.toContain('kami catat begitu');
  });

  it('answers other questions once its speaker has called it right, and no longer when it is called wrong', async () => {
    server.answers('Jalan becek. Mohon pengerasan jalan 200 meter di RT 03 untuk 45 KK');
    const { talks } = held();
    const participant = await speak('telling');
    await talks.quiet();
    await say('telling', ['3', 'suara betul pak']);
    expect(talks.texts('telling').slice(-2)).toEqual([
      expect.stringContaining('kami catat begitu'),
      expect.stringContaining('Kami catat: 200 m, 45 KK, RT 03, kalimat itu sebagai Usulan.'),
    ]);
    expect((await talks.conversation(participant))?.state?.step).toBe('group');
    await say('telling', ['suara salah, perbaikan jembatan 20 meter di RT 03 untuk 54 KK']);
    await say('telling', ['umum', 'milik desa', 'lewati', 'kirim']);
    expect(talks.texts('telling').at(-3)).toContain('Ukuran: 20 m');
    const { answers, title } = await proposalOf(participant);
    expect(title).toBe('perbaikan jembatan 20 meter di RT 03 untuk 54 KK');
    expect(answers.size).toMatchObject({ value: { amount: 20, unit: 'm' }, readFrom: 'problem' });
    expect(answers.households?.value).toEqual({ kind: 'count', count: 54 });
  });

  it('is joined by a second one to the same question, and both are classified', async () => {
    server.answers('Banyak pemuda menganggur', 'perlu pelatihan las dan menjahit');
    const { talks } = held();
    const participant = await talks.enter('twice');
    await say('twice', toTheProblem);
    const notes = [2, 3].map((seconds) => talks.simulator.putFile(voiceNote(seconds), 'audio/ogg'));
    // Both have left the phone before anything is said to the first.
    await Promise.all(notes.map((media) => talks.say('twice', { kind: 'voice', media, seconds: 3 })));
    await talks.quiet();
    const { state } = (await talks.conversation(participant)) ?? {};
    expect(state?.step).toBe('own_issue');
    // Two that leave at once may come in either order.
    const { value } = state?.answers.problem ?? {};
    const heard = value?.kind === 'voice' ? [value, ...(value.more ?? [])].map(({ mediaId }) => mediaId) : [];
    expect(heard.toSorted()).toEqual(notes.map(({ id }) => id).toSorted());
    await say('twice', toTheEnd('Pembangunan balai adat'));
    const proposal = await proposalOf(participant);
    expect(proposal.text).toMatch(/^Pembangunan balai adat\. .*Banyak pemuda menganggur/);
    expect(proposal.text).toContain('perlu pelatihan las');
    expect(await VoiceModel.find({ proposal: proposal._id })).toHaveLength(2);
  });

  it('is written down by the office, which comes before machines and speakers, and can take it back', async () => {
    server.answers('Sawah kering');
    const { talks } = held();
    const participant = await speak('office');
    await talks.quiet();
    const voice = await voiceOf(participant);
    const typed = await typeWords(
      voice,
      voice.revision,
      { text: 'Sawah kering saat kemarau', by: 'siti' },
      new Date(),
    );
    expect(typed).toMatchObject({ status: 'typed', text: 'Sawah kering saat kemarau', by: 'siti' });
    expect(await typeWords(voice, voice.revision, { text: 'x', by: 'ani' }, new Date())).toBeNull();
    await say('office', ['suara salah']);
    expect(talks.texts('office').at(-1)).toContain('sudah dituliskan petugas');
    const now = await voiceOf(participant);
    expect(now.status).toBe('typed');
    const back = await takeBackWords(now, now.revision);
    expect(back).toMatchObject({ status: 'transcribed', text: 'Sawah kering', earlier: [] });
    expect(back).not.toHaveProperty('by');
    expect(back && (await takeBackWords(back, back.revision))).toBeNull();
  });

  it('whose words come late does not overrule an issue that a person has named', async () => {
    const late = heldAnswer('Banyak pemuda menganggur, perlu pelatihan las');
    onTestFinished(late.release);
    server.answers(late.answer);
    const { talks } = held();
    const participant = await speak('named');
    await talks.tell('named', toTheEnd('Mesin jahit untuk kelompok PKK'));
    const proposal = await proposalOf(participant);
    const ani = { name: 'ani', role: 'coordinator', scope: wholeDistrict };
    await correctIssue(proposal, proposal.revision, 'ketimpangan', ani, new Date());
    late.release();
    await talks.quiet();
    const now = await proposalOf(participant);
    expect(now).toMatchObject({ issue: 'ketimpangan', issueBy: 'ani', status: 'in-review' });
    expect(now.text).toContain('pelatihan las');
  });

  it('that is none is lost, its speaker is told once, and the talk goes on', async () => {
    const { talks } = held();
    const participant = await speak('liar', Buffer.from('<html>not a sound</html>'));
    await talks.quiet();
    const voice = await voiceOf(participant);
    expect(voice).toMatchObject({ status: 'awaiting', lost: 'not-a-sound' });
    const told = () => talks.texts('liar').filter((text) => text.includes('bukan rekaman suara'));
    expect(told()).toHaveLength(1);
    await retryDeadLetter(
      talks.app.runtime.queues,
      queueNames.media('simulator'),
      `voice.${voice._id}`,
      new Date(),
    );
    await talks.quiet();
    expect(told()).toHaveLength(1);
    expect((await talks.conversation(participant))?.state?.step).toBe('own_issue');
    expect(server.calls).toEqual([]);
  });

  it('that is longer than ten minutes is refused at its question', async () => {
    const { talks } = held();
    await talks.enter('lecturer');
    await say('lecturer', toTheProblem);
    const media = talks.simulator.putFile(voiceNote(1), 'audio/ogg');
    await talks.say('lecturer', { kind: 'voice', media, seconds: 601 });
    await talks.quiet();
    expect(talks.texts('lecturer').at(-1)).toContain('paling lama 10 menit');
  });
});
