import { may } from '../../../users/rights.ts';
import type { Untold } from '../../../works/telling.ts';
import type { VillageWorks } from '../../../works/works.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { TellForm } from './tell-form.tsx';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  year: number;
  /** Those that have works, the latest first. */
  years: number[];
  villages: VillageWorks[];
  untold: Untold[];
}

/** What is budgeted and built in a year, village by village, and what is still to be told to its proposers. */
export function WorksPage(props: Props) {
  const { visit, untold, villages, years } = props;
  const { say } = visit.words;
  const enters = may(visit.user, 'enter-works');
  return (
    <Page visit={visit} title={say('works.title')}>
      <div class="head with-work">
        <div>
          <h1>{say('works.title')}</h1>
          <p class="soft">{say('works.intro')}</p>
        </div>
        {enters && (
          <a class="button" href="/realisasi/impor">
            {say('works.import.title')}
          </a>
        )}
      </div>
      {untold.length > 0 && (
        <Section id="sampaikan" title={say('works.tell.title')}>
          <TellForm visit={visit} lookups={props.lookups} untold={untold} />
        </Section>
      )}
      {years.length > 1 && <Years {...props} />}
      {villages.length > 0 ? (
        <Villages {...props} />
      ) : (
        <Empty title={say('works.none')}>
          <p>{say('works.none-year')}</p>
        </Empty>
      )}
    </Page>
  );
}

function Years({ visit, year, years }: Props) {
  return (
    <nav class="round-choice" aria-label={visit.words.say('works.years')}>
      <ul class="chips">
        {years.map((one) => (
          <li key={one}>
            <a class="chip" href={`/realisasi?tahun=${one}`} aria-current={one === year ? 'true' : undefined}>
              {String(one)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Villages({ visit, lookups, year, villages }: Props) {
  const { say, number } = visit.words;
  const columns = ['budgeted', 'built', 'matched'] as const;
  return (
    <Section id="desa" title={say('works.villages', { year: String(year) })}>
      <table class="cards">
        <caption class="unseen">{say('works.villages', { year: String(year) })}</caption>
        <thead>
          <tr>
            <th scope="col">{say('works.column.village')}</th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {say(`works.count.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {villages.map((row) => (
            <tr key={row.village}>
              <th scope="row">
                <a href={`/realisasi/desa/${row.village}`}>{lookups.villageName(row.village)}</a>
              </th>
              {columns.map((column) => (
                <td key={column} data-label={say(`works.count.${column}`)}>
                  <span>{number(row[column])}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
