import { isRole } from '../../../conversation/roles.ts';
import type { Change } from '../../../proposals/proposal.model.ts';
import {
  type ProposalStatus,
  proposalStatuses,
  type ReasonCode,
  reasonCodes,
} from '../../../proposals/reasons.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { issueName, type Words } from '../../shell/words.ts';

interface Props {
  words: Words;
  lookups: Lookups;
  history: readonly Change[];
  byName: (by: string) => string;
}

/** Changes, newest first: who, in which role, when, from what to what, why. */
export function History({ words, lookups, history, byName }: Props) {
  const changes = history.toReversed();
  return (
    <ol class="history">
      {changes.map((change) => (
        <li key={`${change.at.getTime()} ${change.what} ${change.to}`}>
          <p>{sentence(words, lookups, change)}</p>
          {change.sentence && <blockquote>{change.sentence}</blockquote>}
          <p class="soft small">
            {change.forum && `${change.forum} · `}
            {words.time(change.at)} · {byName(change.by)} ({words.t(`role.${change.role}`)})
          </p>
        </li>
      ))}
    </ol>
  );
}

function sentence(words: Words, lookups: Lookups, { what, from, to, reason }: Change): string {
  const { t } = words;
  if (what === 'issue') {
    const name = (key: string) => issueName(words, lookups.issueNames, key || null);
    return from === to
      ? t('history.issue-confirmed', { to: name(to) })
      : t('history.issue', { from: name(from), to: name(to) });
  }
  if (what === 'support') return t('history.support', { to });
  if (what === 'carried' || what === 'let-go') return t(`history.${what}`);
  if (what === 'told' || what === 'recalled') return t(`history.${what}`);
  if (what === 'completed' || what === 'not-completed') {
    const question = isRole(to) ? words.question(to) : to;
    const before = what === 'completed' && from ? ` ${t('history.completed-before', { words: from })}` : '';
    return t(`history.${what}`, { question }) + before;
  }
  if (what === 'decision') {
    if (to === '') return t('history.withdrawn');
    const why = isReason(reason) ? `, ${words.reason(reason)}` : '';
    return t('history.decision', { to: statusName(words, to) + why });
  }
  if (what === 'recommendation') return t('history.recommendation', { by: words.say(`tiers.actor.${to}`) });
  if (what === 'held') return t('history.held', { to: statusName(words, to) });
  return t('history.status', { to: statusName(words, to) });
}

const isReason = (code: string | undefined): code is ReasonCode =>
  reasonCodes.some((known) => known === code);
const isStatus = (key: string): key is ProposalStatus => proposalStatuses.some((known) => known === key);
const statusName = (words: Words, key: string) => (isStatus(key) ? words.status(key) : key);
