import { offices, type Participant } from '../../../people/participant.model.ts';
import { type PeopleFilter, personStates } from '../../../people/search.ts';
import { AreaSelects } from '../../shell/area-selects.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Pager } from '../../shell/pager.tsx';
import { Empty, Field, Select } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RenewLinks } from './chats-view.tsx';
import { StateTags } from './state-tags.tsx';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  filter: PeopleFilter;
  page: number;
  pages: number;
  total: number;
  people: Participant[];
}

/** The address of a page of the list. */
export const addressOf = (filter: PeopleFilter, page: number): string =>
  `/peserta/daftar${asked(filter, page)}`;

function asked({ kecamatan, village, office, state, search }: PeopleFilter, page = 1): string {
  const params = new URLSearchParams();
  const given = { kecamatan, desa: village, jabatan: office, keadaan: state, cari: search };
  for (const [name, value] of Object.entries(given)) if (value) params.set(name, value);
  if (page > 1) params.set('halaman', String(page));
  return `?${params}`;
}

/** Everybody, searched and narrowed; a name leads to the person. */
export function PeoplePage(props: Props) {
  const { visit, lookups, filter, page, pages, total, people } = props;
  const { t, office } = visit.words;
  return (
    <Page visit={visit} title={t('people.title')}>
      <p class="neighbours">
        <a href="/peserta">{t('import.back')}</a>
        <a href="/peserta/impor">{t('import.title')}</a>
      </p>
      <div class="head">
        <h1>{t('people.title')}</h1>
      </div>
      <Filter {...props} />
      <p class="found">{t('people.found', { total })}</p>
      {filter.kecamatan && visit.deps.startLink && (
        <p class="actions">
          <a class="button plain" href={`/peserta/tautan.pdf${asked(filter)}`}>
            {t('people.links-pdf')}
          </a>
          <a class="button plain" href={`/peserta/tautan.xlsx${asked(filter)}`}>
            {t('people.links-xlsx')}
          </a>
        </p>
      )}
      {filter.kecamatan && visit.deps.startLink && (
        <RenewLinks visit={visit} kecamatan={filter.kecamatan} village={filter.village} />
      )}
      {people.length === 0 ? (
        <Empty title={t('people.none')}>
          <p>{t('people.none-text')}</p>
        </Empty>
      ) : (
        <table class="cards">
          <caption class="unseen">{t('people.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('field.name')}</th>
              <th scope="col">{t('field.office')}</th>
              <th scope="col">{t('field.village')}</th>
              <th scope="col">{t('field.status')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person._id}>
                <th scope="row">
                  <a href={`/peserta/orang/${encodeURIComponent(person._id)}`}>
                    {person.name || t('participant.unnamed')}
                  </a>
                </th>
                <td data-label={t('field.office')}>
                  <span>
                    {person.office && office(person.office)} {person.rt}
                  </span>
                </td>
                <td data-label={t('field.village')}>
                  <span>{lookups.villageName(person.village ?? '')}</span>
                  <small>{lookups.kecamatanName(person.kecamatan ?? '')}</small>
                </td>
                <td data-label={t('field.status')}>
                  <StateTags visit={visit} person={person} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Pager visit={visit} page={page} pages={pages} address={(at) => addressOf(filter, at)} />
    </Page>
  );
}

function Filter({ visit, lookups, filter }: Props) {
  const { t, office } = visit.words;
  const any = { value: '', label: t('filter.any') };
  return (
    <details class="filter card" open>
      <summary>{t('filter.title')}</summary>
      <search>
        <form method="get" action="/peserta/daftar">
          <Field
            name="cari"
            type="search"
            label={t('people.search')}
            value={filter.search ?? ''}
            required={false}
          />
          <AreaSelects visit={visit} lookups={lookups} filter={filter} />
          <Select
            name="jabatan"
            label={t('field.office')}
            value={filter.office ?? ''}
            options={[any, ...offices.map((one) => ({ value: one, label: office(one) }))]}
          />
          <Select
            name="keadaan"
            label={t('people.state')}
            value={filter.state ?? ''}
            options={[any, ...personStates.map((one) => ({ value: one, label: t(`people.states.${one}`) }))]}
          />
          <div class="actions">
            <button type="submit">{t('filter.button')}</button>
          </div>
        </form>
      </search>
    </details>
  );
}
