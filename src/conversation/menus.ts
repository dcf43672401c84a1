import { locales } from '../texts/locales.ts';
import { ask } from './ask.ts';
import { answerErase } from './erase.ts';
import { explainMiss } from './misses.ts';
import { beginProposal, changeAnswer, goTo } from './moves.ts';
import { stepOfRole } from './roles.ts';
import { say, type Talk, t } from './talk.ts';
import type { State } from './types.ts';
import type { Understood } from './understand.ts';

/** The side questions that are menus; the offer to part a text and what is asked again are others. */
export const menus = [
  'change',
  'cancel',
  'language',
  'erase',
  'erase-sure',
] as const satisfies State['menu'][];

/** Takes a message as the answer to the open side question. */
export function answerMenu(talk: Talk, { chosen, act }: Understood): void {
  const { state } = talk;
  const { menu } = state;
  if (menu === 'erase' || menu === 'erase-sure') return answerErase(talk, chosen === 'yes');
  if (!chosen) return explainMiss(talk, act, 'unknown-choice');
  state.menu = null;
  state.misses = 0;
  if (menu === 'change') return changeAnswer(talk, chosen);
  if (menu === 'cancel' && chosen === 'yes') return cancel(talk);
  if (menu === 'language') speak(talk, chosen);
  if (state.status === 'open') ask(talk);
}

function speak(talk: Talk, chosen: string): void {
  const locale = locales.find((one) => one === chosen);
  if (!locale) return;
  talk.state.locale = locale;
  talk.effects.push({ kind: 'language', locale });
  say(talk, t(talk, 'conversation.language.changed'));
}

/** Drops the proposal that is being written; what was sent stays sent. */
function cancel(talk: Talk): void {
  beginProposal(talk);
  say(talk, t(talk, 'conversation.cancelled'));
  goTo(talk, stepOfRole(talk.flow, 'more') ?? talk.flow.start);
}
