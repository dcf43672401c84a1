import type { ProposalFilter } from '../../../proposals/filter.ts';
import type { Standing } from '../../../proposals/list.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import { writeFilter } from '../proposals/filter.ts';

const address = (id: string, filter: ProposalFilter) =>
  `/usulan/${encodeURIComponent(id)}${writeFilter(filter)}`;

/** The ways from a proposal: back to the list, and to what stands before and after it there. */
export function Neighbours({
  visit,
  filter,
  standing,
}: {
  visit: SignedInVisit;
  filter: ProposalFilter;
  standing: Standing;
}) {
  const { t } = visit.words;
  return (
    <nav class="neighbours" aria-label={t('proposal.ways')}>
      <a href={`/usulan${writeFilter(filter)}`}>{t('proposal.back')}</a>
      <span>
        {standing.before && (
          <a rel="prev" href={address(standing.before, filter)}>
            {t('proposal.previous')}
          </a>
        )}
        {standing.after && (
          <a rel="next" href={address(standing.after, filter)}>
            {t('proposal.next')}
          </a>
        )}
      </span>
    </nav>
  );
}
