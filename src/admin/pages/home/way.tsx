import { type Stage, stages } from '../../../figures/way.ts';
import { Bar } from '../../charts/bar.tsx';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { HomeFigures, Stop } from './model.ts';

/** How many people have come how far, and at which question most of the others stand still. */
export function PeoplesWay({ visit, figures }: { visit: SignedInVisit; figures: HomeFigures }) {
  const { words } = visit;
  const counts = figures.way.stages;
  const most = Math.max(1, ...Object.values(counts));
  // Where more came by themselves than were invited, a share of the invited says nothing.
  const isPart = (stage: Stage) => stage !== 'invited' && counts[stage] <= counts.invited;
  const share = (stage: Stage) =>
    counts.invited > 0 && isPart(stage) ? words.percent(counts[stage] / counts.invited) : '';
  return (
    <Section id="perjalanan" title={words.say('home.way.title')}>
      <p class="soft">{words.say('home.way.about')}</p>
      <ol class="way">
        {stages.map((stage) => (
          <li key={stage}>
            <span class="stage">{words.say(`home.way.${stage}`)}</span>
            <Bar of={counts[stage]} most={most} />
            <span class="figure">
              <strong>{words.number(counts[stage])}</strong> <small>{share(stage)}</small>
            </span>
          </li>
        ))}
      </ol>
      <p>
        {stopInWords(visit, figures.stop)}{' '}
        <a href={`/rembuk/${figures.round._id}/sunyi`}>{words.say('home.way.silent')}</a>
      </p>
    </Section>
  );
}

function stopInWords({ words }: SignedInVisit, stop: Stop | null): string {
  if (!stop) return words.say('home.way.no-stop');
  const { number, name, people: n } = stop;
  return number === null
    ? words.say('home.way.stop-elsewhere', { name, n })
    : words.say('home.way.stop', { number, name, n });
}
