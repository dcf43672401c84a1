import type { ProposalFilter } from '../../../proposals/filter.ts';
import { type ProposalCounts, pageSize } from '../../../proposals/list.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { may } from '../../../users/rights.ts';
import type { User } from '../../../users/user.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Pager } from '../../shell/pager.tsx';
import { Empty } from '../../shell/parts.tsx';
import { NoRoundYet, type RoundChoice, RoundChooser } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Column } from './columns.ts';
import { Counts } from './counts.tsx';
import { isNarrowed, writeFilter } from './filter.ts';
import { FilterForm } from './filter-form.tsx';
import { SavedFilters } from './saved-filters.tsx';
import { ProposalTable } from './table.tsx';

/** Everything the list shows. */
export interface ListProps {
  visit: SignedInVisit;
  round: Round;
  choice: RoundChoice;
  lookups: Lookups;
  counts: ProposalCounts;
  /** Of the whole round, whatever the list is narrowed by. */
  answers: { waiting: number; undecided: number };
  filter: ProposalFilter;
  columns: readonly Column[];
  /** Whom proposals may be given to. */
  reviewers: readonly User[];
  /** Names of the office's users, by their e-mail address. */
  people: ReadonlyMap<string, string>;
  page: number;
  pages: number;
  total: number;
  proposals: Proposal[];
}

/** The list of a round, with what it holds in figures on top. */
export function ProposalList(props: ListProps) {
  const { visit, round, counts, answers } = props;
  const { t } = visit.words;
  const { all } = counts;
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
            {all > 0 && t('list.answers', { all, waiting: answers.waiting })}
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
          <Counts {...props} />
          <FilterForm {...props} />
          <SavedFilters {...props} />
          <Found {...props} />
        </>
      )}
    </Page>
  );
}

function Found(props: ListProps) {
  const { visit, filter, columns, total, page, pages, proposals } = props;
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
      <Pager
        visit={visit}
        page={page}
        pages={pages}
        address={(at) => `/usulan${writeFilter(filter, at, columns)}`}
      />
      <p class="small">
        <a class="button plain small" href={`/usulan/daftar.xlsx${writeFilter(filter)}`} download>
          {t('list.download', { total })}
        </a>
      </p>
    </>
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
