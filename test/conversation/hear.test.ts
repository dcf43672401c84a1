import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/conversation/types.ts';
import { shownAnswer } from '../support/answers.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const flow = flowNamed('usulan');
const context = await contextFor('id');
const voice = (id: string, seconds = 8): Input => ({
  kind: 'voice',
  media: { id, mime: 'audio/ogg' },
  seconds,
});

/** Somebody who has come to the question for the problem. */
function talkAtProblem(): TestTalk {
  const talk = new TestTalk(flow, 'id', context);
  for (const answer of ['ya', '1']) talk.say(answer);
  return talk;
}

/** Somebody who has told the problem in writing, and is asked what they propose. */
function talkAtProposal(): TestTalk {
  const talk = talkAtProblem();
  for (const answer of ['titian rusak', 'belum tahu']) talk.say(answer);
  return talk;
}

function say(talk: TestTalk, ...answers: (Input | string)[]): string {
  for (const answer of answers) talk.say(answer);
  return textsOf(talk);
}

const textsOf = ({ last }: TestTalk) => last.replies.map(({ text }) => text).join('\n');
const readFrom = ({ state }: TestTalk) =>
  Object.fromEntries(
    Object.entries(state.answers).flatMap(([id, answer]) =>
      answer.readFrom ? [[id, shownAnswer(answer)]] : [],
    ),
  );

const request = 'Jalan ka kabun buruk. Mohon pengerasan jalan 200 m di RT 03 untuk 45 KK';

describe('a voice note whose words its speaker has settled', () => {
  it('answers other questions, which are told with the next one and passed over', () => {
    const talk = talkAtProblem();
    talk.say(voice('v1'));
    expect(talk.hear('v1', request)?.replies).toEqual([]);
    expect(readFrom(talk)).toEqual({ size: '200 m', households: '45', place: 'RT 03', proposal: request });
    expect(say(talk, 'belum tahu')).toContain('Kami catat: 200 m, 45 KK, RT 03, kalimat itu sebagai Usulan.');
    expect(talk.state.step).toBe('group');
  });

  it('answers the question that waits, and goes on to the next', () => {
    const talk = talkAtProblem();
    say(talk, voice('v1'), 'belum tahu');
    expect(talk.state.step).toBe('proposal');
    talk.hear('v1', request);
    expect(talk.state.step).toBe('group');
    expect(textsOf(talk)).toContain('Kami catat: 200 m, 45 KK, RT 03, kalimat itu sebagai Usulan.');
  });

  it('is a proposal as well: size, households and place are noted', () => {
    const talk = talkAtProposal();
    talk.say(voice('v2'));
    expect(talk.state.step).toBe('place');
    talk.hear('v2', 'Perbaikan titian 120 m di RT 02 gasan 40 KK');
    expect(readFrom(talk)).toEqual({ size: '120 m', households: '40', place: 'RT 02' });
    expect(talk.state.step).toBe('group');
  });

  it.each([
    ['Jalan di RT 05 gelap, sudah 3 tahun', { place: 'RT 05' }],
    ['Banyak pemuda menganggur, sekitar 40 orang', {}],
    ['', {}],
  ])('tells of a problem no more than where: %s', (words, read) => {
    const talk = talkAtProblem();
    talk.say(voice('v1'));
    talk.hear('v1', words);
    expect(readFrom(talk)).toEqual(read);
    expect(talk.state.step).toBe('own_issue');
  });

  it('is changed by UBAH like all else, and takes nothing that was answered', () => {
    const talk = talkAtProposal();
    say(talk, voice('v2'), 'dekat langgar', '80 m');
    talk.hear('v2', 'Perbaikan titian 120 m di RT 02 gasan 40 KK');
    expect(readFrom(talk)).toEqual({ households: '40' });
    expect(talk.state.answers.size?.value).toMatchObject({ amount: 80 });
    expect(talk.state.step).toBe('group');
    expect(say(talk, 'ubah', { kind: 'choice', value: 'households' }, '55')).toContain('Siapa yang paling');
    expect(talk.state.answers.households?.value).toEqual({ kind: 'count', count: 55 });
    talk.hear('v2', 'Perbaikan titian 130 m di RT 02 gasan 60 KK');
    expect(readFrom(talk)).toEqual({});
  });

  it('is read anew when it is put right', () => {
    const talk = talkAtProposal();
    talk.say(voice('v2'));
    talk.hear('v2', 'Perbaikan titian 120 m di RT 02 gasan 40 KK');
    talk.hear('v2', 'Perbaikan titian 210 m di RT 03 gasan 14 KK');
    expect(readFrom(talk)).toEqual({ size: '210 m', households: '14', place: 'RT 03' });
    expect(say(talk, 'umum')).toContain('Kami catat: 210 m, 14 KK, RT 03.');
  });

  it('is asked for again what was read of it, once it is refused, and the talk comes back', () => {
    const talk = talkAtProposal();
    talk.say(voice('v2'));
    talk.hear('v2', 'Perbaikan titian 120 m di RT 02 gasan 40 KK');
    say(talk, 'umum');
    expect(talk.state.step).toBe('land');
    talk.hear('v2', '');
    expect(readFrom(talk)).toEqual({});
    expect(talk.state.step).toBe('place');
    say(talk, 'dekat langgar', '100 m', '30 KK');
    expect(talk.state.step).toBe('land');
    say(talk, 'milik desa', 'lewati', 'kirim');
    expect(talk.sent).toBe(1);
    expect(Object.keys(talk.handedOver[0] ?? {})).toEqual(
      expect.arrayContaining(['place', 'size', 'households']),
    );
  });

  it('leaves a menu and a number without its unit to their question', () => {
    const talk = talkAtProposal();
    say(talk, voice('v2'), 'dekat langgar', '120');
    talk.hear('v2', 'Perbaikan titian 120 m gasan 40 KK');
    expect(talk.state).toMatchObject({ step: 'size', sofar: { amount: 120 } });
    say(talk, 'meter');
    expect(talk.state.step).toBe('group');
    say(talk, 'ubah');
    talk.hear('v2', 'Perbaikan titian 120 m gasan 40 KK');
    expect(talk.state.menu).toBe('change');
  });

  it('is none of the proposal that is being written once that is sent, or was never an answer', () => {
    const talk = talkAtProblem();
    expect(talk.hear('v9', request)).toBeNull();
    say(
      talk,
      voice('v1'),
      'belum tahu',
      'titian ulin',
      'dekat langgar',
      '80 m',
      '30 KK',
      'umum',
      'desa',
      'lewati',
    );
    say(talk, 'kirim');
    expect(talk.sent).toBe(1);
    expect(talk.hear('v1', request)).toBeNull();
  });
});

