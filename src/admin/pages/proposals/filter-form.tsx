import { NONE } from '../../../classification/types.ts';
import { nobody, type ProposalFilter } from '../../../proposals/filter.ts';
import { proposalStatuses, reasonCodes } from '../../../proposals/reasons.ts';
import type { User } from '../../../users/user.model.ts';
import { answerWords } from '../../shell/answer-words.ts';
import { AreaSelects } from '../../shell/area-selects.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { Field, Select } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import { type Column, columns, usualColumns } from './columns.ts';
import { addressWords, writeFilter } from './filter.ts';

interface FormProps {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: ProposalFilter;
  columns: readonly Column[];
  /** Whom proposals may be given to. */
  reviewers: readonly User[];
}

/** Narrows and orders the list: what is used every day in one row, the rest folded. Villages need a kecamatan first. */
export function FilterForm(props: FormProps) {
  const { visit, lookups, filter } = props;
  const { words } = visit;
  const { t } = words;
  const any = { value: '', label: t('filter.any') };
  return (
    <search class="sieve card">
      <form method="get" action="/usulan">
        {[...new URLSearchParams(writeFilter(byLinkOnly(filter)))].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="daily">
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
              ...lookups.issues.map((issue) => ({
                value: issue._id,
                label: words.issue(issue._id, issue.name),
              })),
              { value: NONE, label: t('issue.none') },
              { value: 'unfiled', label: t('issue.unfiled') },
            ]}
          />
          <Select
            name="status"
            label={t('filter.outcome')}
            value={filter.status ?? ''}
            options={[any, ...decided.map((value) => ({ value, label: words.status(value) }))]}
          />
          <Select name="jawaban" {...answerSelect(words, filter)} />
          <AreaSelects visit={visit} lookups={lookups} filter={filter} />
          <Select name="urut" {...wordSelect(words, 'order', filter)} />
        </div>
        <More {...props} />
        <div class="actions">
          <button type="submit">{t('filter.button')}</button>
        </div>
      </form>
    </search>
  );
}

/** What has no field here, and stays when something else is chosen. */
const byLinkOnly = ({ round, undecided, completed, longAsked }: ProposalFilter): ProposalFilter => ({
  round,
  undecided,
  completed,
  longAsked,
});

/** What is narrowed by now and then, and what the list shows. */
function More({ visit, filter, columns: shown, reviewers }: FormProps) {
  const { words } = visit;
  const { t } = words;
  const { confidence, reason, photo, late, supported, unconfirmed, assignee } = filter;
  const any = { value: '', label: t('filter.any') };
  const used = [confidence, reason, photo, late, supported, unconfirmed, assignee];
  return (
    <details open={used.some((one) => one !== undefined) || shown.join() !== usualColumns.join()}>
      <summary>{t('filter.more')}</summary>
      <div class="daily">
        <Select name="yakin" {...wordSelect(words, 'confidence', filter)} />
        <Select
          name="alasan"
          label={t('filter.reason')}
          value={reason ?? ''}
          options={[any, ...reasonCodes.map((value) => ({ value, label: words.reason(value) }))]}
        />
        <Select name="foto" {...wordSelect(words, 'photo', filter)} />
        <Select name="terlambat" {...wordSelect(words, 'late', filter)} />
        <Select name="pengusul" {...wordSelect(words, 'unconfirmed', filter)} />
        <Select name="dukungan" {...wordSelect(words, 'supported', filter)} />
        <Select
          name="petugas"
          label={t('filter.assignee')}
          value={assignee ?? ''}
          options={[
            any,
            { value: nobody, label: t('filter.nobody') },
            ...reviewers.map(({ _id, name }) => ({ value: _id, label: name })),
          ]}
        />
      </div>
      <fieldset class="boxes">
        <legend>{t('filter.columns')}</legend>
        {columns.map((column) => (
          <label class="pick" key={column}>
            <input type="checkbox" name="kolom" value={column} checked={shown.includes(column)} />
            <span>{t(`column.${column}`)}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

/** What was decided; before that a proposal has no state that the office need tell apart. */
const decided = proposalStatuses.filter((one) => !['submitted', 'classified', 'in-review'].includes(one));

/** How far the answers are, in the office's words. */
function answerSelect(words: Words, filter: ProposalFilter) {
  const states = Object.entries(addressWords.answer);
  return {
    label: words.t('filter.answer'),
    value: states.find(([, state]) => state === filter.answer)?.[0] ?? '',
    options: [
      { value: '', label: words.t('filter.any') },
      ...states.map(([value, state]) => ({ value, label: answerWords(words, state) })),
    ],
  };
}

/** A select of the words that an address has for a field. */
function wordSelect(words: Words, key: keyof typeof addressWords, filter: ProposalFilter) {
  const values: [string, unknown][] = Object.entries(addressWords[key]);
  return {
    label: words.t(`filter.${key}`),
    value: values.find(([, value]) => value === filter[key])?.[0] ?? '',
    options: [
      { value: '', label: words.t(key === 'order' ? 'filter.order-waiting' : 'filter.any') },
      ...values.map(([word]) => ({ value: word, label: words.t(`filter.${key}-${word}`) })),
    ],
  };
}
