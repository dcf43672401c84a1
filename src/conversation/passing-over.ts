/** Which steps are passed over: those skipped by rule, and after a change those whose earlier answer still holds. */
import { choicesOf, knownNumbers } from './choices.ts';
import type { Step } from './flow.ts';
import { isKnownNumber } from './inputs/count.ts';
import { twinsKnown } from './prerequisites.ts';
import type { Talk } from './talk.ts';

/** Whether the answer to an earlier step means that this one is not asked. */
export function isSkipped({ state }: Talk, { skip_when: rule }: Step): boolean {
  const value = rule && state.answers[rule.step]?.value;
  if (!rule || !value) return false;
  const said = value.kind === 'choice' ? value.choice : value.kind === 'quantity' ? value.unit : '';
  return rule.is ? rule.is.includes(said) : !(rule.not ?? []).includes(said);
}

/**
 * Whether an earlier answer still holds after a change. It does not where the rule that skipped the step no longer
 * applies, or where what was chosen is no longer offered (a village of another kecamatan, an RT of another village).
 */
export function stillHolds(talk: Talk, id: string, step: Step): boolean {
  const value = talk.state.answers[id]?.value;
  if (!value) return false;
  if (value.kind === 'skipped') return step.optional === true;
  if (step.list === 'twins' && !twinsKnown(talk)) return false;
  if (value.kind === 'count') return isKnownNumber(knownNumbers(talk, step), value.count);
  return value.kind !== 'choice' || choicesOf(talk, step, id).some(({ value: one }) => one === value.choice);
}
