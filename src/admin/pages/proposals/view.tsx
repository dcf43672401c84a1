import { type ProposalFilter, pageSize } from '../../../proposals/list.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { may } from '../../../users/rights.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Empty } from '../../shell/parts.tsx';
import { NoRoundYet, type RoundChoice, RoundChooser } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { Counts, type ProposalCounts } from './counts.tsx';
import { isNarrowed, writeFilter } from './filter.ts';
import { FilterForm } from './filter-form.tsx';
import { ProposalTable } from './table.tsx';

/** Everything the list shows. */
export interface ListProps {
  visit: SignedInVisit;
  round: Round;
  choice: RoundChoice;
  lookups: Lookups;
  counts: ProposalCounts;
  answers: { waiting: number; late: number; undecided: number };
  filter: ProposalFilter;
  page: number;
  pages: number;
  total: number;
  proposals: Proposal[];
}

/** The list of a round, with what it holds in figures on top. */
export function ProposalList(props: ListProps) {
  const { visit, round, counts, answers } = props;
  const { t } = visit.words;
  const all = Object.values(counts.statuses).reduce((sum, n) => sum + n, 0);
  return (
    <Page visit={visit} title={t('list.title')}>
      <RoundChooser
        visit={visit}
        choice={props.choice}
        wayTo={(id) => `/usulan${writeFilter({ ...props.filter, round: id })}`}
      />
      <div class="head with-work">
        <div>
          <h1>{t('list.heading', { year: String(round.year) })}</h1>
          <p class="soft">
            {t('list.purpose', { year: String(round.year + 1) })}{' '}
            {all > 0 && t('list.answers', { all, waiting: answers.waiting, late: answers.late })}
          </p>
        </div>
        {answers.undecided > 0 && may(visit.user, 'review') && (
          <a class="button" href={`/putuskan${writeFilter({ round: props.filter.round })}`}>
            {t('list.decide')}
          </a>
        )}
      </div>
      {all + counts.unconfirmed === 0 ? (
        <Empty title={t('list.none.title')}>
          <p>{t('list.none.text')}</p>
        </Empty>
      ) : (
        <>
          <Counts {...props} undecided={answers.undecided} />
          <FilterForm {...props} />
          <Found {...props} />
        </>
      )}
    </Page>
  );
}

function Found(props: ListProps) {
  const { visit, filter, total, page, proposals } = props;
  const { t } = visit.words;
  if (total === 0 && filter.undecided && props.answers.undecided === 0) {
    return (
      <Empty title={t('list.all-decided.title')}>
        <p>{t('list.all-decided.text')}</p>
        {may(visit.user, 'review') && (
          <p>
            <a class="button" href={`/jawaban${writeFilter({ round: filter.round })}`}>
              {t('list.all-decided.go')}
            </a>
          </p>
        )}
      </Empty>
    );
  }
  if (total === 0) {
    return (
      <Empty title={t('list.nothing.title')}>
        <p>{t('list.nothing.text')}</p>
        <p>
          <a class="button" href={`/usulan${writeFilter({ round: filter.round })}`}>
            {t('list.clear')}
          </a>
        </p>
      </Empty>
    );
  }
  const first = (page - 1) * pageSize + 1;
  return (
    <>
      <p class="found" id="daftar">
        {t('list.found', { total, first, last: first + proposals.length - 1 })}{' '}
        {isNarrowed(filter) && (
          <a href={`/usulan${writeFilter({ round: filter.round })}`}>{t('list.clear')}</a>
        )}
      </p>
      <ProposalTable {...props} />
      <Pager {...props} />
    </>
  );
}

function Pager({ visit, filter, page, pages }: ListProps) {
  const { t } = visit.words;
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label={t('list.pages')}>
      {page > 1 ? (
        <a class="button plain" rel="prev" href={`/usulan${writeFilter(filter, page - 1)}`}>
          {t('list.previous')}
        </a>
      ) : (
        <span />
      )}
      <span>{t('list.page', { page, pages })}</span>
      {page < pages ? (
        <a class="button plain" rel="next" href={`/usulan${writeFilter(filter, page + 1)}`}>
          {t('list.next')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

/** Before the first round is opened. */
export function NoRound({ visit }: { visit: SignedInVisit }) {
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('list.title')}>
      <h1>{t('list.title')}</h1>
      <NoRoundYet visit={visit} />
    </Page>
  );
}
