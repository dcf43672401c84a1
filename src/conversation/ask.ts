import { type Block, blocks } from './blocks/index.ts';
import { shownValue } from './blocks/summary.ts';
import { textKeys } from './check.ts';
import { choicesNow } from './choices.ts';
import { severalQuestion } from './several.ts';
import { currentStep, say, type Talk, t } from './talk.ts';

/** What a question is about: without it nobody can answer, so it is told each time. */
const always: readonly Block[] = ['summary', 'lights', 'twins', 'waiting'];

/** Asks the question that waits. `first` tells what stands before it too (conditions, the summary). */
export function ask(talk: Talk, first = true): void {
  const { state } = talk;
  const step = currentStep(talk);
  if (!step && !state.menu) return;
  const shown = state.menu ? [] : (step?.show ?? []).filter((block) => first || always.includes(block));
  const told = shown.flatMap((block) => blocks[block](talk));
  const wanted = step?.kind === 'place' && !state.menu ? ({ ask: 'location' } as const) : {};
  // A phone without buttons shows one message after the other: what belongs together is one message, unless long.
  const whole = [...told, [question(talk), ...standing(talk)].join('\n')].join('\n\n');
  say(talk, whole, choicesNow(talk), { asks: state.step, ...wanted });
}

/** What he answered before, where he has gone back to it. */
function standing(talk: Talk): string[] {
  const { state } = talk;
  const answer =
    state.step && !state.menu && !state.sofar && state.returnTo ? state.answers[state.step] : null;
  if (!answer || !state.step || answer.value.kind === 'skipped') return [];
  return [t(talk, 'conversation.standing', { answer: shownValue(talk, state.step, answer) })];
}

/** The question that waits, in a sentence: a side question, what is still missing of an answer, or the step's own. */
export function question(talk: Talk): string {
  const { state, flow } = talk;
  if (state.menu) return t(talk, `conversation.menu.${state.menu}`);
  const step = currentStep(talk);
  const place = step?.number ? `${step.number}/${flow.questions}. ` : '';
  return place + (missing(talk) ?? t(talk, textKeys.ask(flow.id, state.step ?? '')));
}

/** What to send next where part of the answer is there: another photo, a unit. */
function missing(talk: Talk): string | null {
  const { sofar } = talk.state;
  if (sofar?.kind === 'several') return severalQuestion(talk, sofar.parts);
  if (sofar?.kind === 'photos')
    return t(talk, 'conversation.partly.more-photos', { count: sofar.photos.length });
  if (sofar?.kind === 'quantity') return t(talk, 'conversation.partly.which-unit', { amount: sofar.amount });
  return null;
}
