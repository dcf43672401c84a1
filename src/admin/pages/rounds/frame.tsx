import type { ComponentChildren } from 'preact';
import type { Round } from '../../../rounds/round.model.ts';
import { Page } from '../../shell/page.tsx';
import { roundName } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Words } from '../../shell/words.ts';

/** "2026-12-01" as the pages write days; four in the morning of UTC is that day all over Indonesia. */
export const dayOf = (words: Words, day: string): string => words.day(new Date(`${day}T04:00:00Z`));

/** The status of a round as a tag. */
export function RoundTag({ words, round }: { words: Words; round: Round }) {
  return (
    <span class={`tag ${round.status === 'open' ? 'good' : 'other'}`}>
      {words.t(`rounds.status.${round.status}`)}
    </span>
  );
}

/** The pages of a round, in the order of the work. */
export const roundParts = ['', 'undangan', 'sunyi', 'berita-acara'] as const;

/** The frame of every page about one round: the way back, what it is, and the round's other pages. */
export function RoundPage(props: {
  visit: SignedInVisit;
  round: Round;
  /** Which of the round's pages this is, or belongs to. */
  part: (typeof roundParts)[number];
  title: string;
  refresh?: number;
  children: ComponentChildren;
}) {
  const { visit, round, part, title, refresh, children } = props;
  const { words } = visit;
  const name = roundName(words, round);
  return (
    <Page
      visit={visit}
      title={title === name ? name : `${title} · ${name}`}
      {...(refresh ? { refresh } : {})}
    >
      <p class="neighbours">
        <a href="/rembuk">{words.t('rounds.back')}</a>
      </p>
      <div class="head">
        <h1>{title}</h1>
        <p class="line">
          {title !== name && <span>{name}</span>}
          <RoundTag words={words} round={round} />
        </p>
      </div>
      <nav class="tabs" aria-label={words.t('rounds.parts')}>
        <ul>
          {roundParts.map((one) => (
            <li key={one}>
              <a
                href={`/rembuk/${round._id}${one && `/${one}`}`}
                aria-current={one === part ? 'page' : undefined}
              >
                {words.t(`rounds.part.${one || 'overview'}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
