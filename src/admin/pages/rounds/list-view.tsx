import type { ShownInvitationStatus } from '../../../outreach/model/invitation.model.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { may } from '../../../users/rights.ts';
import { Page } from '../../shell/page.tsx';
import { Empty } from '../../shell/parts.tsx';
import { roundField, roundName } from '../../shell/round-choice.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { dayOf, RoundTag } from './frame.tsx';
import type { Left } from './left.tsx';

/** A round with its results so far. */
export interface RoundRow {
  round: Round;
  invitations: Record<ShownInvitationStatus, number>;
  proposals: number;
  left: Left;
}

/** All rounds, the newest first. */
export function RoundsPage({ visit, rows }: { visit: SignedInVisit; rows: RoundRow[] }) {
  const { t } = visit.words;
  const anyOpen = rows.some(({ round }) => round.status === 'open');
  const begin = may(visit.user, 'invite') && !anyOpen;
  return (
    <Page visit={visit} title={t('rounds.title')}>
      <div class="head with-work">
        <div>
          <h1>{t('rounds.title')}</h1>
          <p class="soft">{t('rounds.intro')}</p>
        </div>
        {begin && rows.length > 0 && (
          <a class="button" href="/rembuk/baru">
            {t('rounds.new.open')}
          </a>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty title={t('rounds.none.title')}>
          <p>{t('rounds.none.text')}</p>
          {begin && (
            <p>
              <a class="button" href="/rembuk/baru">
                {t('rounds.new.open')}
              </a>
            </p>
          )}
        </Empty>
      ) : (
        <Rounds visit={visit} rows={rows} />
      )}
    </Page>
  );
}

function Rounds({ visit, rows }: { visit: SignedInVisit; rows: RoundRow[] }) {
  const { words } = visit;
  const { t, number } = words;
  return (
    <table class="cards rounds">
      <caption class="unseen">{t('rounds.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('rounds.name')}</th>
          <th scope="col">{t('rounds.days')}</th>
          <th scope="col">{t('rounds.invited')}</th>
          <th scope="col">{t('rounds.answered')}</th>
          <th scope="col">{t('rounds.proposals')}</th>
          <th scope="col">{t('rounds.unanswered')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ round, invitations, proposals, left }) => (
          <tr key={round._id}>
            <th scope="row">
              <a href={`/rembuk/${round._id}`}>{roundName(words, round)}</a>{' '}
              <RoundTag words={words} round={round} />
            </th>
            <td data-label={t('rounds.days')}>
              <span>{daysOf(visit, round)}</span>
            </td>
            <td data-label={t('rounds.invited')}>
              <a href={`/rembuk/${round._id}/undangan`}>{number(reached(invitations))}</a>
            </td>
            <td data-label={t('rounds.answered')}>
              <span>{number(invitations.answered)}</span>
            </td>
            <td data-label={t('rounds.proposals')}>
              <a href={`/usulan?${roundField}=${round._id}`}>{number(proposals)}</a>
            </td>
            <td data-label={t('rounds.unanswered')}>
              <span>{number(left.waiting)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** First and last day as far as they are set. */
export function daysOf({ words }: SignedInVisit, { firstDay, lastDay }: Round): string {
  if (firstDay && lastDay) return `${dayOf(words, firstDay)} – ${dayOf(words, lastDay)}`;
  if (lastDay) return words.t('rounds.until', { day: dayOf(words, lastDay) });
  return firstDay ? words.t('rounds.from', { day: dayOf(words, firstDay) }) : words.t('rounds.no-days');
}

/** How many invitations were certainly sent. */
export const reached = (counts: Record<ShownInvitationStatus, number>): number =>
  counts.sent + counts.delivered + counts.read + counts.answered + counts.declined;
