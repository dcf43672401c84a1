import { type AreaTally, emptyArea } from '../../../figures/tally.ts';
import type { Region } from '../../../regions/region.model.ts';
import { kecamatanOf, placeOfVillage } from '../../../regions/regions.ts';
import { covers } from '../../../users/scope.ts';
import { Section } from '../../shell/parts.tsx';
import { roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import type { HomeFigures } from './model.ts';

interface Row {
  /** What narrows a list to it; absent for the sum of all. */
  narrowed?: string;
  name: string;
  /** How many have sent something, of how many; absent where the row is a village itself. */
  villages?: { heard: number; all: number };
  tally: AreaTally;
}

/**
 * A row per kecamatan, of whoever has only villages one for each of these, with the clock of its answers; and the sum of
 * all of them.
 */
export function AreaTable({ visit, figures }: { visit: SignedInVisit; figures: HomeFigures }) {
  const { words } = visit;
  const { round, tally } = figures;
  const { scope } = visit.actor;
  const by = scope.kind === 'village' ? 'village' : 'kecamatan';
  const own = figures.lookups.regions.filter((region) => covers(scope, placeOfVillage(region)));
  const rows = by === 'village' ? villageRows(figures, own) : kecamatanRows(figures, own);
  const sum: Row = {
    name: words.say('home.areas.all'),
    ...(by === 'village' ? {} : { villages: heardOf(own, tally) }),
    tally,
  };
  const columns = figureColumns.filter((key) => key !== 'villages' || by === 'kecamatan');
  return (
    <Section id="wilayah" title={words.say(`home.areas.by-${by}`)}>
      <p class="soft">
        {words.say('home.areas.about', { days: round.answerDays })}{' '}
        <a href="/peta">{words.say('home.areas.map')}</a>
      </p>
      <table class="cards areas">
        <thead>
          <tr>
            <th scope="col">{words.t(`field.${by}`)}</th>
            {columns.map((key) => (
              <th key={key} scope="col" class="figure">
                {words.say(`home.areas.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AreaRow key={row.narrowed} round={round._id} words={words} columns={columns} row={row} />
          ))}
          {rows.length > 1 && <AreaRow round={round._id} words={words} columns={columns} row={sum} />}
        </tbody>
      </table>
    </Section>
  );
}

const heardOf = (villages: readonly Region[], tally: HomeFigures['tally']) => ({
  heard: villages.filter(({ _id }) => tally.villages.has(_id)).length,
  all: villages.length,
});

const kecamatanRows = ({ tally }: HomeFigures, own: Region[]): Row[] =>
  kecamatanOf(own).map(({ code, name }) => ({
    narrowed: `&kecamatan=${code}`,
    name,
    villages: heardOf(
      own.filter(({ kecamatan }) => kecamatan.code === code),
      tally,
    ),
    tally: tally.kecamatan.get(code) ?? emptyArea,
  }));

const villageRows = ({ tally }: HomeFigures, own: Region[]): Row[] =>
  own.map(({ _id, name, kecamatan }) => ({
    narrowed: `&kecamatan=${kecamatan.code}&desa=${_id}`,
    name,
    tally: tally.villages.get(_id) ?? emptyArea,
  }));

const figureColumns = ['proposals', 'villages', 'waiting', 'late', 'median', 'p90', 'in-time'] as const;
type FigureColumn = (typeof figureColumns)[number];

interface AreaRowProps {
  words: Words;
  round: string;
  columns: readonly FigureColumn[];
  row: Row;
}

function AreaRow({ words, round, columns, row }: AreaRowProps) {
  const { narrowed, name, villages, tally } = row;
  const { clock } = tally;
  const list = (n: number, further: string) =>
    narrowed && n > 0 ? (
      <a href={`/usulan?${roundField}=${round}${narrowed}${further}`}>{words.number(n)}</a>
    ) : (
      words.number(n)
    );
  const cells = {
    proposals: list(tally.proposals, ''),
    villages: villages && words.say('home.areas.of', { n: villages.heard, all: villages.all }),
    waiting: list(tally.undecided, '&perlu=putusan'),
    late: tally.late > 0 ? <span class="late">{list(tally.late, '&terlambat=ya')}</span> : '0',
    median: duration(words, clock.median),
    p90: duration(words, clock.p90),
    'in-time':
      clock.delivered > 0 ? words.percent(clock.inTime / clock.delivered) : words.say('home.areas.none'),
  };
  return (
    <tr class={narrowed ? undefined : 'sum'}>
      <th scope="row">{name}</th>
      {columns.map((key) => (
        <td key={key} class="figure" data-label={words.say(`home.areas.${key}`)}>
          {cells[key]}
        </td>
      ))}
    </tr>
  );
}

const hourMs = 3_600_000;

/** "1,4 hari", below two days in hours: "31 jam". */
function duration(words: Words, ms: number | null): string {
  if (ms === null) return words.say('home.areas.none');
  const hours = ms / hourMs;
  if (hours < 48) return words.say('home.areas.hours', { n: Math.round(hours) });
  return words.say('home.areas.days', { n: words.number(Math.round(hours / 2.4) / 10) });
}
