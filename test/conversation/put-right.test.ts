import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { shownAnswer } from '../support/answers.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const cases = z
  .array(
    z.strictObject({
      at: z.string(),
      /** What is said at that question before. */
      before: z.array(z.string()).default([]),
      said: z.array(z.string()),
      step: z.string(),
      menu: z.string().nullable().default(null),
      told: z.string().default(''),
      /** Null stands for what was said, word for word. */
      answers: z.record(z.string(), z.string().nullable()).default({}),
    }),
  )
  .parse(parse(readFileSync('test/conversation/put-right.yaml', 'utf8')));

/** What is said to each question on the way to the summary. */
const way: [step: string, said: string][] = [
  ['consent', 'ya'],
  ['area', '1'],
  ['problem', 'Jalan rusak'],
  ['own_issue', '6'],
  ['proposal', 'Pengerasan jalan tani'],
  ['place', 'dekat langgar'],
  ['size', '200 m'],
  ['households', '20'],
  ['group', '1'],
  ['land', '1'],
  ['photos', 'LEWATI'],
  ['mirror', ''],
];
const context = await contextFor('id');

/** A talk that has come to a question. */
function standingAt(at: string): TestTalk {
  const talk = new TestTalk(flowNamed('usulan'), 'id', context);
  for (const [step, said] of way) {
    expect(talk.state.step).toBe(step);
    if (step === at) return talk;
    talk.say(said);
  }
  throw new Error(`no question ${at}`);
}

const answersOf = ({ state }: TestTalk) =>
  Object.fromEntries(Object.entries(state.answers).map(([id, answer]) => [id, shownAnswer(answer)]));

describe('a sentence that puts an answer right', () => {
  const rows = cases.flatMap((one) => one.said.map((said) => ({ ...one, said })));
  it.each(rows)('at $at: "$said"', ({ at, before, said, step, menu, told, answers }) => {
    const talk = standingAt(at);
    for (const one of before) talk.say(one);
    const stood = answersOf(talk);
    const turn = talk.say(said);
    expect({ step: talk.state.step, menu: talk.state.menu }).toEqual({ step, menu });
    expect(turn.replies[0]?.text).toContain(told);
    const now = Object.entries(answers).map(([id, answer]) => [id, answer ?? said]);
    expect(answersOf(talk)).toEqual({ ...stood, ...Object.fromEntries(now) });
    expect(turn.call).toBeNull();
    expect(talk.state.submitted).toEqual([]);
  });

  it('in a registration', () => {
    const talk = new TestTalk(flowNamed('daftar'), 'id', context);
    for (const one of ['ya', 'Siti Aminah', 'Juai', 'Hukai', 'Ketua RT']) talk.say(one);
    talk.say('nama saya salah, Siti Rahmah');
    expect([talk.state.step, answersOf(talk).name]).toEqual(['rt', 'Siti Rahmah']);
    talk.say('desanya salah');
    expect(talk.state.step).toBe('village');
  });

  it('says nothing of a proposal that is sent', () => {
    const talk = standingAt('mirror');
    talk.say('kirim');
    talk.say('ukurannya 900 m');
    expect([talk.state.step, talk.handedOver.length]).toEqual(['more', 1]);
  });
});
