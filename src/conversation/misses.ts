/** Why a message was no answer: by what it does, where it does something else. */
import { choicesNow } from './choices.ts';
import type { Act } from './reading/act.ts';
import { explain } from './retries.ts';
import { currentStep, type Talk } from './talk.ts';

/** What is said to each act instead of "not understood"; `conversation.miss.<reason>`. */
const reasons: Partial<Record<Act, string>> = {
  question: 'question',
  unknown: 'question',
  back: 'back',
  greeting: 'greeting',
  thanks: 'thanks',
  wait: 'later',
  later: 'later',
};
/** The same where words or a number are wanted, so that yes and no are no answers either. */
const reasonsWhereFree: Partial<Record<Act, string>> = {
  ...reasons,
  yes: 'ok',
  ok: 'ok',
  no: 'cannot-skip',
  none: 'cannot-skip',
};
/** "Ya" to "Ada foto?": they are waited for. */
const reasonsWherePhotos = { ...reasonsWhereFree, yes: 'photos-awaited', ok: 'photos-awaited' };

/** @param reason why it was no answer, where what it does tells no better */
export function explainMiss(talk: Talk, act: Act, reason: string): void {
  const free = currentStep(talk)?.kind === 'photos' ? reasonsWherePhotos : reasonsWhereFree;
  const known: Partial<Record<Act, string>> = choicesNow(talk).length > 0 ? reasons : free;
  explain(talk, known[act] ?? reason);
}
