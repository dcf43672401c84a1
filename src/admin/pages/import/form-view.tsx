import type { KeptImport } from '../../../people/import/import.model.ts';
import type { ListError } from '../../../people/import/list-error.ts';
import { limits } from '../../../people/import/rows.ts';
import { ListFile } from '../../shell/list-file.tsx';
import { Page } from '../../shell/page.tsx';
import { Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** The form that uploads a list; the problem of a refused file is shown above. */
export function ImportForm(props: {
  visit: SignedInVisit;
  last: KeptImport[];
  problem: ListError | undefined;
}) {
  const { visit, last, problem } = props;
  const { t, locale } = visit.words;
  return (
    <Page visit={visit} title={t('import.title')}>
      <p class="neighbours">
        <a href="/peserta">{t('import.back')}</a>
      </p>
      <div class="head">
        <h1>{t('import.title')}</h1>
        <p class="soft">{t('import.intro')}</p>
      </div>
      {problem && (
        <p class="notice bad" role="alert">
          {visit.deps.texts.t(locale, `import.list.${problem.problem}`, problem.params)}
        </p>
      )}
      <Section id="bawa" title={t('import.bring')}>
        <form method="post" action="/peserta/impor" enctype="multipart/form-data">
          <Token visit={visit} />
          <ListFile
            label={t('import.file')}
            hint={t('import.file-hint', { megabytes: limits.bytes / 1024 / 1024, rows: limits.rows })}
          />
          <div class="actions">
            <button type="submit">{t('import.check')}</button>
          </div>
        </form>
      </Section>
      <Section id="contoh" title={t('import.template')}>
        <p>{t('import.template-text')}</p>
        <p class="actions">
          <a class="button plain" href="/peserta/impor/contoh.xlsx">
            XLSX
          </a>
          <a class="button plain" href="/peserta/impor/contoh.csv">
            CSV
          </a>
        </p>
      </Section>
      {last.length > 0 && (
        <Section id="terakhir" title={t('import.last')}>
          <ul class="people">
            {last.map((one) => (
              <li key={one._id}>
                <div>
                  <a href={`/peserta/impor/${one._id}`}>{one.file || t('import.unnamed')}</a>
                  <small>
                    {visit.words.time(one.at)}
                    {one.counts &&
                      ` · ${visit.deps.texts.t(locale, 'import.summary.counts', { ...one.counts })}`}
                  </small>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
