import { NONE } from '../../../classification/types.ts';
import type { ProposalFilter } from '../../../proposals/list.ts';
import { proposalStatuses } from '../../../proposals/reasons.ts';
import type { Lookups } from '../../lookups.ts';
import { Field, Select } from '../../parts.tsx';
import type { SignedInVisit } from '../../visit.ts';
import { isNarrowed } from './filter.ts';

/** Narrows the list. Villages can be chosen once a kecamatan is. */
export function FilterForm(props: { visit: SignedInVisit; lookups: Lookups; filter: ProposalFilter }) {
  const { visit, lookups, filter } = props;
  const { words, actor } = visit;
  const { t } = words;
  const any = { value: '', label: t('filter.any') };
  const own = lookups.kecamatan.filter(
    ({ code }) => actor.kecamatan.length === 0 || actor.kecamatan.includes(code),
  );
  const villages = lookups.regions.filter((region) => region.kecamatan.code === filter.kecamatan);
  return (
    <details class="filter card" open={isNarrowed(filter)}>
      <summary>{t('filter.title')}</summary>
      <search>
        <form method="get" action="/">
          {filter.undecided && <input type="hidden" name="perlu" value="putusan" />}
          <Field
            name="cari"
            type="search"
            label={t('filter.search')}
            value={filter.search ?? ''}
            required={false}
          />
          <Select
            name="masalah"
            label={t('field.issue')}
            value={filter.issue ?? ''}
            options={[
              any,
              ...lookups.issues.map((issue) => ({ value: issue._id, label: issue.name })),
              { value: NONE, label: t('issue.none') },
              { value: 'unfiled', label: t('issue.unfiled') },
            ]}
          />
          <Select
            name="status"
            label={t('field.status')}
            value={filter.status ?? ''}
            options={[any, ...proposalStatuses.map((value) => ({ value, label: words.status(value) }))]}
          />
          <Select
            name="kecamatan"
            label={t('field.kecamatan')}
            value={filter.kecamatan ?? ''}
            options={[any, ...own.map(({ code, name }) => ({ value: code, label: name }))]}
          />
          <Select
            name="desa"
            label={t('field.village')}
            value={filter.village ?? ''}
            disabled={villages.length === 0}
            options={[
              villages.length > 0 ? any : { value: '', label: t('filter.kecamatan-first') },
              ...villages.map((village) => ({ value: village._id, label: village.name })),
            ]}
          />
          <div class="actions">
            <button type="submit">{t('filter.button')}</button>
          </div>
        </form>
      </search>
    </details>
  );
}
