import { NONE } from '../../../classification/types.ts';
import type { ProposalFilter } from '../../../proposals/list.ts';
import { proposalStatuses } from '../../../proposals/reasons.ts';
import { AreaSelects } from '../../shell/area-selects.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { Field, Select } from '../../shell/parts.tsx';
import { roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { isNarrowed } from './filter.ts';

/** Narrows the list. Villages can be chosen once a kecamatan is. */
export function FilterForm(props: { visit: SignedInVisit; lookups: Lookups; filter: ProposalFilter }) {
  const { visit, lookups, filter } = props;
  const { words } = visit;
  const { t } = words;
  const any = { value: '', label: t('filter.any') };
  return (
    <details class="filter card" open={isNarrowed(filter)}>
      <summary>{t('filter.title')}</summary>
      <search>
        <form method="get" action="/usulan">
          {filter.round && <input type="hidden" name={roundField} value={filter.round} />}
          {filter.undecided && <input type="hidden" name="perlu" value="putusan" />}
          {filter.supported && <input type="hidden" name="dukungan" value="ada" />}
          {filter.unconfirmed && <input type="hidden" name="pengusul" value="belum" />}
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
          <AreaSelects visit={visit} lookups={lookups} filter={filter} />
          <div class="actions">
            <button type="submit">{t('filter.button')}</button>
          </div>
        </form>
      </search>
    </details>
  );
}
