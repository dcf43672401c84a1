import { NONE } from '../../../classification/types.ts';
import type { Issue } from '../../../issues/issue.model.ts';
import type { Trend } from '../../../issues/trend.ts';
import { may } from '../../../users/rights.ts';
import { LineChart } from '../../charts/line.tsx';
import { roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';
import type { HomeFigures } from './model.ts';

/** Each issue: how many proposals work on it, beside how the district stands on it. */
export function IssueCards({ visit, figures }: { visit: SignedInVisit; figures: HomeFigures }) {
  const { words } = visit;
  const { lookups, tally, trends } = figures;
  const countOf = (key: string) => words.number(tally.issues.get(key) ?? 0);
  return (
    <section aria-labelledby="masalah">
      <h2 id="masalah">{words.say('home.issues.title')}</h2>
      <ul class="issues">
        {lookups.issues.map((issue) => (
          <li key={issue._id} class="card">
            <h3>
              <a href={`/usulan?${roundField}=${figures.round._id}&masalah=${issue._id}`}>
                {words.issue(issue._id, issue.name)}
              </a>
            </h3>
            <p class="count">{words.say('home.issues.count', { n: tally.issues.get(issue._id) ?? 0 })}</p>
            <Indicator visit={visit} issue={issue} trend={trends.get(issue._id) ?? null} />
          </li>
        ))}
      </ul>
      <p class="soft">
        {words.say('home.issues.others', { none: countOf(NONE), unfiled: countOf('unfiled') })}
      </p>
    </section>
  );
}

function Indicator(props: { visit: SignedInVisit; issue: Issue; trend: Trend | null }) {
  const { visit, issue, trend } = props;
  const { words, user } = visit;
  if (!trend)
    return (
      <p class="soft">
        {words.say('home.issues.none')}{' '}
        {may(user, 'keep') && <a href={`/indikator#${issue._id}`}>{words.say('home.issues.confirm')}</a>}
      </p>
    );
  const { latest, values, change, age, ofProvince } = trend;
  const shown = (value: number) => figure(words, value, latest.unit);
  const [first] = values;
  const indicator = words.issue(issue._id, issue.indicator.name, 'indicator');
  const label = words.say('home.issues.chart', {
    name: indicator,
    from: String(first?.year ?? latest.year),
    to: String(latest.year),
    first: shown(first?.value ?? latest.value),
    last: shown(latest.value),
  });
  return (
    <>
      <p class="indicator">
        {indicator}
        <strong>
          {words.say('home.issues.figure', { value: shown(latest.value), year: String(latest.year) })}
        </strong>
        <span>{changeInWords(words, change, latest.unit)}</span>
      </p>
      <LineChart values={values} label={label} />
      <p class="soft small">
        {words.say('home.issues.age', { years: age })}
        {ofProvince && `; ${words.say('home.issues.province', { area: latest.area })}`}
      </p>
      <details class="source">
        <summary>{words.say('home.issues.source')}</summary>
        <small>{latest.source}</small>
      </details>
    </>
  );
}

/** "4,87%"; an index has no unit. */
const figure = (words: Words, value: number, unit: string) =>
  unit === '%' ? `${words.number(value)}%` : words.number(value);

/** "turun dari 5,22% (2023), membaik". */
function changeInWords(words: Words, change: Trend['change'], unit: string): string {
  if (!change) return words.say('home.issues.alone');
  const { from, direction, meaning } = change;
  const told = { value: figure(words, from.value, unit), year: String(from.year) };
  return words.say(`home.issues.${direction}-${meaning}`, told);
}
