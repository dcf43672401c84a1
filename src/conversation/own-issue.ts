/** The issue of a proposal as its proposer sees it: their own label, and whether they call the classifier's right. */
import { choiceOfRole } from './roles.ts';
import type { Talk } from './talk.ts';
import type { State } from './types.ts';

/** Where their word on the classifier's issue is kept among the answers; no step may have this name. */
export const CONFIRMED = 'confirmed_issue';

/** The proposer's own label; it is kept beside the classifier's and never overruled by it. Null for "belum tahu". */
export function ownIssue(talk: Pick<Talk, 'flow' | 'state'>): string | null {
  const issue = choiceOfRole(talk, 'own_issue');
  return issue === 'unknown' ? null : issue;
}

/** Whether the proposer has called this issue right. */
export function hasConfirmed({ answers }: State, issue: string): boolean {
  const value = answers[CONFIRMED]?.value;
  return value?.kind === 'choice' && value.choice === issue;
}

/** The issue that may be called right: the classifier is sure of it, and the proposer has neither named nor confirmed it. */
export function issueToConfirm(talk: Pick<Talk, 'flow' | 'state'>): string | null {
  const { state } = talk;
  const { insight } = state;
  if (insight?.decision !== 'file' || insight.primary === 'none') return null;
  const known = ownIssue(talk) === insight.primary || hasConfirmed(state, insight.primary);
  return known ? null : insight.primary;
}
