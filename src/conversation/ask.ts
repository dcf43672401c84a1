import { blocks } from './blocks/index.ts';
import { textKeys } from './check.ts';
import { choicesNow } from './choices.ts';
import { currentStep, say, type Talk, t } from './talk.ts';

/** Asks the question that waits. `first` tells what stands before it too (conditions, the summary). */
export function ask(talk: Talk, first = true): void {
  const { flow, state } = talk;
  const step = currentStep(talk);
  if (!step || !state.step) return;
  if (state.menu) {
    say(talk, t(talk, `conversation.menu.${state.menu}`), choicesNow(talk), { asks: state.step });
    return;
  }
  const shown = (step.show ?? []).filter((block) => first || block === 'summary');
  const told = shown.flatMap((block) => blocks[block](talk)).join('\n\n');
  const question = t(talk, textKeys.ask(flow.id, state.step));
  const place = step.number ? `${step.number}/${flow.questions}. ` : '';
  // A phone without buttons shows one message after the other: what belongs together is one message, unless long.
  const whole = told ? `${told}\n\n${place}${question}` : `${place}${question}`;
  const wanted = step.kind === 'place' ? ({ ask: 'location' } as const) : {};
  say(talk, whole, choicesNow(talk), { asks: state.step, ...wanted });
}
