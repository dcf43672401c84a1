import { locales } from '../texts/locales.ts';
import { ask } from './ask.ts';
import { choicesNow, otherWords } from './choices.ts';
import { findChoice } from './inputs/choice.ts';
import { beginProposal, changeAnswer, goTo } from './moves.ts';
import { explain } from './retries.ts';
import { say, type Talk, t } from './talk.ts';
import type { Input } from './types.ts';

/** The choice of the side question that a message makes, named in any language; null where it makes none. */
export function menuChoice(talk: Talk, input: Input): string | null {
  if (input.kind === 'choice') {
    return choicesNow(talk).find((choice) => choice.value === input.value)?.value ?? null;
  }
  if (input.kind !== 'text') return null;
  for (const locale of [talk.state.locale, ...locales]) {
    const there = { ...talk, state: { ...talk.state, locale } };
    const found = findChoice(input.text, choicesNow(there), otherWords(there));
    if (found) return found.value;
  }
  return null;
}

/** Reads a message as the answer to the side question that stands open. */
export function answerMenu(talk: Talk, input: Input): void {
  const { state } = talk;
  const { menu } = state;
  const chosen = menuChoice(talk, input);
  if (!chosen) return explain(talk, 'unknown-choice');
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
  const { flow } = talk;
  beginProposal(talk);
  say(talk, t(talk, 'conversation.cancelled'));
  goTo(talk, flow.steps.more ? 'more' : flow.start);
}
