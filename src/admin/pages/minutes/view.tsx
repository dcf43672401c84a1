import type { Round } from '../../../rounds/round.model.ts';
import { AreaSelects } from '../../shell/area-selects.tsx';
import type { Lookups } from '../../shell/lookups.ts';
import type { Area } from '../../shell/own-area.ts';
import { Empty, Field, Problems, Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RoundPage } from '../rounds/frame.tsx';
import type { MinutesHead, TypedHead } from './form.ts';

export interface MinutesProps {
  visit: SignedInVisit;
  round: Round;
  lookups: Lookups;
  area: Area;
  /** The area in words. */
  name: string;
  counts: { people: number; agreed: number; open: number };
  /** What was typed before and did not fit. */
  answered: TypedHead;
}

/** Choosing the area of the minutes, and filling in their head. */
export function MinutesPage(props: MinutesProps) {
  const { visit, round, lookups, area, name, counts } = props;
  const { say, t } = visit.words;
  const isEmpty = counts.agreed + counts.open === 0;
  return (
    <RoundPage visit={visit} round={round} part="berita-acara" title={say('paper-pages.minutes.title')}>
      <p class="soft">{say('paper-pages.minutes.intro')}</p>
      <search class="filter card areas" aria-label={say('paper-pages.minutes.area')}>
        <form method="get" action={`/rembuk/${round._id}/berita-acara`}>
          <AreaSelects visit={visit} lookups={lookups} filter={area} />
          <div class="actions">
            <button type="submit">{t('filter.button')}</button>
          </div>
        </form>
      </search>
      {isEmpty && (
        <Empty title={name}>
          <p>{say('paper-pages.minutes.none')}</p>
        </Empty>
      )}
      {!isEmpty && <p>{say('paper-pages.minutes.found', { area: name, ...counts })}</p>}
      {!isEmpty && <HeadForm {...props} />}
    </RoundPage>
  );
}

function HeadForm({ visit, round, area, answered }: MinutesProps) {
  const { words } = visit;
  const say = (key: string) => words.say(`paper-pages.minutes.${key}`);
  const { typed, problems } = answered;
  const field = (name: keyof MinutesHead, ordinary: string, hint?: string) => ({
    name,
    label: say(name),
    value: typed[name] ?? ordinary,
    hint: hint && say(hint),
    problem: problems[name] && words.say(problems[name]),
  });
  return (
    <Section id="isi" title={say('form')}>
      <Problems words={words} problems={problems} say={words.say} />
      <form method="get" action={`/rembuk/${round._id}/berita-acara.pdf`}>
        {area.kecamatan && <input type="hidden" name="kecamatan" value={area.kecamatan} />}
        {area.village && <input type="hidden" name="desa" value={area.village} />}
        <Field {...field('forum', '', 'forum-hint')} />
        <Field {...field('place', '', 'place-hint')} />
        <Field {...field('day', round.lastDay ?? '')} type="date" />
        <Field {...field('lines', '10', 'lines-hint')} />
        <button type="submit">{say('button')}</button>
      </form>
    </Section>
  );
}
