import type { Step } from './flow.ts';
import { textOfRole } from './roles.ts';
import { currentStep, type Talk } from './talk.ts';
import type { Call } from './types.ts';

/** What must be known, or be known to be unknown, before a step is asked. */
export type Prerequisite = NonNullable<Step['look']>[number];

/** The call that finds each of them out; null where it is known, or there is nothing to ask about. */
const callFor: Record<Prerequisite, (talk: Talk) => Call | null> = {
  classify(talk) {
    const text = textToClassify(talk);
    return text && talk.state.insight?.text !== text ? { name: 'classify', text } : null;
  },
  twins(talk) {
    const text = textOfRole(talk, 'proposal');
    const issue = talk.state.insight?.primary ?? null;
    return text && !twinsKnown(talk) ? { name: 'twins', text, issue } : null;
  },
  unfunded: ({ state }) => (state.unfunded ? null : { name: 'unfunded' }),
};

/**
 * The call to make before the present step can be asked. Prerequisites are found out one after the other.
 * @param answered the prerequisite that was answered last; it and those before it are not asked for again, even if
 * nobody knew
 * @returns null where everything is known that can be known
 */
export function nextPrerequisite(talk: Talk, answered?: Prerequisite): Call | null {
  const all = currentStep(talk)?.look ?? [];
  for (const prerequisite of all.slice(answered ? all.indexOf(answered) + 1 : 0)) {
    const call = callFor[prerequisite](talk);
    if (call) return call;
  }
  return null;
}

/** Whether the twins that were found are those of the proposal as it stands now. */
export function twinsKnown(talk: Talk): boolean {
  return talk.state.twins?.text === textOfRole(talk, 'proposal');
}

/** What is proposed, then the problem, then who is helped: by the codebook the thing decides, the rest only helps. */
function textToClassify(talk: Talk): string {
  const texts = (['proposal', 'problem', 'impact'] as const).map((role) => textOfRole(talk, role));
  // One message may be both the problem and the proposal.
  return [...new Set(texts)].filter(Boolean).join('. ');
}
