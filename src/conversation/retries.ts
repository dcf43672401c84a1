import { ask } from './ask.ts';
import { textKeys } from './check.ts';
import { choicesNow } from './choices.ts';
import { currentStep, firstText, say, type Talk, t } from './talk.ts';

/** From this miss on, help is offered. */
const offersHelp = 3;

/**
 * Says why a message was no answer: first what was wrong with it, then by example, from the third time on how to get
 * help, go back or skip. However often, it stays calm and the question stays open.
 */
export function explain(talk: Talk, reason: string): void {
  const { state, flow } = talk;
  const step = currentStep(talk);
  if (!step || !state.step) return ask(talk);
  state.misses += 1;
  const { misses, step: id } = state;
  const choices = choicesNow(talk);
  const asked = { asks: id };
  if (misses === 1) {
    const why = firstText(talk, [
      `conversation.miss.${reason}`,
      `conversation.miss.${step.kind}`,
      'conversation.miss.other',
    ]);
    return say(talk, `${why}\n\n${question(talk)}`, choices, asked);
  }
  if (misses < offersHelp) {
    const again = firstText(talk, [textKeys.retry(flow.id, id, misses), `conversation.retry.${step.kind}`]);
    return say(talk, `${again}\n\n${question(talk)}`, choices, asked);
  }
  const ways = [t(talk, misses % 2 === 1 ? 'conversation.retry.help' : 'conversation.retry.help-again')];
  if (step.optional) ways.push(t(talk, 'conversation.retry.skip'));
  say(talk, `${ways.join(' ')}\n\n${question(talk)}`, choices, asked);
}

function question(talk: Talk): string {
  const { state, flow } = talk;
  if (state.menu) return t(talk, `conversation.menu.${state.menu}`);
  const step = currentStep(talk);
  const place = step?.number ? `${step.number}/${flow.questions}. ` : '';
  return place + t(talk, textKeys.ask(flow.id, state.step ?? ''));
}
