import { describe, expect, it } from 'vitest';
import type { Seen } from '../../src/conversation/question.ts';
import { questionOf } from '../../src/conversation/question.ts';
import type { Effect, Input, State } from '../../src/conversation/types.ts';
import { sayingItAll } from '../support/saying-it-all.ts';
import { contextFor, engine, flowNamed, TestTalk } from '../support/talking.ts';

const flow = flowNamed('usulan');
const context = await contextFor('id');
const code = 'RR-26-0103-0001';
const request = { proposal: '2026.p.1', code, role: 'place', since: '2026-12-02T01:00:00.000Z' } as const;

const wholeProposal = sayingItAll();

/** Somebody who has said these, of whom the office asks something again. */
function asked(said: string[], more: Partial<typeof request> | { role: 'size' | 'photos' | 'land' } = {}) {
  const talk = new TestTalk(flow, 'id', context);
  for (const line of said) talk.say(line);
  talk.effects = [];
  const turn = engine.reopen(flow, structuredClone(talk.state), { ...request, ...more }, context);
  talk.state = turn.state;
  return { talk, turn };
}

const completed = (effects: Effect[]) => effects.filter(({ kind }) => kind === 'completed');
const done = [...wholeProposal, 'selesai'];

describe('a question that the office asks again', () => {
  it('names the proposal and what is lacking, and takes the answer whatever the talk is at', () => {
    for (const said of [done, wholeProposal, wholeProposal.slice(0, 4), ['nanti']]) {
      const { talk, turn } = asked(said);
      expect(turn.replies.at(-1)?.text).toContain(`Usulan ${code} perlu dilengkapi: lokasi.`);
      expect(turn.replies.at(-1)?.text).not.toMatch(/\d\/9/);
      const { answers, step, submitted } = talk.state;
      const { replies } = talk.say('dekat masjid Al-Falah');
      expect(completed(talk.effects)).toMatchObject([
        {
          proposal: request.proposal,
          since: request.since,
          role: 'place',
          answer: { value: { landmark: 'dekat masjid Al-Falah' } },
        },
      ]);
      expect(replies[0]?.text).toContain(`Usulan ${code} sudah dilengkapi (lokasi)`);
      // The talk itself stands where it stood, and asks its own question again where it has one.
      expect(talk.state).toMatchObject({ answers, step, submitted });
      expect(replies.length).toBe(talk.state.status === 'open' ? 2 : 1);
      talk.say('dekat masjid Al-Falah');
      expect(completed(talk.effects)).toHaveLength(1);
    }
  });

  it('hears what is written beneath a photo or a film, and says that those are not kept', () => {
    const media = { id: 'beside-the-mosque', mime: 'image/jpeg' };
    for (const input of [
      { kind: 'photo', media, caption: 'dekat masjid' },
      { kind: 'unsupported', what: 'video', caption: 'dekat masjid' },
    ] satisfies Input[]) {
      const { talk } = asked(done);
      const { replies } = talk.say(input);
      expect(completed(talk.effects)).toMatchObject([{ answer: { value: { landmark: 'dekat masjid' } } }]);
      expect(replies[0]?.text).toContain('tulisan di bawahnya sudah kami baca');
    }
  });

  it.each<[string, 'size' | 'photos' | 'land', (Input | string)[], object]>([
    [
      'a number with its unit in two messages',
      'size',
      ['800', 'meter'],
      { kind: 'quantity', amount: 800, unit: 'm' },
    ],
    ['a choice by its number', 'land', ['2'], { kind: 'choice', choice: 'owner-willing' }],
    [
      'photos until they end them',
      'photos',
      [{ kind: 'photo', media: { id: 'A', mime: 'image/jpeg' } }, 'selesai'],
      { kind: 'photos', photos: [{ mediaId: 'A' }] },
    ],
  ])('takes %s', (_what, role, said, value) => {
    const { talk } = asked(done, { role });
    for (const line of said) talk.say(line);
    expect(completed(talk.effects)).toMatchObject([{ role, answer: { value } }]);
  });

  it('takes a location that was shared', () => {
    const { talk } = asked(done);
    talk.say({ kind: 'location', lat: -2.1, lon: 115.6 });
    expect(completed(talk.effects)).toMatchObject([{ answer: { value: { lat: -2.1, lon: 115.6 } } }]);
  });

  it('says what was wrong with what is no answer, and goes on waiting', () => {
    const { talk } = asked(done, { role: 'size' });
    for (const line of ['panjang', 'entah', 'terima kasih']) {
      const { replies } = talk.say(line);
      expect(replies.at(-1)?.choices.map(({ label }) => label)).toEqual(['Nanti saja', 'Tidak bisa']);
    }
    expect(completed(talk.effects)).toEqual([]);
    talk.say('800 m');
    expect(completed(talk.effects)).toHaveLength(1);
  });

  it.each(['nanti saja', 'Nanti saja', '1', 'besok haja'])(
    'is put off by "%s", and taken up by LENGKAPI',
    (words) => {
      const { talk } = asked(done);
      expect(talk.say(words).replies[0]?.text).toContain('ketik LENGKAPI');
      expect(completed(talk.effects)).toEqual([]);
      expect(talk.say('LENGKAPI').replies.at(-1)?.text).toContain(`Usulan ${code} perlu dilengkapi`);
      talk.say('dekat masjid');
      expect(completed(talk.effects)).toHaveLength(1);
      expect(talk.say('lengkapi').replies[0]?.text).toContain('Tidak ada usulan yang perlu dilengkapi');
    },
  );

  it.each(['tidak bisa', '2', 'LEWATI', 'batal'])('is declined by "%s"', (words) => {
    const { talk } = asked(done);
    expect(talk.say(words).replies[0]?.text).toContain('Petugas memutuskan dengan yang ada');
    expect(completed(talk.effects)).toMatchObject([{ proposal: request.proposal, answer: null }]);
  });

  it('lets STOP, STATUS and the other commands do what they do, and stands again after them', () => {
    const { talk } = asked(done);
    expect(talk.say('STATUS').replies.at(-1)?.text).toContain('perlu dilengkapi: lokasi');
    expect(talk.say('BANTUAN').replies.at(-1)?.text).toContain('perlu dilengkapi: lokasi');
    talk.say('STOP');
    expect(talk.state.status).toBe('stopped');
    expect(talk.say('dekat masjid').replies[0]?.text).toContain('MULAI');
    expect(completed(talk.effects)).toEqual([]);
    expect(talk.say('MULAI').replies.at(-1)?.text).toContain('perlu dilengkapi: lokasi');
    talk.say('dekat masjid');
    expect(completed(talk.effects)).toHaveLength(1);
  });

  it('leaves an answer to the talk that was on its way to the talk, and waits until that rests', () => {
    const { talk } = asked(wholeProposal.slice(0, 4));
    const own = { ...questionOf({ ...talk.state, reopened: [] }) };
    const seen: Seen = { question: own, sure: true, newer: false };
    const late: Input = { kind: 'text', text: 'Perbaikan jalan menuju kebun karet' };
    talk.sayLate(late, seen);
    expect(talk.state.step).toBe('place');
    expect(talk.state.answers.proposal?.value).toMatchObject({ text: 'Perbaikan jalan menuju kebun karet' });
    // What is asked last is what waits.
    talk.say('dekat jembatan gantung');
    expect(talk.state.answers.place?.value).toMatchObject({ landmark: 'dekat jembatan gantung' });
    for (const line of wholeProposal.slice(6, -1)) talk.say(line);
    // One question at a time: whether there is more comes behind it.
    const { replies } = talk.say('kirim');
    expect(replies.some(({ text }) => text.includes('Ada usulan lain?'))).toBe(false);
    expect(replies.at(-1)?.text).toContain(`Usulan ${code} perlu dilengkapi: lokasi.`);
    talk.say('dekat masjid');
    expect(completed(talk.effects)).toMatchObject([{ answer: { value: { landmark: 'dekat masjid' } } }]);
  });

  it.each([
    ['problem', 3],
    ['area', 2],
  ])(
    'is not answered by what stands under %s, said again when it may not have been seen yet',
    (step, count) => {
      const said = wholeProposal.slice(0, count);
      const { talk } = asked(said);
      const { reopened, answers } = talk.state;
      const question = { ...questionOf({ ...talk.state, reopened: [] }), step };
      const again: Input = { kind: 'text', text: said.at(-1) ?? '' };
      const [told, ...others] = talk.sayLate(again, {
        question,
        sure: false,
        newer: false,
        resent: true,
      }).replies;
      expect(completed(talk.effects)).toEqual([]);
      expect(talk.state).toMatchObject({ reopened, answers });
      // It may have been meant for an answer all the same.
      expect(told?.text).toMatch(/terputus.+perlu dilengkapi: lokasi/s);
      expect(others).toEqual([]);
    },
  );

  it('takes an answer that was written before something else was asked', () => {
    const { talk } = asked(wholeProposal.slice(0, 4));
    const seen: Seen = { question: questionOf(talk.state), sure: true, newer: false };
    const behind = talk.state.reopened?.map((one) => ({ ...one, when: 'behind' as const })) ?? [];
    talk.state = { ...talk.state, reopened: behind };
    talk.sayLate({ kind: 'text', text: 'dekat masjid' }, seen);
    expect(completed(talk.effects)).toHaveLength(1);
    talk.sayLate({ kind: 'text', text: 'dekat masjid' }, seen);
    expect(completed(talk.effects)).toHaveLength(1);
    expect(talk.state.answers.proposal).toBeUndefined();
  });

  describe.each(['waits', 'is put off', 'is answered'])(
    'and a command word written before its answer, while it %s',
    (how) => {
      const written = () => {
        const { talk } = asked(done);
        const seen: Seen = { question: questionOf(talk.state), sure: true, newer: false };
        if (how === 'is put off') talk.say('nanti saja');
        if (how === 'is answered') talk.say('dekat masjid');
        const had = completed(talk.effects).length;
        return { talk, had, write: (text: string) => talk.sayLate({ kind: 'text', text }, seen) };
      };

      it('stops, erases and tells as ever', () => {
        const { talk, had, write } = written();
        expect(write('HAPUS DATA').replies.at(-1)?.text).toContain('hapus');
        talk.say('batal');
        expect(write('PRIVASI').replies[0]?.text).toContain('data');
        expect(write('BANTUAN').replies.length).toBeGreaterThan(0);
        write('STOP');
        expect(talk.state.status).toBe('stopped');
        expect(completed(talk.effects)).toHaveLength(had);
      });

      it('takes up what is lacking by LENGKAPI', () => {
        const { talk, had, write } = written();
        const says = how === 'is answered' ? 'Tidak ada usulan' : `Usulan ${code} perlu dilengkapi`;
        expect(write('lengkapi').replies[0]?.text).toContain(says);
        expect(completed(talk.effects)).toHaveLength(had);
      });
    },
  );

  it('stands one behind the other, where several proposals are to be completed', () => {
    const { talk } = asked(done);
    const second = { ...request, proposal: '2026.p.2', code: 'RR-26-0103-0002', role: 'size' } as const;
    const turn = engine.reopen(flow, structuredClone(talk.state), second, context);
    expect(turn.replies).toEqual([]);
    talk.state = turn.state;
    expect(talk.say('dekat masjid').replies.at(-1)?.text).toContain(
      'RR-26-0103-0002 perlu dilengkapi: ukuran',
    );
    talk.say('800 m');
    expect(completed(talk.effects)).toMatchObject([{ role: 'place' }, { role: 'size' }]);
  });

  it('is heard where its round is over, and nothing else of that talk is', () => {
    const { talk } = asked(wholeProposal.slice(0, 4));
    const hear = (text: string, state: State) =>
      engine.receiveReopened(flow, state, { kind: 'text', text }, null, context);
    const turn = hear('dekat masjid', talk.state);
    expect(completed(turn?.effects ?? [])).toHaveLength(1);
    expect(turn?.replies).toHaveLength(1);
    expect(hear('Perbaikan jalan', turn?.state ?? talk.state)).toBeNull();
  });
});
