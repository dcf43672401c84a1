import { Page } from '../../shell/page.tsx';
import { type RoundChoice, RoundChooser, roundField, roundName } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { AreaTable } from './areas.tsx';
import { IssueCards } from './issues.tsx';
import type { HomeFigures } from './model.ts';
import { PeoplesWay } from './way.tsx';
import { TodaysWork } from './work.tsx';

/** Beranda of a round: what waits, how far people have come, what they ask for, and how fast they are answered. */
export function HomePage(props: { visit: SignedInVisit; choice: RoundChoice; figures: HomeFigures }) {
  const { visit, choice, figures } = props;
  const { words } = visit;
  const { round, tally } = figures;
  return (
    <Page visit={visit} title={words.say('home.title')} refresh={60}>
      <div class="home" data-events={`/beranda/kabar?rembuk=${round._id}&sejak=${figures.version}`}>
        <RoundChooser visit={visit} choice={choice} wayTo={(id) => `/?${roundField}=${id}`} />
        <div class="head" data-live>
          <h1>{roundName(words, round)}</h1>
          <p class="soft">
            {words.say('home.purpose', { year: String(round.year + 1) })}{' '}
            {round.status === 'closed' && words.say('home.closed')}{' '}
            {words.say('home.proposals', {
              n: tally.proposals,
              answered: words.number(tally.clock.delivered),
            })}
          </p>
        </div>
        <div class="columns" data-live>
          <TodaysWork visit={visit} figures={figures} />
          <PeoplesWay visit={visit} figures={figures} />
        </div>
        <div data-live>
          <IssueCards visit={visit} figures={figures} />
        </div>
        <div data-live>
          <AreaTable visit={visit} figures={figures} />
        </div>
      </div>
    </Page>
  );
}
