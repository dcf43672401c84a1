import { type AreaTally, emptyArea } from '../../../figures/tally.ts';
import { covers } from '../../../users/scope.ts';
import { Section } from '../../shell/parts.tsx';
import { roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import type { HomeFigures } from './model.ts';

interface Row {
  /** Absent for the sum of all. */
  code?: string;
  name: string;
  villages: { heard: number; all: number };
  tally: AreaTally;
}

/** A row per kecamatan, with the clock of its answers, and the sum of all of them. */
export function AreaTable({ visit, figures }: { visit: SignedInVisit; figures: HomeFigures }) {
  const { words } = visit;
  const { round, lookups, tally } = figures;
  const villages = (code?: string) => {
    const own = lookups.regions.filter(({ kecamatan }) =>
      code ? kecamatan.code === code : covers(visit.actor.scope, kecamatan.code),
    );
    return { heard: own.filter(({ _id }) => tally.villages.has(_id)).length, all: own.length };
  };
  const rows: Row[] = lookups.kecamatan
    .filter(({ code }) => covers(visit.actor.scope, code))
    .map(({ code, name }) => ({
      code,
      name,
      villages: villages(code),
      tally: tally.kecamatan.get(code) ?? emptyArea,
    }));
  const sum: Row = { name: words.say('home.areas.all'), villages: villages(), tally };
  return (
    <Section id="kecamatan" title={words.say('home.areas.title')}>
      <p class="soft">
        {words.say('home.areas.about', { days: round.answerDays })}{' '}
        <a href="/peta">{words.say('home.areas.map')}</a>
      </p>
      <table class="cards areas">
        <thead>
          <tr>
            {columns.map(({ key, figure }) => (
              <th key={key} scope="col" class={figure ? 'figure' : undefined}>
                {words.say(`home.areas.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AreaRow key={row.code} round={round._id} words={words} row={row} />
          ))}
          {rows.length > 1 && <AreaRow round={round._id} words={words} row={sum} />}
        </tbody>
      </table>
    </Section>
  );
}

const columns = [
  { key: 'name', figure: false },
  { key: 'proposals', figure: true },
  { key: 'villages', figure: true },
  { key: 'waiting', figure: true },
  { key: 'late', figure: true },
  { key: 'median', figure: true },
  { key: 'p90', figure: true },
  { key: 'in-time', figure: true },
];

function AreaRow({ words, round, row }: { words: Words; round: string; row: Row }) {
  const { code, name, villages, tally } = row;
  const { clock } = tally;
  const list = (n: number, narrowed: string) =>
    code && n > 0 ? (
      <a href={`/usulan?${roundField}=${round}&kecamatan=${code}${narrowed}`}>{words.number(n)}</a>
    ) : (
      words.number(n)
    );
  const cells = {
    proposals: list(tally.proposals, ''),
    villages: words.say('home.areas.of', { n: villages.heard, all: villages.all }),
    waiting: list(tally.undecided, '&perlu=putusan'),
    late: tally.late > 0 ? <span class="late">{list(tally.late, '&terlambat=ya')}</span> : '0',
    median: duration(words, clock.median),
    p90: duration(words, clock.p90),
    'in-time':
      clock.delivered > 0 ? words.percent(clock.inTime / clock.delivered) : words.say('home.areas.none'),
  };
  return (
    <tr class={code ? undefined : 'sum'}>
      <th scope="row">{name}</th>
      {Object.entries(cells).map(([key, cell]) => (
        <td key={key} class="figure" data-label={words.say(`home.areas.${key}`)}>
          {cell}
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
