import { shownStatus } from '../../../outreach/model/delivery-state.ts';
import type { Trial } from '../../../outreach/model/trial.model.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { locales } from '../../../texts/locales.ts';
import { Empty, Field, Problems, Section, Select, Token } from '../../shell/parts.tsx';
import { QrCode } from '../../shell/qr.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import { RoundPage } from '../rounds/frame.tsx';
import { reasonIn } from './figures.tsx';

/** Seconds after which a browser without scripts reloads the page. */
const refreshS = 5;

export interface TrialProps {
  visit: SignedInVisit;
  round: Round;
  /** Whose invitation is shown; null when the audience is empty. */
  sample: string | null;
  /** The user's own tied chat, if they have one. */
  chat: string | null;
  /** Whether this service has the channel. */
  has: { telegram: boolean; whatsapp: boolean };
  trials: Trial[];
  typed: { phone: string; locale: string };
  problems: Record<string, string>;
}

/** An invitation to oneself: where to, in which language, and how the last ones went. */
export function TrialPage(props: TrialProps) {
  const { visit, round, sample, problems, trials } = props;
  const { words } = visit;
  const { t } = words;
  const waits = trials.some(({ status }) => ['queued', 'sending'].includes(shownStatus(status)));
  return (
    <RoundPage
      visit={visit}
      round={round}
      part="undangan"
      title={t('trial.title')}
      {...(waits ? { refresh: refreshS } : {})}
    >
      <p class="neighbours">
        <a href={`/rembuk/${round._id}/undangan`}>{t('unknown.back')}</a>
      </p>
      <p class="soft">{t('trial.intro')}</p>
      <Problems words={words} problems={problems} say={(key) => t(`trial.problem.${key}`)} />
      {sample === null ? (
        <Empty title={t('trial.nobody.title')}>
          <p>{t('trial.nobody.text')}</p>
          <p>
            <a class="button" href={`/rembuk/${round._id}/ubah#sasaran`}>
              {t('rounds.change')}
            </a>
          </p>
        </Empty>
      ) : (
        <div class="columns even">
          <Send {...props} sample={sample} />
          <Chat {...props} />
        </div>
      )}
      <div data-live>
        <Last {...props} />
      </div>
    </RoundPage>
  );
}

function Send({ visit, round, sample, chat, has, typed, problems }: TrialProps & { sample: string }) {
  const { words } = visit;
  const { t } = words;
  const ways = chat !== null || has.whatsapp;
  return (
    <Section id="kirim" title={t('trial.send')}>
      <p>{t('trial.sample', { name: sample })}</p>
      {!ways && <p>{t('trial.no-way')}</p>}
      {ways && (
        <form method="post" action={`/rembuk/${round._id}/undangan/percobaan`}>
          <Token visit={visit} />
          <fieldset>
            <legend>{t('trial.to')}</legend>
            {chat !== null && (
              <label class="pick" for="to-chat">
                <input id="to-chat" type="radio" name="to" value="chat" checked />
                <span>{t('trial.to-chat', { address: words.address(chat) })}</span>
              </label>
            )}
            {has.whatsapp && (
              <label class="pick" for="to-whatsapp">
                <input id="to-whatsapp" type="radio" name="to" value="whatsapp" checked={chat === null} />
                <span>{t('trial.to-phone')}</span>
              </label>
            )}
          </fieldset>
          {has.whatsapp && (
            <Field
              name="phone"
              label={t('trial.phone')}
              hint={t('trial.phone-hint')}
              value={typed.phone}
              required={false}
              autocomplete="off"
              problem={problems.phone && t(`trial.problem.${problems.phone}`)}
            />
          )}
          <Select
            name="locale"
            label={t('people.language')}
            value={typed.locale}
            options={locales.map((one) => ({ value: one, label: t(`people.languages.${one}`) }))}
          />
          <button type="submit">{t('trial.button')}</button>
        </form>
      )}
    </Section>
  );
}

/** The user's own chat with the bot, which only they can begin. */
function Chat({ visit, round, chat, has }: TrialProps) {
  const { words } = visit;
  const { t } = words;
  const path = `/rembuk/${round._id}/undangan/percobaan`;
  if (chat !== null)
    return (
      <Section id="chat" title={t('trial.chat')}>
        <p>{t('trial.tied', { address: words.address(chat) })}</p>
        <form method="post" action={`${path}/lepas`}>
          <Token visit={visit} />
          <button type="submit" class="quiet">
            {t('trial.untie')}
          </button>
        </form>
      </Section>
    );
  if (!has.telegram) return null;
  return (
    <Section id="chat" title={t('trial.chat')}>
      <p>{t('trial.chat-how')}</p>
      <a class="button plain" href={`${path}/telegram`}>
        {t('trial.tie')}
      </a>
    </Section>
  );
}

function Last({ visit, trials }: TrialProps) {
  const { words } = visit;
  const { t } = words;
  if (trials.length === 0) return null;
  return (
    <Section id="terakhir" title={t('trial.last')}>
      <ul class="people">
        {trials.map(({ _id, address, status, reason, at }) => (
          <li key={_id}>
            <div>
              {words.address(address)}
              <small>{words.time(at)}</small>
            </div>
            <div class="ends">
              <span class={`tag ${tones[shownStatus(status)]}`}>
                {t(`invite.status.${shownStatus(status)}`)}
              </span>
              {status === 'failed' && <small>{reasonIn(visit, reason ?? '')}</small>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const tones: Record<Exclude<Trial['status'], 'taken'>, string> = {
  queued: 'new',
  sending: 'busy',
  sent: 'good',
  failed: 'bad',
  unknown: 'warn',
};

/** The link that ties the user's own Telegram chat, to click or to scan. It is personal. */
export function TiePage({ visit, round, link }: { visit: SignedInVisit; round: Round; link: string }) {
  const { t } = visit.words;
  return (
    <RoundPage visit={visit} round={round} part="undangan" title={t('trial.tie')}>
      <p class="neighbours">
        <a href={`/rembuk/${round._id}/undangan/percobaan`}>{t('trial.back')}</a>
      </p>
      <Section id="tautan" title={t('trial.chat')}>
        <p>{t('trial.tie-how')}</p>
        <figure class="link-code">
          <QrCode text={link} label={t('trial.qr')} />
        </figure>
        <p>
          <a class="button" href={link} rel="noreferrer">
            {t('trial.open-telegram')}
          </a>
        </p>
      </Section>
    </RoundPage>
  );
}
