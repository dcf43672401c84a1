import { ask } from './ask.ts';
import { say, type Talk, t } from './talk.ts';

/** HAPUS DATA: asks once, and then once more; anything but a clear yes leaves everything as it is. */
export function openErase(talk: Talk): void {
  talk.state.menu = 'erase';
  talk.state.misses = 0;
  ask(talk);
}

/** Reads the answer to either question. The second yes is carried out by an effect, once the farewell is sent. */
export function answerErase(talk: Talk, agreed: boolean): void {
  const { state, context } = talk;
  if (agreed && state.menu === 'erase') {
    state.menu = 'erase-sure';
    return ask(talk);
  }
  state.menu = null;
  state.misses = 0;
  if (!agreed) {
    say(talk, t(talk, 'conversation.erase-left'));
    if (state.status === 'open') ask(talk);
    return;
  }
  talk.effects.push({ kind: 'erase', at: context.now });
  state.status = 'done';
  state.step = null;
  state.reopened = [];
  say(talk, t(talk, 'conversation.erase-done'));
}
