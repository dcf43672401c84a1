import { type Block, blocks } from './blocks/index.ts';
import { shownValue } from './blocks/summary.ts';
import { choicesNow } from './choices.ts';
import { severalQuestion } from './several.ts';
import { currentStep, say, type Talk, t } from './talk.ts';
import { textKeys } from './text-keys.ts';
import type { Answer } from './types.ts';

/** Blocks without which the question cannot be answered; they are shown each time it is asked. */
const always: readonly Block[] = ['summary', 'lights', 'twins', 'waiting', 'unfunded'];

/** Asks the current question. @param first also shows what introduces it (the conditions, the quota) */
export function ask(talk: Talk, first = true): void {
  const { state } = talk;
  const step = currentStep(talk);
  if (!step && !state.menu) return;
  const shown = state.menu ? [] : (step?.show ?? []).filter((block) => first || always.includes(block));
  const told = [...noted(talk), ...shown.flatMap((block) => blocks[block](talk))];
  const wanted = step?.kind === 'place' && !state.menu ? ({ ask: 'location' } as const) : {};
  // One message, so that the question and what it is about are not torn apart on a phone.
  const whole = [...told, [question(talk), ...standing(talk)].join('\n')].join('\n\n');
  say(talk, whole, choicesNow(talk), { asks: state.step, ...wanted });
}

/** Says something, and asks the current question with it: a network may take its buttons away with any other message. */
export function tellAndAsk(talk: Talk, text: string): void {
  const at = talk.replies.length;
  if (talk.state.status === 'open') ask(talk, false);
  const asked = talk.replies[at];
  if (asked) asked.text = `${text}\n\n${asked.text}`;
  else say(talk, text);
}

/** What was read out of an answer, told once; it can be changed by UBAH as all else. */
function noted(talk: Talk): string[] {
  const { state } = talk;
  const untold = state.untold?.flatMap((id) => {
    const answer = state.answers[id];
    return answer?.readFrom ? [notedValue(talk, id, answer)] : [];
  });
  if (!untold?.length || state.menu) return [];
  state.untold = [];
  return [t(talk, 'conversation.noted', { values: untold.join(', ') })];
}

/** "200 m"; "RT 3", for a number alone tells nothing; of words that answer another question too only its name. */
function notedValue(talk: Talk, id: string, answer: Answer): string {
  const { kind } = answer.value;
  const name = t(talk, textKeys.name(talk.flow.id, id));
  if (kind === 'text') return t(talk, 'conversation.noted-words', { name });
  const shown = shownValue(talk, id, answer);
  return /^\d+$/.test(shown) ? `${name} ${shown}` : shown;
}

/** The answer given before, where they have gone back to its question. */
function standing(talk: Talk): string[] {
  const { state } = talk;
  const answer =
    state.step && !state.menu && !state.sofar && state.returnTo ? state.answers[state.step] : null;
  if (!answer || !state.step || answer.value.kind === 'skipped') return [];
  return [t(talk, 'conversation.standing', { answer: shownValue(talk, state.step, answer) })];
}

/** The current question: a side question, what is still missing of an answer, or the step's own. */
export function question(talk: Talk): string {
  const { state, flow } = talk;
  if (state.menu) return t(talk, `conversation.menu.${state.menu}`);
  const step = currentStep(talk);
  const place = step?.number ? `${step.number}/${flow.questions}. ` : '';
  return place + (missing(talk) ?? t(talk, textKeys.ask(flow.id, state.step ?? '')));
}

/** What to send next when part of the answer is there: another photo, a unit. */
function missing(talk: Talk): string | null {
  const { sofar } = talk.state;
  if (sofar?.kind === 'several') return severalQuestion(talk, sofar.parts);
  if (sofar?.kind === 'photos')
    return t(talk, 'conversation.partly.more-photos', { count: sofar.photos.length });
  if (sofar?.kind === 'quantity') return t(talk, 'conversation.partly.which-unit', { amount: sofar.amount });
  return null;
}