describe('the words of a voice note before it is sent', () => {
  it('are what its lights and twins go by, settled or not', () => {
    const talk = talkAtProblem();
    say(talk, 'sungai naik', 'belum tahu', voice('v2'));
    talk.context.spoken = { v2: 'Siring sungai di parak kebun karet' };
    const twins = say(talk, 'dekat langgar', '80 m', '30 KK', 'umum', 'desa', 'lewati');
    expect(talk.state.step).toBe('twins');
    expect(twins).toContain('Siring sungai dekat masjid');
    expect(say(talk, 'berbeda')).toContain('"kebun karet"');
  });

  it('are shown anew with the summary when they are put right there', () => {
    const talk = talkAtProblem();
    say(talk, 'sawah kering', 'belum tahu', voice('v2'));
    talk.context.spoken = { v2: 'Membuat sumur dor' };
    say(talk, 'dekat langgar', '80 m', '30 KK', 'umum', 'desa', 'lewati');
    expect(talk.state.step).toBe('mirror');
    expect(talk.hear('v2', 'Membuat sumur dor')?.replies).toEqual([]);
    talk.hear('v2', 'Membuat sumur bor');
    expect(textsOf(talk)).toContain('"sumur bor"');
  });
});

describe('a second voice note to the same question', () => {
  const problem = { question: { proposal: 1, step: 'problem', side: null }, sure: true, newer: false };

  it('is joined to the first, and both are read together', () => {
    const talk = talkAtProblem();
    talk.say(voice('v1', 8));
    talk.sayLate(voice('v2', 5), problem);
    expect(talk.state.step).toBe('own_issue');
    expect(talk.state.answers.problem?.value).toMatchObject({
      kind: 'voice',
      mediaId: 'v1',
      more: [{ mediaId: 'v2', seconds: 5 }],
    });
    talk.hear('v1', 'Jalan ka kabun buruk.');
    talk.hear('v2', 'Mohon pengerasan jalan 200 m untuk 45 KK');
    expect(readFrom(talk)).toMatchObject({ size: '200 m', households: '45' });
    say(talk, 'belum tahu', 'dekat langgar', 'umum', 'desa', 'lewati');
    expect(textsOf(talk)).toContain('Masalah: pesan suara 13 detik');
  });

  it('that comes twice is one', () => {
    const talk = talkAtProblem();
    talk.say(voice('v1'));
    for (const id of ['v1', 'v2', 'v2']) talk.sayLate(voice(id), problem);
    expect(talk.state.answers.problem?.value).toMatchObject({ more: [{ mediaId: 'v2' }] });
  });

  it('is not taken where the first answer was written, or there are too many', () => {
    const written = talkAtProblem();
    written.say('Jalan buruk');
    written.sayLate(voice('v1'), problem);
    expect(written.state.answers.problem?.value).toEqual({ kind: 'text', text: 'Jalan buruk' });
    const talk = talkAtProblem();
    talk.say(voice('v0'));
    for (let note = 1; note < 9; note += 1) talk.sayLate(voice(`v${note}`), problem);
    const value = talk.state.answers.problem?.value;
    expect(value?.kind === 'voice' && value.more).toHaveLength(4);
  });
});
