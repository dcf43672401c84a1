import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/conversation/types.ts';
import { randomInput } from '../support/random-inputs.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const flow = flowNamed('usulan');
const begin = async () => new TestTalk(flow, 'id', await contextFor('id'), () => []);
const withoutHeard = ({ heard: _, ...state }: State) => state;

describe('our own question, copied into an answer', () => {
  it('changes nothing of what is understood, wherever the talk stands', async () => {
    const context = await contextFor('id');
    await fc.assert(
      fc.property(
        fc.array(randomInput, { maxLength: 12 }),
        fc.constantFrom('Jalan ke kebun rusak berat', '800 meter', 'dekat langgar', '40 KK', '2', 'lewati'),
        (before, answer) => {
          const [plain, copied] = [true, false].map(() => new TestTalk(flow, 'id', context, () => []));
          if (!plain || !copied) return;
          for (const talk of [plain, copied]) for (const one of ['1', ...before]) talk.say(one);
          fc.pre(copied.state.status === 'open' && copied.state.menu === null);
          const question = copied.last.replies.at(-1)?.text.split('\n').at(-1) ?? '';
          fc.pre(/^\d\/9\. .*\?/.test(question));
          plain.say(answer);
          copied.say(`${question}\n${answer}`);
          expect(withoutHeard(copied.state)).toEqual(withoutHeard(plain.state));
          expect(copied.last.replies).toEqual(plain.last.replies);
        },
      ),
      { numRuns: 100, seed: 20_261_128 },
    );
  });

  it.each([
    ['was refused', ['3']],
    ['was stopped', ['1', 'STOP']],
    ['was put off', ['2']],
  ])('leaves a question to a talk that %s a question', async (_how, said) => {
    const talk = await begin();
    for (const one of said) talk.say(one);
    expect(talk.say('Bagaimana kabar usulan saya pak?').replies).not.toEqual([]);
  });

  it('leaves a question to a talk that has come to its end a question', async () => {
    const talk = await begin();
    talk.state = { ...talk.state, step: null, status: 'done' };
    expect(talk.say('Kapan usulan saya dijawab?').replies).not.toEqual([]);
  });

  it('is known also where it is an older question that was seen', async () => {
    const talk = await begin();
    for (const one of ['1', '1', 'Jalan ke kebun rusak berat']) talk.say(one);
    const seen = (step: string) => ({
      question: { proposal: 1, step, side: null },
      sure: true,
      newer: false,
    });
    const text = '2/9. Masalah apa yang paling dirasakan warga?\nAnak sekolah susah lewat';
    talk.sayLate({ kind: 'text', text }, seen('problem'));
    expect(talk.state.answers.problem?.value).toMatchObject({
      text: expect.stringMatching(/^Jalan ke kebun rusak berat\W+Anak sekolah susah lewat$/),
    });
    // Of another flow: a round began while the message was on its way.
    expect(() => talk.sayLate({ kind: 'text', text: 'Kenapa?' }, seen('kecamatan'))).not.toThrow();
  });
});
