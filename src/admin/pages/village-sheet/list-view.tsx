import type { VillageStanding } from '../../../letters/sheets/villages.ts';
import { placeOfVillage } from '../../../regions/regions.ts';
import { covers, reaches } from '../../../users/scope.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { PageOfRound } from '../../shell/page-of-round.tsx';
import { Select } from '../../shell/parts.tsx';
import { type RoundChoice, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** The villages of a round. */
interface Villages {
  choice: RoundChoice;
  lookups: Lookups;
  standings: ReadonlyMap<string, VillageStanding>;
  /** Of which the list is narrowed to. */
  kecamatan: string | undefined;
}

/** All villages of one's own area, with how many proposals their sheets tell of and when they were last sent. */
export function VillagesPage({ visit, found }: { visit: SignedInVisit; found: Villages | null }) {
  const say = (key: string) => visit.words.say(`paper-pages.sheet.${key}`);
  return (
    <PageOfRound visit={visit} path="/desa" title={say('title')} intro={say('intro')} found={found}>
      {(shown) => (
        <>
          <Narrowing visit={visit} found={shown} />
          <List visit={visit} found={shown} />
        </>
      )}
    </PageOfRound>
  );
}

function Narrowing({ visit, found }: { visit: SignedInVisit; found: Villages }) {
  const { t } = visit.words;
  const own = found.lookups.kecamatan.filter(({ code }) => reaches(visit.actor.scope, code));
  return (
    <search class="filter card areas">
      <form method="get" action="/desa">
        <input type="hidden" name={roundField} value={found.choice.round._id} />
        <Select
          name="kecamatan"
          label={t('field.kecamatan')}
          value={found.kecamatan ?? ''}
          options={[
            { value: '', label: t('filter.any') },
            ...own.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <div class="actions">
          <button type="submit">{t('filter.button')}</button>
        </div>
      </form>
    </search>
  );
}

function List({ visit, found }: { visit: SignedInVisit; found: Villages }) {
  const { words } = visit;
  const say = (key: string) => words.say(`paper-pages.sheet.${key}`);
  const { choice, lookups, standings, kecamatan } = found;
  const villages = lookups.regions.filter(
    (region) =>
      covers(visit.actor.scope, placeOfVillage(region)) &&
      (!kecamatan || region.kecamatan.code === kecamatan),
  );
  return (
    <table class="cards">
      <caption class="unseen">{say('title')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('village')}</th>
          <th scope="col" class="figure">
            {say('proposals')}
          </th>
          <th scope="col">{say('sent')}</th>
        </tr>
      </thead>
      <tbody>
        {villages.map((region) => {
          const { proposals = 0, sentAt } = standings.get(region._id) ?? {};
          return (
            <tr key={region._id}>
              <th scope="row">
                <a href={`/desa/${region._id}?${roundField}=${choice.round._id}`}>{region.name}</a>
                <small>{region.kecamatan.name}</small>
              </th>
              <td class={proposals > 0 ? 'figure' : 'figure zero'} data-label={say('proposals')}>
                <span>{proposals > 0 ? words.number(proposals) : '–'}</span>
              </td>
              <td data-label={say('sent')}>
                <span>{sentAt ? words.time(sentAt) : say('never')}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
