import type { ListError } from '../../../people/import/list-error.ts';
import { limits } from '../../../people/import/rows.ts';
import { localYear } from '../../../time/local-time.ts';
import { stages } from '../../../works/work.model.ts';
import type { WorkList } from '../../../works/work-list.model.ts';
import { ListFile } from '../../shell/list-file.tsx';
import { Page } from '../../shell/page.tsx';
import { Section, Select, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  last: WorkList[];
  problem: ListError | undefined;
}

/** The form that uploads a list of works; the problem of a refused file is shown above. */
export function WorkListForm({ visit, last, problem }: Props) {
  const { words } = visit;
  const { say } = words;
  const thisYear = localYear(visit.deps.now(), visit.deps.timeZone);
  return (
    <Page visit={visit} title={say('works.import.title')}>
      <p class="neighbours">
        <a href="/realisasi">{say('works.back')}</a>
      </p>
      <div class="head">
        <h1>{say('works.import.title')}</h1>
        <p class="soft">{say('works.import.intro')}</p>
      </div>
      {problem && (
        <p class="notice bad" role="alert">
          {say(keyOf(visit, problem), problem.params)}
        </p>
      )}
      <Section id="bawa" title={say('works.import.bring')}>
        <form method="post" action="/realisasi/impor" enctype="multipart/form-data">
          <Token visit={visit} />
          <Select
            name="year"
            label={say('works.import.year')}
            value={String(thisYear)}
            options={yearsAround(thisYear)}
          />
          <Select
            name="stage"
            label={say('works.import.stage')}
            value="budgeted"
            options={stages.map((stage) => ({ value: stage, label: say(`works.stage.${stage}`) }))}
          />
          <ListFile
            label={say('works.import.file')}
            hint={say('works.import.file-hint', { megabytes: limits.bytes / 1024 / 1024, rows: limits.rows })}
          />
          <div class="actions">
            <button type="submit">{say('works.import.check')}</button>
            <a class="button plain" href="/realisasi/impor/contoh.xlsx">
              {say('works.import.template')}
            </a>
          </div>
        </form>
      </Section>
      {last.length > 0 && <LastLists visit={visit} last={last} />}
    </Page>
  );
}

/** What is wrong with a list of works in its own words, else in those of all lists. */
function keyOf({ deps }: SignedInVisit, { problem }: ListError): string {
  const own = `works.list.${problem}`;
  return deps.texts.has(own) ? own : `import.list.${problem}`;
}

const yearsAround = (year: number) =>
  [year + 1, year, year - 1, year - 2].map((one) => ({ value: String(one), label: String(one) }));

function LastLists({ visit, last }: Pick<Props, 'visit' | 'last'>) {
  const { say, time } = visit.words;
  return (
    <Section id="terakhir" title={say('works.import.last')}>
      <ul class="people">
        {last.map(({ _id, file, at, state, defaults, counts }) => (
          <li key={_id}>
            <div>
              <a href={`/realisasi/impor/${_id}`}>{file || say('works.import.unnamed')}</a>
              <small>
                {time(at)} · {defaults.year} · {say(`works.stage.${defaults.stage}`)} ·{' '}
                {state === 'taken-back'
                  ? say('works.import.taken-back')
                  : counts && say('works.import.counts', { ...counts })}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
