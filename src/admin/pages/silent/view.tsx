import {
  countSilences,
  type Silence,
  type SilentPerson,
  silences,
} from '../../../outreach/planning/silence.ts';
import { describeSilence } from '../../../reports/call-list.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { may } from '../../../users/rights.ts';
import { AreaSelects } from '../../shell/area-selects.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import { Empty, Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RoundPage } from '../rounds/frame.tsx';

export interface SilentFilter {
  kecamatan?: string | undefined;
  village?: string | undefined;
}

export interface SilentProps {
  visit: SignedInVisit;
  round: Round;
  lookups: Lookups;
  filter: SilentFilter;
  /** Those matching the filter within the visitor's area, ordered by village. */
  people: SilentPerson[];
  /** Whether anybody was invited at all. */
  invited: boolean;
}

const tones: Record<Silence, string> = {
  'not-delivered': 'bad',
  'not-read': 'warn',
  read: 'busy',
  stopped: 'new',
};

const stateOf = ({ deps, words }: SignedInVisit, silence: Silence): string =>
  deps.texts.t(words.locale, `silent.state.${silence}`);

function query({ kecamatan, village }: SilentFilter): string {
  const params = new URLSearchParams();
  if (kecamatan) params.set('kecamatan', kecamatan);
  if (village) params.set('desa', village);
  return params.size > 0 ? `?${params}` : '';
}

/** Who was invited and has sent nothing, by village; of one village person by person, with its call list. */
export function SilentPage(props: SilentProps) {
  const { visit, round, people, invited, filter } = props;
  const { t } = visit.words;
  return (
    <RoundPage visit={visit} round={round} part="sunyi" title={t('silent.title')}>
      <p class="soft">{t('silent.intro')}</p>
      {!invited && (
        <Empty title={t('silent.nobody.title')}>
          <p>{t('silent.nobody.text')}</p>
          <p>
            <a class="button" href={`/rembuk/${round._id}/undangan`}>
              {t('rounds.next.to-invite')}
            </a>
          </p>
        </Empty>
      )}
      {invited && (
        <>
          <Figures {...props} />
          <Filter {...props} />
          {people.length === 0 && (
            <Empty title={t('silent.none.title')}>
              <p>{t('silent.none.text')}</p>
              {(filter.kecamatan || filter.village) && (
                <p>
                  <a href={`/rembuk/${round._id}/sunyi`}>{t('silent.all')}</a>
                </p>
              )}
            </Empty>
          )}
          {people.length > 0 && may(visit.user, 'invite') && <Downloads {...props} />}
          {people.length > 0 && (filter.village ? <People {...props} /> : <Villages {...props} />)}
        </>
      )}
    </RoundPage>
  );
}

/** The number of people of each kind, with what helps them below it. */
function Figures({ visit, people }: SilentProps) {
  const { t, number } = visit.words;
  const counts = countSilences(people);
  return (
    <ul class="tiles helped">
      {silences.map((silence) => (
        <li key={silence} class="tile">
          <strong>{number(counts[silence])}</strong>
          <span>
            {stateOf(visit, silence)}
            <small>{t(`silent.help.${silence}`)}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Filter({ visit, round, lookups, filter }: SilentProps) {
  const { t } = visit.words;
  return (
    <search class="filter card areas">
      <form method="get" action={`/rembuk/${round._id}/sunyi`}>
        <AreaSelects visit={visit} lookups={lookups} filter={filter} />
        <div class="actions">
          <button type="submit">{t('filter.button')}</button>
        </div>
      </form>
    </search>
  );
}

function Downloads({ visit, round, filter }: SilentProps) {
  const { t } = visit.words;
  const path = `/rembuk/${round._id}/sunyi/telepon`;
  return (
    <p class="actions">
      {filter.kecamatan && (
        <a class="button plain" href={`${path}.pdf${query(filter)}`}>
          {t('silent.pdf')}
        </a>
      )}
      <a class="button plain" href={`${path}.xlsx${query(filter)}`}>
        {t('silent.xlsx')}
      </a>
      <span class="soft small">{t(filter.kecamatan ? 'silent.phones' : 'silent.choose')}</span>
    </p>
  );
}

/** The villages in which somebody is silent. */
function Villages({ visit, round, lookups, people }: SilentProps) {
  const { t, number } = visit.words;
  const villages = [...new Set(people.map(({ participant }) => participant.village ?? ''))];
  return (
    <table class="cards silent">
      <caption class="unseen">{t('silent.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('field.village')}</th>
          {silences.map((silence) => (
            <th key={silence} scope="col" class="figure">
              {stateOf(visit, silence)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {villages.map((village) => {
          const counts = countSilences(people.filter(({ participant }) => participant.village === village));
          const kecamatan = village.slice(0, village.lastIndexOf('.'));
          return (
            <tr key={village}>
              <th scope="row">
                <a href={`/rembuk/${round._id}/sunyi${query({ kecamatan, village })}`}>
                  {lookups.villageName(village)}
                </a>
                <small>{lookups.kecamatanName(kecamatan)}</small>
              </th>
              {silences.map((silence) => (
                <td
                  key={silence}
                  class={counts[silence] > 0 ? 'figure' : 'figure zero'}
                  data-label={stateOf(visit, silence)}
                >
                  <span>{counts[silence] > 0 ? number(counts[silence]) : '–'}</span>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** One village: whom to call, and what to say to them. */
function People({ visit, lookups, filter, people }: SilentProps) {
  const { words, user, deps } = visit;
  const opens = may(user, 'enter-participants');
  return (
    <Section id="orang" title={words.t('silent.of', { village: lookups.villageName(filter.village ?? '') })}>
      <ul class="people">
        {people.map((person) => {
          const { _id, name, office, rt } = person.participant;
          const shown = name || words.t('participant.unnamed');
          const detail = describeSilence(person, deps.texts, words.locale);
          return (
            <li key={_id}>
              <div>
                {opens ? <a href={`/peserta/orang/${encodeURIComponent(_id)}`}>{shown}</a> : shown}
                <small>{[office && words.office(office), rt].filter(Boolean).join(' ')}</small>
              </div>
              <div class="ends">
                <span class={`tag ${tones[person.silence]}`}>{stateOf(visit, person.silence)}</span>
                {detail && <small>{detail}</small>}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
