import type { Thread, ThreadState } from '../../../threads/thread.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Page } from '../../shell/page.tsx';
import { Pager } from '../../shell/pager.tsx';
import { Empty, Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { type StateName, stateNames } from './forms.ts';
import { Due, officeName, placeOf, wordsFor } from './parts.tsx';

interface Props {
  visit: SignedInVisit;
  lookups: Lookups;
  /** What is listed. */
  state: StateName;
  /** Only what this office has, by its key. */
  office: string | undefined;
  threads: Thread[];
  counts: Record<ThreadState, number>;
  page: number;
  pages: number;
}

/** The address of a page of the list. */
export const listAddress = (state: StateName, office: string | undefined, page: number): string =>
  `/tanya-jawab?${new URLSearchParams({ keadaan: state, ...(office ? { skpd: office } : {}), halaman: String(page) })}`;

/** Questions in one state: those that wait by when they are due. */
export function ThreadsPage(props: Props) {
  const { visit, state, office, threads, page, pages } = props;
  const { say } = visit.words;
  return (
    <Page visit={visit} title={say('threads.title')}>
      <div class="head">
        <h1>{say('threads.title')}</h1>
        <p class="soft">{say('threads.intro')}</p>
      </div>
      <States {...props} />
      {threads.length === 0 ? (
        <Empty title={say(`threads.none.${state}`)}>
          <p>{say('threads.none.text')}</p>
        </Empty>
      ) : (
        <Section id="daftar" title={say(`threads.state.${state}`)}>
          <ul class="people">
            {threads.map((thread) => (
              <Line key={thread._id} {...props} thread={thread} />
            ))}
          </ul>
          <Pager visit={visit} page={page} pages={pages} address={(at) => listAddress(state, office, at)} />
        </Section>
      )}
    </Page>
  );
}

function States({ visit, state, counts }: Props) {
  const { say, number } = visit.words;
  return (
    <nav class="head" aria-label={say('threads.states')}>
      <p class="actions">
        {Object.entries(stateNames).map(([name, key]) => (
          <a
            key={key}
            class="button plain"
            href={`/tanya-jawab?keadaan=${name}`}
            aria-current={name === state ? 'page' : undefined}
          >
            {say(`threads.state.${name}`)} ({number(counts[key])})
          </a>
        ))}
      </p>
    </nav>
  );
}

function Line({ visit, lookups, thread }: Props & { thread: Thread }) {
  const { words } = visit;
  const last = thread.messages.findLast(({ by }) => by === 'person');
  return (
    <li>
      <div>
        <a href={`/tanya-jawab/${encodeURIComponent(thread._id)}`}>{wordsFor(visit, last?.words ?? '')}</a>
        <small>
          {placeOf(visit, lookups, thread)} · {last && words.time(last.at)}
        </small>
        <small>{officeName(visit, lookups, thread.office)}</small>
      </div>
      <Due visit={visit} thread={thread} />
    </li>
  );
}
