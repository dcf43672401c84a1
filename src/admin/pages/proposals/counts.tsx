import type { ComponentChildren } from 'preact';
import { NONE } from '../../../classification/types.ts';
import { answerStates } from '../../../proposals/answer-state.ts';
import type { ProposalFilter } from '../../../proposals/filter.ts';
import type { ProposalCounts } from '../../../proposals/list.ts';
import { proposalStatuses } from '../../../proposals/reasons.ts';
import { answerWords } from '../../shell/answer-words.ts';
import { IssueSign } from '../../shell/issue-sign.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName } from '../../shell/words.ts';
import { writeFilter } from './filter.ts';

interface CountsProps {
  visit: SignedInVisit;
  lookups: Lookups;
  counts: ProposalCounts;
  filter: ProposalFilter;
}

/**
 * Figures that are links: each narrows the list, as it stands, to what it counts; the chosen one leads back. Nothing is
 * counted twice: what a chip says, no heading repeats.
 */
export function Counts(props: CountsProps) {
  const { visit, lookups, counts, filter } = props;
  const { words } = visit;
  const keys = [...lookups.issues.map((issue) => issue._id), NONE, 'unfiled'];
  return (
    <div class="counts">
      <nav aria-label={words.t('list.by-issue')}>
        <ul class="tiles">
          {keys.map((key) => (
            <li key={key}>
              <Narrowing class="tile" filter={filter} by={{ issue: key }}>
                <strong>{words.number(counts.issues[key] ?? 0)}</strong>
                <span>
                  <IssueSign lookups={lookups} issue={key === 'unfiled' ? null : key} />{' '}
                  {issueName(words, lookups.issueNames, key === 'unfiled' ? null : key)}
                </span>
              </Narrowing>
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label={words.t('list.by-status')}>
        <ul class="chips">
          {chipsOf(props).map(({ name, n, by }) => (
            <li key={name}>
              <Narrowing class="chip" filter={filter} by={by}>
                {name} <strong>{words.number(n)}</strong>
              </Narrowing>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

/** What is to be done first, then how far the answers are, then what was decided. */
function chipsOf({ visit, counts, filter }: CountsProps): { name: string; n: number; by: ProposalFilter }[] {
  const { words } = visit;
  const { t } = words;
  const work = [
    { name: t('list.late'), n: counts.late, by: { late: true } },
    { name: answerWords(words, 'none'), n: counts.undecided, by: { undecided: true } },
  ];
  const answers = answerStates.map((answer) => ({
    name: answerWords(words, answer),
    n: counts.answers[answer] ?? 0,
    by: { answer },
  }));
  const people = [
    { name: t('list.supported'), n: counts.supported, by: { supported: true } },
    { name: t('unconfirmed.tag'), n: counts.unconfirmed, by: { unconfirmed: true } },
  ];
  const outcomes = proposalStatuses.map((status) => ({
    name: words.status(status),
    n: isBefore(status) ? 0 : (counts.statuses[status] ?? 0),
    by: { status },
  }));
  return [...work, ...answers, ...people, ...outcomes].filter(({ n, by }) => n > 0 || isChosen(filter, by));
}

/** Before a decision the states are the system's own; the office's word for all of them stands first. */
const isBefore = (status: string) => ['submitted', 'classified', 'in-review'].includes(status);

const isChosen = (filter: ProposalFilter, by: ProposalFilter) =>
  (Object.keys(by) as (keyof ProposalFilter)[]).every((key) => filter[key] === by[key]);

function Narrowing(props: {
  class: string;
  filter: ProposalFilter;
  by: ProposalFilter;
  children: ComponentChildren;
}) {
  const { filter, by } = props;
  const chosen = isChosen(filter, by);
  const without = Object.fromEntries(Object.keys(by).map((key) => [key, undefined]));
  return (
    <a
      class={props.class}
      href={`/usulan${writeFilter({ ...filter, ...(chosen ? without : by) })}`}
      aria-current={chosen ? 'true' : undefined}
    >
      {props.children}
    </a>
  );
}

/** A bar that repeats a figure; drawn, because the policy allows no inline style. `of` is 0 to 1. */
export function Share({ of }: { of: number }) {
  return (
    <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" width="100" height="4" />
      <rect class="part" width={(of * 100).toFixed(1)} height="4" />
    </svg>
  );
}
