import { NONE } from '../../../classification/types.ts';
import type { ProposalFilter } from '../../../proposals/list.ts';
import { proposalStatuses } from '../../../proposals/reasons.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName } from '../../shell/words.ts';
import { writeFilter } from './filter.ts';

/** How many proposals each issue and each status has. */
export interface ProposalCounts {
  issues: Record<string, number>;
  statuses: Record<string, number>;
  /** How many of them are supported by others. */
  supported: number;
  /** How many are in no other figure because nobody has confirmed their proposers. */
  unconfirmed: number;
}

/** Figures that are links: each narrows the list to what it counts; the chosen one leads back to all. */
export function Counts(props: {
  visit: SignedInVisit;
  lookups: Lookups;
  counts: ProposalCounts;
  undecided: number;
  filter: ProposalFilter;
}) {
  const { visit, lookups, counts, undecided, filter } = props;
  const { words } = visit;
  const most = Math.max(1, ...Object.values(counts.issues));
  const keys = [...lookups.issues.map((issue) => issue._id), NONE, 'unfiled'];
  const statuses = proposalStatuses.filter((status) => counts.statuses[status]);
  return (
    <div class="counts">
      <nav aria-label={words.t('list.by-issue')}>
        <ul class="tiles">
          {keys.map((key) => {
            const n = counts.issues[key] ?? 0;
            const chosen = filter.issue === key;
            return (
              <li key={key}>
                <a
                  class="tile"
                  href={`/usulan${writeFilter({ ...filter, issue: chosen ? undefined : key })}`}
                  aria-current={chosen ? 'true' : undefined}
                >
                  <strong>{words.number(n)}</strong>
                  <span>{issueName(words, lookups.issueNames, key === 'unfiled' ? null : key)}</span>
                  <Share of={n / most} />
                </a>
              </li>
            );
          })}
        </ul>
      </nav>
      <nav aria-label={words.t('list.by-status')}>
        <ul class="chips">
          <li>
            <a
              class="chip"
              href={`/usulan${writeFilter({ ...filter, undecided: filter.undecided ? undefined : true })}`}
              aria-current={filter.undecided ? 'true' : undefined}
            >
              {words.t('list.undecided')} <strong>{words.number(undecided)}</strong>
            </a>
          </li>
          {counts.supported > 0 && (
            <li>
              <a
                class="chip"
                href={`/usulan${writeFilter({ ...filter, supported: filter.supported ? undefined : true })}`}
                aria-current={filter.supported ? 'true' : undefined}
              >
                {words.t('list.supported')} <strong>{words.number(counts.supported)}</strong>
              </a>
            </li>
          )}
          {(counts.unconfirmed > 0 || filter.unconfirmed) && (
            <li>
              <a
                class="chip"
                href={`/usulan${writeFilter({ ...filter, unconfirmed: filter.unconfirmed ? undefined : true })}`}
                aria-current={filter.unconfirmed ? 'true' : undefined}
              >
                {words.t('unconfirmed.tag')} <strong>{words.number(counts.unconfirmed)}</strong>
              </a>
            </li>
          )}
          {statuses.map((status) => {
            const chosen = filter.status === status;
            return (
              <li key={status}>
                <a
                  class="chip"
                  href={`/usulan${writeFilter({ ...filter, status: chosen ? undefined : status })}`}
                  aria-current={chosen ? 'true' : undefined}
                >
                  {words.status(status)} <strong>{words.number(counts.statuses[status] ?? 0)}</strong>
                </a>
              </li>
            );
          })}
        </ul>
      </nav>
    </div>
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
