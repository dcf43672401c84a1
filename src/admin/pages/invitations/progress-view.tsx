import { may } from '../../../users/rights.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Section, Token } from '../../shell/parts.tsx';
import { RoundPage } from '../rounds/frame.tsx';
import { progressPath } from './desk-view.tsx';
import { Failures, Figures, type ProgressProps } from './figures.tsx';
import { StateTag } from './state-tag.tsx';

/** Seconds after which a browser without scripts reloads the page. */
const refreshS = 6;

/** The progress of a broadcast; `admin.js` updates it in place, without scripts the whole page reloads. */
export function ProgressPage(props: ProgressProps) {
  const { visit, round, sending } = props;
  const { t, time } = visit.words;
  const title = t(sending.retry ? 'invite.retry-of' : 'invite.sending-of', { time: time(sending.createdAt) });
  const over = sending.state === 'done' || sending.state === 'cancelled';
  return (
    <RoundPage
      visit={visit}
      round={round}
      part="undangan"
      title={title}
      {...(over ? {} : { refresh: refreshS })}
    >
      <div data-live>
        <p>
          <StateTag visit={visit} sending={sending} /> {whenOf(props)}
        </p>
        <Holds {...props} />
        {props.progress.total > 0 ? <Figures {...props} /> : <Nothing {...props} />}
        <Failures {...props} />
      </div>
      <div data-live>
        {may(visit.user, 'invite') && <Controls {...props} />}
        <History {...props} />
      </div>
    </RoundPage>
  );
}

function whenOf({ visit, sending, progress }: ProgressProps): string {
  const { t, time } = visit.words;
  const { state, at, endedAt } = sending;
  if (state === 'scheduled') return t('invite.running.at', { time: time(at) });
  if (endedAt) return t('invite.ended', { time: time(endedAt) });
  return progress.endsAt ? t('invite.about', { time: time(progress.endsAt) }) : '';
}

/** Why a channel sends nothing just now. */
function Holds({ visit, sending }: ProgressProps) {
  const { t, time } = visit.words;
  if (sending.state !== 'sending') return null;
  return (
    <>
      {Object.entries(sending.holds ?? {}).map(([channel, { why, until }]) => (
        <p key={channel} class="notice warn">
          {t('invite.held', { channel: t(`network.${channel}`), why: t(`hold.${why}`) })}
          {until && ` ${t('invite.held-until', { time: time(until) })}`}
        </p>
      ))}
    </>
  );
}

function Nothing({ visit, sending }: ProgressProps) {
  const { t } = visit.words;
  const waits = sending.state === 'scheduled' || sending.state === 'sending';
  return (
    <Empty title={t(waits ? 'invite.empty.waits' : 'invite.empty.nobody')}>
      <p>{t(waits ? 'invite.empty.waits-text' : 'invite.empty.nobody-text')}</p>
    </Empty>
  );
}

function Controls({ visit, round, sending }: ProgressProps) {
  const { t } = visit.words;
  const path = progressPath(round, sending);
  const { state } = sending;
  if (state === 'done' || state === 'cancelled') return null;
  const way = state === 'paused' ? 'lanjut' : 'jeda';
  return (
    <div class="actions">
      <form method="post" action={`${path}/${way}`}>
        <Token visit={visit} />
        <button type="submit" class={state === 'paused' ? undefined : 'plain'}>
          {t(`invite.do.${way}`)}
        </button>
      </form>
      <a class="button plain" href={`${path}/batal`}>
        {t('invite.do.batal')}
      </a>
    </div>
  );
}

function History({ visit, sending }: ProgressProps) {
  const { t, time, has } = visit.words;
  return (
    <Section id="riwayat" title={t('proposal.history')}>
      <ol class="history">
        {sending.history.map(({ what, by, at }) => (
          <li key={`${what} ${at.toISOString()}`}>
            <p>{has(`invite.event.${what}`) ? t(`invite.event.${what}`) : what}</p>
            <small>
              {time(at)} · {by === 'service' ? t('role.system') : by}
            </small>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Asks for confirmation before a broadcast is cancelled. */
export function CancelPage({ visit, round, sending, progress }: ProgressProps) {
  const { t } = visit.words;
  const path = progressPath(round, sending);
  const left = progress.total - progress.dealtWith;
  return (
    <Page visit={visit} title={t('invite.cancel.title')}>
      <div class="prose card">
        <h1>{t('invite.cancel.title')}</h1>
        <p>{t('invite.cancel.text', { left })}</p>
        <p>{t('invite.cancel.pause')}</p>
        <form method="post" action={`${path}/batal`} class="actions">
          <Token visit={visit} />
          <button type="submit" class="danger">
            {t('invite.cancel.button')}
          </button>
          <a href={path}>{t('invite.cancel.back')}</a>
        </form>
      </div>
    </Page>
  );
}
