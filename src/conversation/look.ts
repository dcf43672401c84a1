import type { Step } from './flow.ts';
import { currentStep, type Talk } from './talk.ts';
import type { Call } from './types.ts';

/** What a step may want to know of the house before it is asked. */
export type Look = NonNullable<Step['look']>[number];

const wanted: Record<Look, (talk: Talk) => Call | null> = {
  classify(talk) {
    const text = textToClassify(talk);
    return text && talk.state.insight?.text !== text ? { name: 'classify', text } : null;
  },
  twins(talk) {
    const text = textOf(talk, 'proposal');
    const issue = talk.state.insight?.primary ?? null;
    return text && !twinsKnown(talk) ? { name: 'twins', text, issue } : null;
  },
};

/**
 * Asks the house what must be known before this step is asked, one thing after the other.
 * @param answered what was asked last; what stands before it is not asked again, also when nobody knew
 * @returns false where all is known that can be known
 */
export function look(talk: Talk, answered?: Look): boolean {
  const wishes = currentStep(talk)?.look ?? [];
  for (const wish of wishes.slice(answered ? wishes.indexOf(answered) + 1 : 0)) {
    talk.call = wanted[wish](talk);
    if (talk.call) return true;
  }
  return false;
}

/** Whether the twins that were found are those of the proposal as it stands now. */
export function twinsKnown(talk: Talk): boolean {
  return talk.state.twins?.text === textOf(talk, 'proposal');
}

/** What is proposed, then the problem, then who is helped: by the codebook the thing decides, the rest only helps. */
function textToClassify(talk: Talk): string {
  return ['proposal', 'problem', 'impact']
    .map((id) => textOf(talk, id))
    .filter(Boolean)
    .join('. ');
}

/** The text answered to a step; empty where there is none. */
export function textOf({ state }: Talk, id: string): string {
  const value = state.answers[id]?.value;
  return value?.kind === 'text' ? value.text : '';
}
