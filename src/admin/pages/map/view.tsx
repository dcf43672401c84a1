import { villageStates } from '../../../figures/village-states.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/parts.tsx';
import { NoRoundYet, type RoundChoice, RoundChooser, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import type { KecamatanOnMap, MapFigures } from './model.ts';
import { Points } from './points.tsx';
import { signOf, Tiles, wayTo } from './tiles.tsx';

interface MapProps {
  visit: SignedInVisit;
  choice: RoundChoice;
  lookups: Lookups;
  figures: MapFigures;
}

/** The villages of a round as tiles, what the signs mean, and the same in figures. */
export function MapPage(props: MapProps) {
  const { visit, choice, figures } = props;
  const { words } = visit;
  const { round, kecamatan, chosen, only } = figures;
  const address = (code: string | null) =>
    `/peta?${roundField}=${round._id}${code ? `&kecamatan=${code}` : ''}`;
  return (
    <Page visit={visit} title={words.say('map.title')}>
      <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/peta?${roundField}=${id}`} />
      <div class="head">
        <h1>{words.say('map.heading')}</h1>
        <p class="soft">{words.say('map.about')}</p>
        {chosen && !only && (
          <a class="whole-district" href={address(null)}>
            {words.say('map.whole')}
          </a>
        )}
      </div>
      <Legend words={words} />
      <div class={chosen ? 'one-kecamatan' : undefined}>
        <div class="district">
          {kecamatan.map((one) => (
            <section key={one.code} class={`kecamatan ${cellClass(one)}`} aria-labelledby={`k-${one.code}`}>
              <h2 id={`k-${one.code}`}>{chosen ? one.name : <a href={address(one.code)}>{one.name}</a>}</h2>
              <Tiles words={words} round={round._id} kecamatan={one} />
            </section>
          ))}
        </div>
        {chosen && <Points {...props} />}
      </div>
      <Section id="angka" title={words.say('map.in-words')}>
        {chosen ? <VillageTable {...props} /> : <KecamatanTable {...props} address={address} />}
      </Section>
    </Page>
  );
}

/** The policy allows no inline style, so the style sheet knows the cells of the grid. */
const cellClass = ({ cell }: KecamatanOnMap) => (cell ? `column-${cell[0]} row-${cell[1]}` : '');

function Legend({ words }: { words: Words }) {
  return (
    <ul class="legend" aria-label={words.say('map.legend')}>
      {villageStates.map((state) => (
        <li key={state}>
          <svg viewBox="0 0 36 36" aria-hidden="true" class="key">
            <g class={`village ${state}`}>
              <rect x="1" y="1" width="34" height="34" rx="5" />
              <text x="18" y="18">
                {signOf(state, 2)}
              </text>
            </g>
          </svg>
          {words.say(`map.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}

function VillageTable({ visit, figures }: MapProps) {
  const { words } = visit;
  const villages = figures.kecamatan.flatMap((one) => one.villages);
  return (
    <table class="cards areas">
      <thead>
        <tr>
          <th scope="col">{words.say('map.name')}</th>
          <th scope="col">{words.say('map.status')}</th>
          {(['proposals', 'late', 'answered'] as const).map((key) => (
            <th key={key} scope="col" class="figure">
              {words.say(`map.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {villages.map((village) => (
          <tr key={village.region._id}>
            <th scope="row">
              <a href={wayTo(village, figures.round._id)}>{village.region.name}</a>
            </th>
            <td data-label={words.say('map.status')}>{words.say(`map.state.${village.state}`)}</td>
            <td class="figure" data-label={words.say('map.proposals')}>
              {words.number(village.tally.proposals)}
            </td>
            <td class="figure" data-label={words.say('map.late')}>
              {words.number(village.tally.late)}
            </td>
            <td class="figure" data-label={words.say('map.answered')}>
              {words.number(village.tally.clock.delivered)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function KecamatanTable(props: MapProps & { address(code: string): string }) {
  const { visit, figures, address } = props;
  const { words } = visit;
  const label = (state: (typeof villageStates)[number]) => words.say(`map.state.${state}`);
  return (
    <table class="cards areas">
      <thead>
        <tr>
          <th scope="col">{words.say('map.kecamatan')}</th>
          {villageStates.map((state) => (
            <th key={state} scope="col" class="figure">
              {label(state)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.kecamatan.map(({ code, name, villages }) => (
          <tr key={code}>
            <th scope="row">
              <a href={address(code)}>{name}</a>
            </th>
            {villageStates.map((state) => (
              <td key={state} class="figure" data-label={label(state)}>
                {words.number(villages.filter((village) => village.state === state).length)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Before the first round. */
export function NothingToMap({ visit }: { visit: SignedInVisit }) {
  const { words } = visit;
  return (
    <Page visit={visit} title={words.say('map.title')}>
      <h1>{words.say('map.heading')}</h1>
      <NoRoundYet visit={visit} />
    </Page>
  );
}
