import type { ProposalFilter } from '../../../proposals/filter.ts';
import type { Standing } from '../../../proposals/list.ts';
import { IssueSign } from '../../shell/issue-sign.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { officeState } from '../../shell/office-state.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { writeFilter } from '../proposals/filter.ts';

/** The list beside the proposal that is looked at; on a phone it stands behind the link to it. */
export function Queue(props: {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: ProposalFilter;
  id: string;
  standing: Standing;
}) {
  const { visit, lookups, filter, id, standing } = props;
  const { words, deps } = visit;
  const { t } = words;
  const query = writeFilter(filter);
  return (
    <nav class="queue" aria-label={t('proposal.around')}>
      <p class="soft small">
        {standing.place > 0
          ? t('proposal.place', { place: standing.place, total: standing.total })
          : t('proposal.total', { total: standing.total })}
      </p>
      <ol>
        {standing.around.map((row) => {
          const late = row.answer !== 'delivered' && row.answerBy < deps.now().getTime();
          return (
            <li key={row.id}>
              <a
                href={`/usulan/${encodeURIComponent(row.id)}${query}`}
                aria-current={row.id === id ? 'true' : undefined}
              >
                <IssueSign lookups={lookups} issue={row.issue} />
                <span>
                  <span class="title">{words.title(row.title)}</span>
                  <small>
                    {lookups.villageName(row.village)} · {officeState(words, row)}
                    {late && (
                      <>
                        {' '}
                        · <strong class="late">{t('list.late')}</strong>
                      </>
                    )}
                  </small>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
