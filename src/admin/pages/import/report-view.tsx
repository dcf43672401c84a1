import type { Finding } from '../../../people/import/finding.ts';
import type { KeptImport } from '../../../people/import/import.model.ts';
import type { ImportReport } from '../../../people/import/import.ts';
import { describeFinding } from '../../../reports/import-findings.ts';
import { Page } from '../../shell/page.tsx';
import { Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

const shown = 200;

interface Props {
  visit: SignedInVisit;
  kept: KeptImport;
  /** Null once it is written. */
  report: ImportReport | null;
  problem?: 'broken' | 'running';
}

/** What importing a list would change, with remarks by row, and the button that does it. */
export function ImportPage(props: Props) {
  const { visit, kept, report, problem } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('import.report')}>
      <p class="neighbours">
        <a href="/peserta/impor">{t('import.other')}</a>
      </p>
      <div class="head">
        <h1>{t(report ? 'import.report' : 'import.result')}</h1>
        <p class="soft">{kept.file || t('import.unnamed')}</p>
      </div>
      {problem && (
        <p class="notice bad" role="alert">
          {t(`import.problem.${problem}`)}
        </p>
      )}
      {report ? <Report {...props} report={report} /> : <Result visit={visit} kept={kept} />}
    </Page>
  );
}

function Result({ visit, kept }: { visit: SignedInVisit; kept: KeptImport }) {
  const { counts } = kept;
  if (!counts) return null;
  const { t } = visit.words;
  return (
    <>
      <Counts visit={visit} counts={counts} />
      {counts.broken > 0 && <p class="notice warn">{t('import.left-out', { broken: counts.broken })}</p>}
      <p>
        <a class="button" href="/peserta/daftar">
          {t('import.to-list')}
        </a>
      </p>
    </>
  );
}

function Counts({ visit, counts }: { visit: SignedInVisit; counts: ImportReport['counts'] }) {
  const { t, number } = visit.words;
  return (
    <ul class="tiles">
      {(['added', 'changed', 'replaced', 'same'] as const).map((kind) => (
        <li key={kind} class="tile">
          <span>{t(`import.count.${kind}`)}</span>
          <strong>{number(counts[kind])}</strong>
        </li>
      ))}
    </ul>
  );
}

function Report({ visit, kept, report }: Props & { report: ImportReport }) {
  const { words, deps } = visit;
  const text = (key: string, params: Record<string, string | number>) =>
    deps.texts.t(words.locale, `import.summary.${key}`, params);
  const sorted = [...report.findings].sort((one, other) => Number(other.broken) - Number(one.broken));
  return (
    <>
      <p class={`notice ${report.broken > 0 ? 'bad' : 'good'}`}>
        {text('rows', { rows: report.rows, broken: report.broken })}
      </p>
      <Counts visit={visit} counts={report.counts} />
      {report.encoding !== 'utf-8' && (
        <p class="notice warn">{text('encoding', { encoding: report.encoding })}</p>
      )}
      {report.unknownHeadings.length > 0 && (
        <p class="soft">{text('unknown', { columns: report.unknownHeadings.join(', ') })}</p>
      )}
      {sorted.length > 0 && <Findings visit={visit} findings={sorted.slice(0, shown)} />}
      {sorted.length > 0 && (
        <p>
          {sorted.length > shown && words.t('import.more', { count: sorted.length - shown })}{' '}
          <a href={`/peserta/impor/${kept._id}/catatan.xlsx`}>{words.t('import.download')}</a>
        </p>
      )}
      <Confirm visit={visit} kept={kept} report={report} />
    </>
  );
}

/** What is wrong with a list, row by row. @param props.own as of `describeFinding` */
export function Findings(props: { visit: SignedInVisit; findings: Finding[]; own?: string }) {
  const { visit, findings, own } = props;
  const { words, deps } = visit;
  const { t } = words;
  return (
    <table class="cards findings">
      <caption class="unseen">{t('import.findings')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('import.row')}</th>
          <th scope="col">{t('import.cell')}</th>
          <th scope="col">{t('import.reason')}</th>
          <th scope="col">{t('import.suggestion')}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding, index) => {
          const said = describeFinding(finding, deps.texts, words.locale, own);
          return (
            <tr key={`${finding.line}-${index}`}>
              <th scope="row">
                {said.where}{' '}
                <span class={`tag ${finding.broken ? 'bad' : 'warn'}`}>
                  {t(finding.broken ? 'import.broken' : 'import.remark')}
                </span>
              </th>
              <td data-label={t('import.cell')}>
                <span>{said.column || '–'}</span>
                {said.value && <small>{said.value}</small>}
              </td>
              <td data-label={t('import.reason')}>
                <span>{said.reason}</span>
              </td>
              <td data-label={t('import.suggestion')}>
                <span>{said.suggestion || '–'}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Confirm({ visit, kept, report }: { visit: SignedInVisit; kept: KeptImport; report: ImportReport }) {
  const { t } = visit.words;
  const { added, changed, replaced } = report.counts;
  if (added + changed + replaced === 0) return <p class="notice other">{t('import.nothing')}</p>;
  return (
    <form method="post" action={`/peserta/impor/${kept._id}`} class="card">
      <Token visit={visit} />
      {report.broken > 0 && (
        <label class="pick" for="skip-broken">
          <input id="skip-broken" type="checkbox" name="skipBroken" value="yes" required />
          <span>
            {t('import.skip', { broken: report.broken })}
            <small>{t('import.skip-hint')}</small>
          </span>
        </label>
      )}
      <div class="actions">
        <button type="submit">{t('import.confirm', { people: added + changed })}</button>
        <a href="/peserta/impor">{t('import.cancel')}</a>
      </div>
    </form>
  );
}
