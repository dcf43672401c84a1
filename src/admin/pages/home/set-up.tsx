import { may, type Right } from '../../../users/rights.ts';
import { Page } from '../../shell/page.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { SetUp } from './model.ts';

/** One step of setting up, in the order in which they are done. */
interface Step {
  /** Its words are `home.setup.<key>`, `<key>-done` and `<key>-why`. */
  key: string;
  done: boolean;
  figures: Record<string, string | number>;
  href: string;
  right: Right;
}

const stepsOf = ({ round, people, readyChannels, indicators }: SetUp): Step[] => [
  {
    key: 'round',
    done: round !== null,
    figures: { year: String(round?.year ?? '') },
    href: '/rembuk/baru',
    right: 'invite',
  },
  {
    key: 'people',
    done: people > 0,
    figures: { n: people },
    href: '/peserta/impor',
    right: 'enter-participants',
  },
  {
    key: 'channels',
    done: readyChannels > 0,
    figures: { n: readyChannels },
    href: '/kanal',
    right: 'tend-channels',
  },
  {
    key: 'indicators',
    done: indicators.confirmed === indicators.all,
    figures: { n: indicators.confirmed },
    href: '/indikator',
    right: 'keep',
  },
];

/** Whether anything is left to do before people can be asked. */
export const isSetUp = (setUp: SetUp) => stepsOf(setUp).every(({ done }) => done);

/** Beranda of a service that holds nothing yet: what to do, in order, and what is done. */
export function SetUpPage({ visit, setUp }: { visit: SignedInVisit; setUp: SetUp }) {
  const { words, user } = visit;
  return (
    <Page visit={visit} title={words.say('home.title')}>
      <div class="head">
        <h1>{words.say('home.setup.title')}</h1>
        <p class="soft">{words.say('home.setup.about')}</p>
      </div>
      <ol class="setup card" data-live>
        {stepsOf(setUp).map(({ key, done, figures, href, right }) => (
          <li key={key} class={done ? 'done' : undefined}>
            <div>
              {done || !may(user, right) ? (
                <strong>{words.say(done ? `home.setup.${key}-done` : `home.setup.${key}`, figures)}</strong>
              ) : (
                <a href={href}>{words.say(`home.setup.${key}`)}</a>
              )}
              <small>{words.say(`home.setup.${key}-why`)}</small>
              {!done && !may(user, right) && <small>{words.say('home.setup.ask')}</small>}
            </div>
            <span class={`tag ${done ? 'good' : 'warn'}`}>
              {words.say(done ? 'home.setup.done' : 'home.setup.todo')}
            </span>
          </li>
        ))}
      </ol>
    </Page>
  );
}
