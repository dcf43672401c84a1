/** The issue of a proposal as its proposer sees it: his own label, and whether he calls the classifier's right. */
import type { Talk } from './talk.ts';
import type { State } from './types.ts';

/** Where his word on the classifier's issue is kept among the answers; no question of the flow has this name. */
export const CONFIRMED = 'confirmed_issue';

/** His own label; it is kept beside the classifier's and never overruled by it. Null for "belum tahu". */
export function ownIssue(state: State): string | null {
  const issue = choiceIn(state, 'own_issue');
  return issue === 'unknown' ? null : issue;
}

/** Whether he has called this issue right. */
export const hasConfirmed = (state: State, issue: string): boolean => choiceIn(state, CONFIRMED) === issue;

/** The issue that he may call right: the classifier is sure of it, and he has named it neither himself nor so. */
export function issueToConfirm({ state }: Pick<Talk, 'state'>): string | null {
  const { insight } = state;
  if (insight?.decision !== 'file' || insight.primary === 'none') return null;
  const known = ownIssue(state) === insight.primary || hasConfirmed(state, insight.primary);
  return known ? null : insight.primary;
}

function choiceIn(state: State, id: string): string | null {
  const value = state.answers[id]?.value;
  return value?.kind === 'choice' ? value.choice : null;
}
