import type { WorkReport } from '../../../works/check-list.ts';
import type { WorkList } from '../../../works/work-list.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { Findings } from '../import/report-view.tsx';

/** So many findings, and works, are shown; the rest is counted. */
const shown = 200;
const worksShown = 50;

interface Props {
  visit: SignedInVisit;
  list: WorkList;
  /** Null once it is written. */
  report: WorkReport | null;
  lookups: Lookups;
  /** Nobody was told of it: it can be taken back. */
  canGo: boolean;
  /** It was confirmed with rows that cannot be used. */
  broken?: boolean;
}

/** What writing a list of works would change, with remarks by row, and the button that does it. */
export function WorkListPage(props: Props) {
  const { visit, list, report, broken } = props;
  const { say, t } = visit.words;
  return (
    <Page visit={visit} title={say('works.import.report')}>
      <p class="neighbours">
        <a href="/realisasi/impor">{say('works.import.other')}</a>
      </p>
      <div class="head">
        <h1>{say(report ? 'works.import.report' : 'works.import.result')}</h1>
        <p class="soft">
          {list.file || say('works.import.unnamed')} · {list.defaults.year} ·{' '}
          {say(`works.stage.${list.defaults.stage}`)}
        </p>
      </div>
      {broken && (
        <p class="notice bad" role="alert">
          {t('import.problem.broken')}
        </p>
      )}
      {report ? <Report {...props} report={report} /> : <Result {...props} />}
    </Page>
  );
}

/** What a written list did, and the way back while nobody was told. */
function Result({ visit, list, canGo }: Props) {
  const { say } = visit.words;
  const { counts, state } = list;
  return (
    <>
      {counts && <p class="notice good">{say('works.import.counts', { ...counts })}</p>}
      {state === 'taken-back' && <p class="notice other">{say('works.import.taken-back')}</p>}
      <p class="actions">
        <a class="button" href={`/realisasi?tahun=${list.defaults.year}`}>
          {say('works.import.to-list')}
        </a>
      </p>
      {canGo && (
        <form method="post" action={`/realisasi/impor/${list._id}/urung`} class="card">
          <Token visit={visit} />
          <p>{say('works.import.undo-text')}</p>
          <div class="actions">
            <button class="plain" type="submit">
              {say('works.import.undo')}
            </button>
          </div>
        </form>
      )}
    </>
  );
}

function Report({ visit, list, report, lookups }: Props & { report: WorkReport }) {
  const { say, t } = visit.words;
  const { counts, findings, encoding, unknownHeadings } = report;
  const sorted = [...findings].sort((one, other) => Number(other.broken) - Number(one.broken));
  return (
    <>
      <p class={`notice ${counts.broken > 0 ? 'bad' : 'good'}`}>
        {say('import.summary.rows', { rows: report.rows, broken: counts.broken })}
      </p>
      <p>{say('works.import.counts', { ...counts })}</p>
      {encoding !== 'utf-8' && <p class="notice warn">{say('import.summary.encoding', { encoding })}</p>}
      {unknownHeadings.length > 0 && (
        <p class="soft">{say('import.summary.unknown', { columns: unknownHeadings.join(', ') })}</p>
      )}
      {sorted.length > 0 && <Findings visit={visit} findings={sorted.slice(0, shown)} own="works" />}
      {sorted.length > 0 && (
        <p>
          {sorted.length > shown && t('import.more', { count: sorted.length - shown })}{' '}
          <a href={`/realisasi/impor/${list._id}/catatan.xlsx`}>{t('import.download')}</a>
        </p>
      )}
      <Changes visit={visit} changes={report.changes} lookups={lookups} />
      <Confirm visit={visit} list={list} report={report} />
    </>
  );
}

/** The works as they were understood, so that a shifted column is seen before anything is written. */
function Changes(props: { visit: SignedInVisit; changes: WorkReport['changes']; lookups: Lookups }) {
  const { visit, changes, lookups } = props;
  const { say, number } = visit.words;
  if (changes.length === 0) return null;
  return (
    <Section id="dibaca" title={say('works.import.understood')}>
      <table class="cards">
        <caption class="unseen">{say('works.import.understood')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('works.column.name')}</th>
            <th scope="col">{say('works.column.village')}</th>
            <th scope="col">{say('works.column.stage')}</th>
            <th scope="col">{say('works.column.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, worksShown).map(({ entry, before }) => (
            <tr key={entry._id}>
              <th scope="row">
                {entry.name} {entry.size && <small>{entry.size}</small>}
              </th>
              <td data-label={say('works.column.village')}>
                <span>{lookups.villageName(entry.village)}</span>
              </td>
              <td data-label={say('works.column.stage')}>
                <span>
                  {before && before.stage !== entry.stage && `${say(`works.stage.${before.stage}`)} → `}
                  {say(`works.stage.${entry.stage}`)} {entry.year}
                </span>
              </td>
              <td data-label={say('works.column.amount')}>
                <span>{entry.amount === undefined ? '–' : `Rp ${number(entry.amount)}`}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Confirm({ visit, list, report }: { visit: SignedInVisit; list: WorkList; report: WorkReport }) {
  const { say, t } = visit.words;
  const { added, changed, broken } = report.counts;
  if (added + changed === 0) return <p class="notice other">{say('works.import.nothing')}</p>;
  return (
    <form method="post" action={`/realisasi/impor/${list._id}`} class="card">
      <Token visit={visit} />
      {broken > 0 && (
        <label class="pick" for="skip-broken">
          <input id="skip-broken" type="checkbox" name="skipBroken" value="yes" required />
          <span>
            {t('import.skip', { broken })}
            <small>{t('import.skip-hint')}</small>
          </span>
        </label>
      )}
      <div class="actions">
        <button type="submit">{say('works.import.confirm', { works: added + changed })}</button>
        <a href="/realisasi/impor">{t('import.cancel')}</a>
      </div>
    </form>
  );
}
