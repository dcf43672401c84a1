import { question } from './ask.ts';
import { choicesNow } from './choices.ts';
import { currentStep, firstText, say, type Talk, t } from './talk.ts';
import { textKeys } from './text-keys.ts';

/** From this miss on, help is offered. */
const offersHelp = 3;

/**
 * Says why a message was no answer: first what was wrong with it, then by example, from the third time on how to get
 * help, go back or skip. However often, it stays calm and the question stays open.
 */
export function explain(talk: Talk, reason: string): void {
  const { state } = talk;
  state.misses += 1;
  say(talk, `${remark(talk, reason)}\n\n${question(talk)}`, choicesNow(talk), { asks: state.step });
}

/** What helps with the current question; empty where nothing is asked. */
export function helpAbout(talk: Talk): string {
  const { state, flow } = talk;
  const step = currentStep(talk);
  if (!step || !state.step) return '';
  if (state.menu) return t(talk, 'conversation.help.choice');
  if (state.sofar?.kind === 'several') return t(talk, 'conversation.several.help');
  return firstText(talk, [textKeys.help(flow.id, state.step), `conversation.help.${step.kind}`]);
}

/** Reasons that are about the file that was sent. */
const ofFiles = new Set(['photo-heic', 'photo-kind', 'photo-too-large', 'photo-enough', 'not-a-photo']);

function remark(talk: Talk, reason: string): string {
  const { state, flow } = talk;
  const { misses } = state;
  const step = currentStep(talk);
  // A side question, or the offer to split, is a choice, whatever stands behind it.
  const aside = state.menu !== null || state.sofar?.kind === 'several';
  const kind = aside || !step ? 'choice' : step.kind;
  // What is wrong with a file is said each time: what was said of the one before helps little.
  if (ofFiles.has(reason) && misses > 1)
    return `${t(talk, `conversation.miss.${reason}`)} ${remark(talk, 'other')}`;
  // Who asked back is helped, and who asks again as everybody whose answer was not understood.
  if (misses === 1 && reason === 'question') return helpAbout(talk);
  if (misses === 1)
    return firstText(talk, [
      `conversation.miss.${reason}`,
      `conversation.miss.${kind}`,
      'conversation.miss.other',
    ]);
  if (misses < offersHelp) {
    const own = aside ? [] : [textKeys.retry(flow.id, state.step ?? '', misses)];
    return firstText(talk, [...own, `conversation.retry.${kind}`]);
  }
  const ways = [t(talk, misses % 2 === 1 ? 'conversation.retry.help' : 'conversation.retry.help-again')];
  if (step?.optional && !aside) ways.push(t(talk, 'conversation.retry.skip'));
  return ways.join(' ');
}
