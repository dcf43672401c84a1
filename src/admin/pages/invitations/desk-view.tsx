import type { Broadcast } from '../../../outreach/model/broadcast.model.ts';
import type { Preview } from '../../../outreach/planning/preview.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { sendsFrom } from '../../../rounds/rounds.ts';
import { may } from '../../../users/rights.ts';
import { Field, Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RoundPage } from '../rounds/frame.tsx';
import { PreviewParts } from './preview-view.tsx';
import { StateTag } from './state-tag.tsx';

export interface DeskProps {
  visit: SignedInVisit;
  round: Round;
  preview: Preview;
  /** All sendings of the round, the newest first. */
  sendings: Broadcast[];
  /** Invitations whose delivery is unknown. */
  unknown: number;
  /** The start time as a `datetime-local` value; empty for now. */
  startsAt: string;
  /** Why a form was refused: a key below `admin.invite.problem`. */
  problem?: string | undefined;
}

/** The invitations of a round: the running broadcast, a preview of the next one, and the button that starts it. */
export function DeskPage(props: DeskProps) {
  const { visit, round, sendings, unknown, problem } = props;
  const { t } = visit.words;
  const running = sendings.find((one) => one.running);
  return (
    <RoundPage visit={visit} round={round} part="undangan" title={t('invite.title')}>
      {problem && (
        <p class="notice bad" role="alert">
          {t(`invite.problem.${problem}`)}
        </p>
      )}
      {unknown > 0 && (
        <p class="notice warn">
          {t('invite.unknown-wait', { count: unknown })}{' '}
          <a href={`/rembuk/${round._id}/undangan/tak-jelas`}>{t('invite.unknown-open')}</a>
        </p>
      )}
      {running && <Running visit={visit} round={round} sending={running} />}
      {!running && round.status === 'open' && <Plan {...props} />}
      {!running && round.status !== 'open' && <p class="notice other">{t('invite.closed')}</p>}
      <Sendings {...props} />
    </RoundPage>
  );
}

/** The preview, and what follows from it. */
function Plan(props: DeskProps) {
  const { visit, round, preview } = props;
  const { t } = visit.words;
  return (
    <PreviewParts visit={visit} preview={preview}>
      {may(visit.user, 'invite') && (
        <>
          <Send {...props} />
          <When {...props} />
          <Section id="percobaan" title={t('trial.title')}>
            <p>{t('trial.intro')}</p>
            <a class="button plain" href={`/rembuk/${round._id}/undangan/percobaan`}>
              {t('trial.open')}
            </a>
          </Section>
        </>
      )}
    </PreviewParts>
  );
}

/** Carries the count that was shown, so that a change since then is shown again before anything is sent. */
function Send({ visit, round, preview, startsAt }: DeskProps) {
  const { t, time } = visit.words;
  const { deps } = visit;
  const later = startsAt ? null : sendsFrom(round, deps.now(), deps.timeZone);
  const now = later ? t('invite.send.now-later', { time: time(later) }) : t('invite.send.now');
  const beginning = startsAt ? t('invite.send.at', { time: time(preview.startsAt) }) : now;
  const button = `invite.send.${startsAt ? 'plan' : later ? 'button-later' : 'button'}`;
  const { blockers, warnings, recipients } = preview;
  return (
    <Section id="kirim" title={t('invite.send.title')}>
      {blockers.length > 0 ? (
        <p>{t('invite.send.blocked')}</p>
      ) : (
        <form method="post" action={`/rembuk/${round._id}/undangan`}>
          <Token visit={visit} />
          <input type="hidden" name="startsAt" value={startsAt} />
          <input type="hidden" name="recipients" value={recipients} />
          <p>
            {beginning} {t('invite.send.once')}
          </p>
          {warnings.length > 0 && (
            <label class="pick" for="understood">
              <input id="understood" type="checkbox" name="understood" value="yes" required />
              <span>{t('invite.send.understood', { count: warnings.length })}</span>
            </label>
          )}
          <div class="actions">
            <button type="submit">{t(button, { count: recipients, time: later ? time(later) : '' })}</button>
          </div>
        </form>
      )}
    </Section>
  );
}

/** Chooses another start time; the preview is recalculated for it. */
function When({ visit, round, startsAt }: DeskProps) {
  const { t } = visit.words;
  const path = `/rembuk/${round._id}/undangan`;
  return (
    <Section id="waktu" title={t('invite.when.title')}>
      <form method="get" action={path}>
        <Field
          name="mulai"
          type="datetime-local"
          label={t('invite.when.label')}
          hint={t('invite.when.hint')}
          value={startsAt}
          required={false}
        />
        <div class="actions">
          <button type="submit" class="plain">
            {t('invite.when.button')}
          </button>
          {startsAt && <a href={path}>{t('invite.when.now')}</a>}
        </div>
      </form>
    </Section>
  );
}

function Running({ visit, round, sending }: { visit: SignedInVisit; round: Round; sending: Broadcast }) {
  const { t, time } = visit.words;
  return (
    <Section id="berjalan" title={t('invite.running.title')}>
      <p>
        <StateTag visit={visit} sending={sending} />{' '}
        {sending.state === 'scheduled' && t('invite.running.at', { time: time(sending.at) })}
      </p>
      <p>{t('invite.running.text')}</p>
      <p>
        <a class="button" href={progressPath(round, sending)}>
          {t('invite.running.open')}
        </a>
      </p>
    </Section>
  );
}

/** Address of a broadcast's progress page. */
export const progressPath = (round: Round, { _id }: Broadcast): string =>
  `/rembuk/${round._id}/undangan/${_id.slice(_id.lastIndexOf('.') + 1)}`;

function Sendings({ visit, round, sendings }: DeskProps) {
  const { t, time } = visit.words;
  if (sendings.length === 0) return null;
  return (
    <Section id="riwayat" title={t('invite.sendings')}>
      <ul class="people">
        {sendings.map((sending) => (
          <li key={sending._id}>
            <div>
              <a href={progressPath(round, sending)}>
                {t(sending.retry ? 'invite.retry-of' : 'invite.sending-of', {
                  time: time(sending.createdAt),
                })}
              </a>
              <small>{t('invite.by', { by: sending.by })}</small>
            </div>
            <StateTag visit={visit} sending={sending} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
