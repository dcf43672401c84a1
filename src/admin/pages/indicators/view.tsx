import type { Condition } from '../../../conversation/condition.ts';
import type { Indicator } from '../../../issues/indicator.model.ts';
import type { Issue } from '../../../issues/issue.model.ts';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

/** Each issue with its published values, and which of them people read. */
export function IndicatorsPage(props: {
  visit: SignedInVisit;
  issues: Issue[];
  indicators: Indicator[];
  /** What people read of each issue before they write. */
  conditions: Condition[];
}) {
  const { visit, issues, indicators } = props;
  const { words } = visit;
  const { t } = words;
  const conditions = new Map(props.conditions.map((one) => [one.issue, one]));
  return (
    <Page visit={visit} title={t('indicators.title')}>
      <div class="head">
        <h1>{t('indicators.title')}</h1>
        <p class="soft">{t('indicators.intro')}</p>
      </div>
      {issues.map((issue) => {
        const values = indicators.filter((indicator) => indicator.issue === issue._id);
        const name = words.issue(issue._id, issue.name);
        const indicator = words.issue(issue._id, issue.indicator.name, 'indicator');
        return (
          <Section key={issue._id} id={issue._id} title={`${name}: ${indicator}`}>
            <p class="soft">{shownNow(visit.words, conditions.get(issue._id))}</p>
            {values.length > 0 && <Values visit={visit} title={name} values={values} />}
          </Section>
        );
      })}
    </Page>
  );
}

/** The index was recalculated in between, so its old and new series must not be compared. */
function seriesName(words: Words, series: string): string {
  const key = `indicators.series.${series}`;
  return words.has(key) ? words.t(key) : series;
}

/** "4,87%"; an index has no unit. */
function figure(words: Words, { value, unit }: { value: number; unit: string }): string {
  return unit === '%' ? `${words.number(value)}%` : words.number(value);
}

/** What people read of this issue before they write. */
function shownNow(words: Words, condition: Condition | undefined): string {
  const latest = condition?.latest;
  if (!latest) return words.t('indicators.nothing-shown');
  const value = figure(words, latest);
  return words.t('indicators.shown', { value, year: String(latest.year), area: latest.area });
}

function Values(props: { visit: SignedInVisit; title: string; values: Indicator[] }) {
  const { visit, title, values } = props;
  const { words } = visit;
  const { t } = words;
  return (
    <table class="cards values">
      <caption class="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('indicators.year')}</th>
          <th scope="col">{t('indicators.value')}</th>
          <th scope="col">{t('indicators.area')}</th>
          <th scope="col">{t('indicators.source')}</th>
          <th scope="col">{t('field.status')}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={value._id}>
            <th scope="row">{value.year}</th>
            <td data-label={t('indicators.value')}>{figure(words, value)}</td>
            <td data-label={t('indicators.area')}>
              {value.area}
              {value.series && <small>{seriesName(words, value.series)}</small>}
            </td>
            <td data-label={t('indicators.source')}>
              <small>{value.source}</small>
            </td>
            <td data-label={t('field.status')}>
              <State visit={visit} value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ visit, value }: { visit: SignedInVisit; value: Indicator }) {
  const { words } = visit;
  const { t } = words;
  const { confirmed } = value;
  return (
    <form method="post" action={confirmed ? '/indikator/tarik' : '/indikator/konfirmasi'}>
      <Token visit={visit} />
      <input type="hidden" name="indicator" value={value._id} />
      <p class="small">
        {confirmed
          ? t('indicators.confirmed', { by: confirmed.by, day: words.day(confirmed.at) })
          : t('indicators.unconfirmed')}
      </p>
      <button type="submit" class={confirmed ? 'quiet small' : 'plain small'}>
        {confirmed ? t('indicators.withdraw') : t('indicators.confirm')}{' '}
        <span class="unseen">
          {value.area} {value.year}
        </span>
      </button>
    </form>
  );
}
