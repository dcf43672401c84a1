import type { NamedStatus } from '../../../channels/board.ts';
import type { ChannelState } from '../../../channels/channel.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Field, Problems, Section, Token } from '../../shell/parts.tsx';
import { QrCode } from '../../shell/qr.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

const tones: Record<ChannelState, string> = {
  ready: 'good',
  scan: 'warn',
  reconnecting: 'warn',
  standby: 'other',
  stopped: 'other',
  starting: 'busy',
  'logged-out': 'bad',
  failed: 'bad',
};

/** Seconds after which a browser without scripts reloads the page; a QR code is valid for about twenty. */
const refreshS = 8;

interface ChannelsProps {
  visit: SignedInVisit;
  channels: NamedStatus[];
  /** How many senders are rate-limited. */
  limited: number;
}

/** All channels. The part that changes by itself is renewed in place by `admin.js`, or with the whole page. */
export function ChannelsPage({ visit, channels, limited }: ChannelsProps) {
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('channels.title')} refresh={refreshS}>
      <div class="head">
        <h1>{t('channels.title')}</h1>
        <p class="soft">{t('channels.intro')}</p>
        <p>
          <a href="/kanal/batas">{t('limits.open', { count: limited })}</a>
        </p>
      </div>
      <div data-live>
        {channels.map((channel) => (
          <ChannelCard key={channel.name} visit={visit} channel={channel} />
        ))}
        {channels.length === 0 && (
          <Empty title={t('channels.none.title')}>
            <p>{t('channels.none.text')}</p>
          </Empty>
        )}
      </div>
    </Page>
  );
}

interface ChannelProps {
  visit: SignedInVisit;
  channel: NamedStatus;
}

function ChannelCard({ visit, channel }: ChannelProps) {
  const { words } = visit;
  const { name, state, since, advice, linkedAt } = channel;
  const begun = new Date(since);
  return (
    <Section id={name} title={words.t(`network.${name}`)}>
      <p>
        <span class={`tag ${tones[state]}`}>{words.t(`channel.${state}`)}</span>{' '}
        {begun.getTime() > 0 && <small>{words.t('channels.since', { time: words.time(begun) })}</small>}
      </p>
      {state === 'stopped' && <p>{words.t('channels.stopped')}</p>}
      {advice && <p>{words.advice(advice)}</p>}
      {linkedAt && <p class="soft">{words.t('channels.linked', { time: words.time(new Date(linkedAt)) })}</p>}
      {channel.linkable && <Linking visit={visit} channel={channel} />}
    </Section>
  );
}

/** The current way to link the phone, and the alternatives. */
function Linking({ visit, channel }: ChannelProps) {
  const { t } = visit.words;
  const { state, qr, pairingCode } = channel;
  const unlinked = state === 'scan' || state === 'logged-out';
  if (!unlinked)
    return (
      <p class="actions">
        <a class="button plain" href="/kanal/whatsapp/putus">
          {t('channels.unlink.open')}
        </a>
      </p>
    );
  return (
    <>
      {pairingCode && <PairingCode visit={visit} code={pairingCode} />}
      {qr && !pairingCode && (
        <figure class="link-code">
          <QrCode text={qr} label={t('channels.qr.label')} />
          <figcaption class="soft">{t('channels.qr.hint')}</figcaption>
        </figure>
      )}
      {!qr && !pairingCode && <p class="soft">{t('channels.qr.soon')}</p>}
      <div class="actions">
        <a class="button plain" href="/kanal/whatsapp/kode">
          {t('channels.code.open')}
        </a>
        {pairingCode && (
          <form method="post" action="/kanal/whatsapp/qr">
            <Token visit={visit} />
            <button type="submit" class="plain">
              {t('channels.qr.open')}
            </button>
          </form>
        )}
      </div>
    </>
  );
}

/** Eight letters, in two halves as the phone shows them. */
function PairingCode({ visit, code }: { visit: SignedInVisit; code: string }) {
  const { t } = visit.words;
  return (
    <figure class="link-code">
      <output class="pairing-code" aria-label={t('channels.code.label')}>
        {code.slice(0, 4)}-{code.slice(4)}
      </output>
      <figcaption class="soft">{t('channels.code.hint')}</figcaption>
    </figure>
  );
}

interface CodeProps {
  visit: SignedInVisit;
  typed: string;
  problems: Record<string, string>;
}

/** Asks for the number that a pairing code is to be shown for. */
export function CodePage({ visit, typed, problems }: CodeProps) {
  const { words } = visit;
  return (
    <Page visit={visit} title={words.t('channels.code.title')}>
      <div class="head">
        <h1>{words.t('channels.code.title')}</h1>
        <p>{words.t('channels.code.intro')}</p>
      </div>
      <Problems words={words} problems={problems} />
      <form class="card" method="post" action="/kanal/whatsapp/kode">
        <Token visit={visit} />
        <Field
          name="phone"
          label={words.t('channels.code.phone')}
          hint={words.t('channels.code.phone-hint')}
          value={typed}
          autocomplete="off"
          problem={problems.phone && words.t(`problem.${problems.phone}`)}
        />
        <div class="actions">
          <button type="submit">{words.t('channels.code.ask')}</button>
          <a class="button plain" href="/kanal">
            {words.t('channels.back')}
          </a>
        </div>
      </form>
    </Page>
  );
}

/** Asks for confirmation before the phone is unlinked. */
export function UnlinkPage({ visit, channel }: ChannelProps) {
  const { t, time } = visit.words;
  const { linkedAt } = channel;
  return (
    <Page visit={visit} title={t('channels.unlink.title')}>
      <div class="head">
        <h1>{t('channels.unlink.title')}</h1>
        {linkedAt && <p>{t('channels.linked', { time: time(new Date(linkedAt)) })}</p>}
        <p>{t('channels.unlink.text')}</p>
      </div>
      <form class="card" method="post" action="/kanal/whatsapp/putus">
        <Token visit={visit} />
        <div class="actions">
          <button type="submit" class="danger">
            {t('channels.unlink.button')}
          </button>
          <a class="button plain" href="/kanal">
            {t('channels.back')}
          </a>
        </div>
      </form>
    </Page>
  );
}
