import { describe, expect, it } from 'vitest';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const context = await contextFor('id');
const all = [
  'RT 03',
  'jalan rusak',
  'ekonomi',
  'perbaikan jalan',
  'dekat masjid',
  '200 meter',
  '30 KK',
  'tanah desa',
];
const listOf = (answers: string[]) => answers.map((answer, index) => `${index + 1}. ${answer}`).join('\n');
const instead = (number: number, answer: string) => listOf(all.with(number - 1, answer));

/** A talk at one of the first questions, to which a list is sent. */
function answered(at: 'area' | 'problem', list: string): TestTalk {
  const talk = new TestTalk(flowNamed('usulan'), 'id', context);
  for (const text of at === 'area' ? ['ya'] : ['ya', 'RT 03']) talk.say(text);
  talk.say(list);
  return talk;
}

describe.each(['area', 'problem'] as const)('a list of all answers at %s', (at) => {
  it('answers each question, and what it does not answer is asked', () => {
    const { state, last } = answered(at, listOf(all));
    expect(state.step).toBe('group');
    const { area, problem, own_issue, proposal, place, size, households, land } = state.answers;
    expect([area, own_issue, land].map((one) => one?.value)).toMatchObject([
      { choice: 'rt' },
      { choice: 'pertumbuhan-ekonomi' },
      { choice: 'village' },
    ]);
    expect([problem, proposal].map((one) => one?.value)).toMatchObject([
      { text: 'jalan rusak' },
      { text: 'perbaikan jalan' },
    ]);
    expect([place, size, households].map((one) => one?.value)).toMatchObject([
      { landmark: 'dekat masjid' },
      { amount: 200, unit: 'm' },
      { count: 30 },
    ]);
    expect(last.replies.at(-1)?.text).toContain('200 m, 30 KK');
  });

  it('leaves to its question what is said in part, or nothing', () => {
    expect(answered(at, instead(6, '200')).state.step).toBe('size');
    const { state } = answered(at, instead(5, 'terserah'));
    expect(state.answers.place).toBeUndefined();
    expect(state).toMatchObject({ step: 'place', answers: { size: { value: { amount: 200 } } } });
  });

  it.each([
    instead(1, 'jembatan putus'),
    instead(6, 'banjir'),
    instead(3, 'lampu mati'),
    listOf(all.slice(0, 5)),
  ])('is none where a choice or a number is something else: %s', (list) => {
    const { state } = answered(at, list);
    expect(state.answers.size).toBeUndefined();
    if (at === 'problem') expect(state.answers.problem?.words).toBe(list);
    else expect(state).toMatchObject({ step: 'area', misses: 1 });
  });
});

it('puts nothing in the place of what is answered already', () => {
  const { state } = answered('problem', instead(1, 'seluruh desa'));
  expect(state.answers.area?.value).toEqual({ kind: 'choice', choice: 'rt' });
});
