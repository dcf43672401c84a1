import { type Act, acts } from '../../../audit/acts.ts';
import type { AuditEntry } from '../../../audit/audit.model.ts';
import type { AuditFilter, ChainState } from '../../../audit/audit.ts';
import { Page } from '../../shell/page.tsx';
import { Pager } from '../../shell/pager.tsx';
import { Empty, Select } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  filter: AuditFilter;
  /** Everybody who appears on the trail. */
  people: string[];
  entries: AuditEntry[];
  total: number;
  page: number;
  pages: number;
  chain: ChainState;
}

/** The audit trail, the newest first, and whether its hash chain is intact. */
export function AuditPage(props: Props) {
  const { visit, entries, filter, page, pages, total } = props;
  const { t } = visit.words;
  const narrowed = filter.by !== undefined || filter.act !== undefined;
  return (
    <Page visit={visit} title={t('audit.title')}>
      <div class="head">
        <h1>{t('audit.title')}</h1>
        <p class="soft">{t('audit.intro')}</p>
      </div>
      <Chain {...props} />
      <Filter {...props} />
      {total === 0 ? (
        <Empty title={t(narrowed ? 'audit.nothing' : 'audit.empty')}>
          <p>{t(narrowed ? 'audit.nothing-text' : 'audit.empty-text')}</p>
          {narrowed && (
            <p>
              <a class="button" href="/jejak">
                {t('list.clear')}
              </a>
            </p>
          )}
        </Empty>
      ) : (
        <>
          <p class="found">{t('audit.found', { total })}</p>
          <Entries visit={visit} entries={entries} />
          <Pager visit={visit} page={page} pages={pages} address={(at) => addressOf(filter, at)} />
        </>
      )}
    </Page>
  );
}

function Chain({ visit, chain }: Props) {
  const { t } = visit.words;
  if (chain.whole) return <p class="soft">{t('audit.whole', { count: chain.checked })}</p>;
  return (
    <p class="notice bad" role="alert">
      {t('audit.broken', { at: chain.at })}
    </p>
  );
}

function Filter({ visit, filter, people }: Props) {
  const { t } = visit.words;
  const any = { value: '', label: t('filter.any') };
  const inOrder = [...acts].sort((one, other) => actName(visit, one).localeCompare(actName(visit, other)));
  return (
    <search class="filter card">
      <form method="get" action="/jejak">
        <Select
          name="siapa"
          label={t('audit.who')}
          value={filter.by ?? ''}
          options={[any, ...people.map((one) => ({ value: one, label: whoName(visit, one) }))]}
        />
        <Select
          name="apa"
          label={t('audit.what')}
          value={filter.act ?? ''}
          options={[any, ...inOrder.map((one) => ({ value: one, label: actName(visit, one) }))]}
        />
        <div class="actions">
          <button type="submit">{t('filter.button')}</button>
        </div>
      </form>
    </search>
  );
}

const actName = ({ words }: SignedInVisit, act: Act) => words.t(`audit.acts.${act}`);
const whoName = ({ words }: SignedInVisit, by: string) => (by === 'unknown' ? words.t('audit.unknown') : by);

function Entries({ visit, entries }: { visit: SignedInVisit; entries: AuditEntry[] }) {
  const { t, time } = visit.words;
  return (
    <table class="cards">
      <caption class="unseen">{t('audit.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('audit.when')}</th>
          <th scope="col">{t('audit.what')}</th>
          <th scope="col">{t('audit.who')}</th>
          <th scope="col">{t('audit.whom')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry._id}>
            <th scope="row">
              <span class="whole">{time(entry.at)}</span> <small class="soft">{`#${entry._id}`}</small>
            </th>
            <td data-label={t('audit.what')}>{actName(visit, entry.act)}</td>
            <td data-label={t('audit.who')}>
              <span class="long">{whoName(visit, entry.by)}</span>{' '}
              <small class="long">{entry.from ?? ''}</small>
            </td>
            <td data-label={t('audit.whom')}>
              <span class="long">{entry.subject ?? '–'}</span>{' '}
              <small class="long">
                {Object.entries(entry.details ?? {})
                  .map(([name, value]) => `${name}: ${value}`)
                  .join(', ')}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The address of a page of the trail. */
export function addressOf({ by, act }: AuditFilter, page: number): string {
  return `/jejak?${new URLSearchParams({ siapa: by ?? '', apa: act ?? '', halaman: String(page) })}`;
}
