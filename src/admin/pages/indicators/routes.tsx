import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Condition } from '../../../conversation/types.ts';
import { describeConditions } from '../../../issues/conditions.ts';
import type { Indicator } from '../../../issues/indicator.model.ts';
import type { Issue } from '../../../issues/issue.model.ts';
import { confirmIndicator, listIndicators, listIssues, withdrawIndicator } from '../../../issues/issues.ts';
import { id } from '../../shell/inputs.ts';
import { Page, show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { Section, Token } from '../../shell/parts.tsx';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

const form = z.object({ indicator: id });

/** `/indikator`: published values, each shown to people only after an admin has checked it against its source. */
export function indicatorPages(): Router {
  const router = Router();
  router.get(
    '/indikator',
    signedIn('keep', async (visit, _request, response) => {
      const [issues, indicators] = await Promise.all([listIssues(), listIndicators()]);
      show(response, <IndicatorsPage visit={visit} issues={issues} indicators={indicators} />);
    }),
  );
  router.post('/indikator/konfirmasi', signedIn('keep', confirm));
  router.post('/indikator/tarik', signedIn('keep', withdraw));
  return router;
}

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const key = keyOf(request);
  if (!(await confirmIndicator(key, visit.actor.name, visit.deps.now()))) throw new PageError(404);
  await done(request, response, '/indikator', 'indicator-confirmed');
}

async function withdraw(_visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  if (!(await withdrawIndicator(keyOf(request)))) throw new PageError(404);
  await done(request, response, '/indikator', 'indicator-withdrawn');
}

function keyOf(request: Request): string {
  const typed = form.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  return typed.data.indicator;
}

function IndicatorsPage(props: { visit: SignedInVisit; issues: Issue[]; indicators: Indicator[] }) {
  const { visit, issues, indicators } = props;
  const { t } = visit.words;
  const conditions = new Map(
    describeConditions(issues, indicators, visit.deps.district).map((one) => [one.issue, one]),
  );
  return (
    <Page visit={visit} title={t('indicators.title')}>
      <div class="head">
        <h1>{t('indicators.title')}</h1>
        <p class="soft">{t('indicators.intro')}</p>
      </div>
      {issues.map((issue) => {
        const values = indicators.filter((indicator) => indicator.issue === issue._id);
        return (
          <Section key={issue._id} id={issue._id} title={`${issue.name}: ${issue.indicator.name}`}>
            <p class="soft">{shownNow(visit.words, conditions.get(issue._id))}</p>
            {values.length > 0 && <Values visit={visit} title={issue.name} values={values} />}
          </Section>
        );
      })}
    </Page>
  );
}

/** The index was reckoned anew in between, so its old and new series must not be compared. */
function seriesName(words: Words, series: string): string {
  const key = `indicators.series.${series}`;
  return words.has(key) ? words.t(key) : series;
}

/** "4,87%"; an index has no unit to say. */
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
