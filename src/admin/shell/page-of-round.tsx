import type { ComponentChildren } from 'preact';
import { Page } from './page.tsx';
import { NoRoundYet, type RoundChoice, RoundChooser, roundField } from './round-choice.tsx';
import type { SignedInVisit } from './visit.ts';

/**
 * A list that is about one round: title and purpose, the other rounds to choose from, and what was found; before the first round
 * the way to open one.
 * @param props.path of the page, `/surat`
 * @param props.children draw what was found
 */
export function PageOfRound<Found extends { choice: RoundChoice }>(props: {
  visit: SignedInVisit;
  path: string;
  title: string;
  intro: string;
  found: Found | null;
  children(found: Found): ComponentChildren;
}) {
  const { visit, path, title, intro, found, children } = props;
  return (
    <Page visit={visit} title={title}>
      <div class="head">
        <h1>{title}</h1>
        <p class="soft">{intro}</p>
      </div>
      {!found && <NoRoundYet visit={visit} />}
      {found && (
        <>
          <RoundChooser visit={visit} choice={found.choice} wayTo={(id) => `${path}?${roundField}=${id}`} />
          {children(found)}
        </>
      )}
    </Page>
  );
}
