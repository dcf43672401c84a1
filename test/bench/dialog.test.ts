import { describe, expect, it } from 'vitest';
import { ending, steps } from '../../bench/dialog/steps.ts';
import { contextFor, flowNamed, TestTalk } from '../support/talking.ts';

const context = await contextFor('id');
const chats = Array.from({ length: 12 }, (_, chat) => chat);

/** A whole talk of the person of a chat with our flow: what was asked, in order, and what stands at its end. */
function talkOf(chat: number) {
  const talk = new TestTalk(flowNamed('usulan'), 'id', context);
  const last = () => talk.last.replies.map(({ text }) => text).join('\n');
  const asked: string[] = [];
  for (const { name, asks, says } of steps) {
    if (name !== 'consent' && !asks.test(last())) break;
    asked.push(name);
    talk.say(says(chat));
  }
  return { asked, ended: ending.asks.test(last()), answers: talk.last.state.answers };
}

describe('the people of the dialogs that are measured', () => {
  it.each(chats)('are asked every question by ours, and it stands under each what they said (%i)', (chat) => {
    const { asked, ended, answers } = talkOf(chat);
    expect([asked, ended]).toEqual([steps.map(({ name }) => name), true]);
    for (const { name, kept } of steps)
      if (kept) expect(JSON.stringify(answers[name]?.value)).toMatch(kept(chat));
  });
});
