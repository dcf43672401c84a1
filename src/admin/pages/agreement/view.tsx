import type { ComponentChildren } from 'preact';
import type { Agreement, AgreementReport } from '../../../proposals/agreement.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Section } from '../../shell/parts.tsx';
import { type RoundChoice, RoundChooser, roundField } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { issueName, type Words } from '../../shell/words.ts';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  choice: RoundChoice | null;
  /** Null when there is no round. */
  report: AgreementReport | null;
}

/** The agreement report of the round, within the own area. */
export function AgreementPage({ visit, lookups, choice, report }: Props) {
  const { words } = visit;
  const { t } = words;
  return (
    <Page visit={visit} title={t('agreement.title')}>
      {choice && (
        <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/kesepakatan?${roundField}=${id}`} />
      )}
      <div class="head">
        <h1>{t('agreement.title')}</h1>
        <p class="soft">{t('agreement.intro')}</p>
      </div>
      {!report || report.count === 0 ? (
        <Empty title={t('agreement.empty')}>
          <p>{report ? t('agreement.empty-text') : t('agreement.no-round')}</p>
        </Empty>
      ) : (
        <Report words={words} lookups={lookups} report={report} round={choice?.round._id ?? ''} />
      )}
    </Page>
  );
}

function Report(props: { words: Words; lookups: Lookups; report: AgreementReport; round: string }) {
  const { words, lookups, report, round } = props;
  const { t } = words;
  const name = (key: string) => issueName(words, lookups.issueNames, key);
  const mixedUp = report.confusion.filter(({ meant, said }) => meant !== said);
  return (
    <>
      <Section id="sepakat" title={t('agreement.counted', { count: report.count })}>
        <dl class="facts">
          <dt>{t('agreement.model')}</dt>
          <dd>{share(words, report.classifier)}</dd>
          <dt>{t('agreement.proposer')}</dt>
          <dd>{share(words, report.proposer)}</dd>
        </dl>
        <p>
          <a href={`/kesepakatan.xlsx?${roundField}=${round}`}>{t('agreement.download')}</a>
        </p>
      </Section>
      <Section id="bulan" title={t('agreement.by-month')}>
        <Table
          heads={['month', 'issue', 'count', 'model', 'proposer'].map((key) => t(`agreement.${key}`))}
          rows={report.rows.map((row) => [
            row.month,
            name(row.issue),
            words.number(row.count),
            share(words, row.classifier),
            share(words, row.proposer),
          ])}
        />
      </Section>
      <Section id="tertukar" title={t('agreement.confusion')}>
        {mixedUp.length === 0 ? (
          <p>{t('agreement.confusion-none')}</p>
        ) : (
          <Table
            heads={[t('agreement.coordinator'), t('agreement.said'), t('agreement.count')]}
            rows={mixedUp.map(({ meant, said, count }) => [name(meant), name(said), words.number(count)])}
          />
        )}
      </Section>
      <Section id="ambang" title={t('agreement.thresholds')}>
        <p class="soft">{t('agreement.thresholds-text')}</p>
        <Table
          heads={['threshold', 'coverage', 'precision'].map((key) => t(`agreement.${key}`))}
          rows={report.thresholds.map(({ threshold, coverage, precision }) => [
            words.percent(threshold),
            words.percent(coverage),
            precision === null ? '–' : words.percent(precision),
          ])}
        />
      </Section>
      <Section id="menyesatkan" title={t('agreement.misleading')}>
        <p class="soft">{t('agreement.misleading-text')}</p>
        {report.misleading.length === 0 ? (
          <p>{t('agreement.misleading-none')}</p>
        ) : (
          <Table
            heads={[t('agreement.word'), t('agreement.wrong')]}
            rows={report.misleading.map(({ word, wrong, of }) => [
              word,
              t('agreement.same', { same: wrong, of }),
            ])}
          />
        )}
      </Section>
    </>
  );
}

function share(words: Words, { same, of }: Agreement): string {
  if (of === 0) return '–';
  return `${words.percent(same / of)} (${words.t('agreement.same', { same, of })})`;
}

/** A table that becomes cards on a phone; the first column names the row. */
function Table({ heads, rows }: { heads: string[]; rows: ComponentChildren[][] }) {
  return (
    <table class="cards">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...rest], index) => (
          <tr key={index}>
            <th scope="row">{first}</th>
            {rest.map((cell, column) => (
              <td key={heads[column + 1]} data-label={heads[column + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
