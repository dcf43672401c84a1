import { authorityOf } from '../authority.ts';
import { hasConfirmed, ownIssue } from '../own-issue.ts';
import { textOfRole } from '../roles.ts';
import { type Talk, t } from '../talk.ts';
import { textKeys } from '../text-keys.ts';

/** Deciding words that are named; more would hide the proposal. */
const mostWords = 3;

/**
 * What stands out in a proposal before it is sent, in words: which issue it works on and by which words, whose work
 * it usually is, and what is still missing. A light that is not known (no classifier near) is left out, never guessed.
 */
export function lights(talk: Talk): string[] {
  return [[...issue(talk), ...authority(talk), missing(talk)].join('\n')];
}

function issue(talk: Talk): string[] {
  const { insight } = talk.state;
  if (!insight) return [];
  const name = (key: string | undefined) =>
    talk.context.lists.issues?.find((choice) => choice.value === key)?.label ?? key ?? '';
  const [first, second] = insight.likely;
  if (insight.decision === 'ask' && second)
    return [t(talk, 'conversation.light.issue-maybe', { issue: name(first), other: name(second) })];
  if (insight.primary === 'none') return [t(talk, 'conversation.light.issue-none')];
  const words = insight.because.slice(0, mostWords).map((word) => `"${word}"`);
  const key = words.length > 0 ? 'issue-because' : 'issue';
  const own = ownIssue(talk);
  const right = hasConfirmed(talk.state, insight.primary);
  return [
    t(talk, `conversation.light.${key}`, { issue: name(insight.primary), words: words.join(', ') }),
    ...(right ? [t(talk, 'conversation.light.confirmed')] : []),
    ...(own && own !== insight.primary ? [t(talk, 'conversation.light.own', { issue: name(own) })] : []),
  ];
}

/** Whose work it usually is, where that is not the district's; it may be sent all the same. */
function authority(talk: Talk): string[] {
  const found = authorityOf(textOfRole(talk, 'proposal'), talk.context.authority);
  return found ? [t(talk, `conversation.light.authority-${found.level}`, { words: found.words })] : [];
}

/** What would help whoever reviews it: a photo that was passed over, land that is unclear. */
function missing(talk: Talk): string {
  const { state, flow } = talk;
  const names = state.trail
    .filter((id) => {
      const value = state.answers[id]?.value;
      const skipped = value?.kind === 'skipped' && flow.steps[id]?.optional === true;
      return skipped || (value?.kind === 'choice' && value.choice === 'unclear');
    })
    .map((id) => t(talk, textKeys.name(flow.id, id)));
  if (names.length === 0) return t(talk, 'conversation.light.complete');
  return t(talk, 'conversation.light.missing', { names: names.join(', ') });
}
