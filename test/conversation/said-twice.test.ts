import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/conversation/types.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const began = Date.parse('2026-12-01T02:00:00Z');
let number = 0;

/** A message of a phone, so many seconds behind the one before. */
function sent(text: string, seconds = 2): Input {
  number += 1;
  now += seconds * 1_000;
  return {
    kind: 'text',
    text,
    from: { message: `m${number}`, sentAt: new Date(now).toISOString(), early: false },
  };
}
let now = began;

async function talkAfter(...said: string[]): Promise<TestTalk> {
  const talk = new TestTalk(flowNamed('usulan'), 'id', await contextFor('id'));
  for (const words of said) talk.say(sent(words));
  return talk;
}
const untilProposal = [
  '1. Ya, mulai',
  '1. RT saya saja',
  'jalan rusak parah di depan sekolah',
  '6. Belum tahu',
];
const road = 'perbaikan jalan ke kebun karet';

// chatwoot/chatwoot#5957, php-telegram-bot/core#686: a button pressed twice counted twice. On a weak line the second press leaves
// the phone when the next question is there, so that neither order nor time tells what it was meant for.
describe('what is sent twice', () => {
  it.each([
    ['the button of the area is no problem', ['1. Ya, mulai', '1. RT saya saja'], 'problem'],
    ['the button of the issue is no proposal', untilProposal, 'proposal'],
    ['the words of the proposal are no place', [...untilProposal, road], 'place'],
  ])('is done with in silence: %s', async (_what, said, step) => {
    const talk = await talkAfter(...said);
    expect(talk.state.step).toBe(step);
    const { replies } = talk.say(sent(said.at(-1) ?? ''));
    expect([talk.state.step, talk.state.misses, replies]).toEqual([step, 0, []]);
  });

  it('is meant where it is said a third time, or later', async () => {
    const thrice = await talkAfter(...untilProposal, road, road, road);
    expect(thrice.state.answers.place?.words).toBe(road);
    const later = await talkAfter(...untilProposal, road);
    later.say(sent(road, 31));
    expect(later.state.answers.place?.words).toBe(road);
  });

  it('answers the next question where that offers choices: "1" behind "1"', async () => {
    const talk = await talkAfter('1', '1', 'jalan rusak parah di depan sekolah');
    expect(talk.state.answers).toMatchObject({ area: { words: '1' } });
    expect(talk.state.step).toBe('own_issue');
  });
});

describe('a button of a question that was answered', () => {
  it.each([
    [
      'is no number of households',
      [...untilProposal, road, 'dekat masjid', '800 m'],
      '2. Pengangguran',
      'households',
    ],
    ['is no place', [...untilProposal, road], '1. RT saya saja', 'place'],
  ])('%s: that is asked again, and nothing was missed', async (_what, said, button, step) => {
    const talk = await talkAfter(...said);
    const { replies } = talk.say(sent(button));
    expect([talk.state.step, talk.state.misses, replies.length]).toEqual([step, 0, 1]);
  });

  it('leaves a numbered line of ones own an answer', async () => {
    const talk = await talkAfter('1. Ya, mulai', '1. RT saya saja', '1. jalan rusak parah');
    expect(talk.state.answers.problem?.words).toBe('1. jalan rusak parah');
  });
});
