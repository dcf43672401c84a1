import type { Request } from 'express';
import { z } from 'zod';
import type { Round } from '../../rounds/round.model.ts';
import { currentRound, findRound, listRounds } from '../../rounds/rounds.ts';
import { may } from '../../users/rights.ts';
import { optional } from './inputs.ts';
import { Empty } from './parts.tsx';
import type { SignedInVisit } from './visit.ts';
import type { Words } from './words.ts';

/** The name of the field in addresses, `?rembuk=2026`; absent for the round that is open, else the newest. */
export const roundField = 'rembuk';

/** A round's id in an address; an unknown one counts as absent. */
export const roundInQuery = optional(z.string().regex(/^\d{4}$/));

/** The round that a page is about, among all there are. */
export interface RoundChoice {
  round: Round;
  rounds: Round[];
}

/** The round that an address names; else the open one, else the newest. @returns null before the first round */
export async function chosenRound(request: Request): Promise<RoundChoice | null> {
  const named = roundInQuery.parse(request.query[roundField]);
  const rounds = await listRounds();
  const round = (named && (await findRound(named))) || (await currentRound()) || rounds[0];
  return round ? { round, rounds } : null;
}

/** The end of an address that keeps to the round of the page it stands on; nothing before the first round. */
export const inRound = (choice: RoundChoice | null): string =>
  choice ? `?${roundField}=${choice.round._id}` : '';

/** What a round is called. */
export const roundName = ({ t }: Words, { name, year }: Round): string =>
  name ?? t('rounds.unnamed', { year: String(year) });

/**
 * The rounds as links, at the top of a page that is about one of them; nothing where there is only one.
 * @param props.wayTo the address of the same page for another round
 */
export function RoundChooser(props: {
  visit: SignedInVisit;
  choice: RoundChoice;
  wayTo(id: string): string;
}) {
  const { visit, choice, wayTo } = props;
  const { words } = visit;
  if (choice.rounds.length < 2) return null;
  return (
    <nav class="round-choice" aria-label={words.t('rounds.choose')}>
      <ul class="chips">
        {choice.rounds.map((round) => (
          <li key={round._id}>
            <a
              class="chip"
              href={wayTo(round._id)}
              aria-current={round._id === choice.round._id ? 'true' : undefined}
            >
              {roundName(words, round)}
              {round.status === 'closed' && <small> {words.t('rounds.status.closed')}</small>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Shown instead of a page's content before the first round, with the way to open one. */
export function NoRoundYet({ visit }: { visit: SignedInVisit }) {
  const { t } = visit.words;
  return (
    <Empty title={t('list.no-round.title')}>
      <p>{t('list.no-round.text')}</p>
      {may(visit.user, 'invite') ? (
        <p>
          <a class="button" href="/rembuk/baru">
            {t('rounds.new.open')}
          </a>
        </p>
      ) : (
        <p>{t('list.no-round.ask')}</p>
      )}
    </Empty>
  );
}
