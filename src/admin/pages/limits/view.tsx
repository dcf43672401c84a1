import type { Limited, StrangersMet } from '../../../messaging/limits/limited.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Section, Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

export interface LimitsProps {
  visit: SignedInVisit;
  limited: Limited[];
  strangers: StrangersMet;
  now: Date;
}

/** Senders whose messages are not all read, the latest first, and how many strangers wrote. */
export function LimitsPage(props: LimitsProps) {
  const { visit, limited, strangers } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('limits.title')}>
      <div class="head">
        <p>
          <a href="/kanal">{t('limits.back')}</a>
        </p>
        <h1>{t('limits.title')}</h1>
        <p class="soft">{t('limits.intro')}</p>
      </div>
      {limited.length === 0 && (
        <Empty title={t('limits.none.title')}>
          <p>{t('limits.none.text')}</p>
        </Empty>
      )}
      {limited.length > 0 && (
        <Section id="dibatasi" title={t('limits.list', { count: limited.length })}>
          <ul class="people">
            {limited.map((one) => (
              <Line key={one.id} {...props} one={one} />
            ))}
          </ul>
        </Section>
      )}
      <Section id="baru" title={t('limits.strangers.title')}>
        <p>{t('limits.strangers.met', { count: strangers.met })}</p>
        {strangers.away > 0 && <p>{t('limits.strangers.away', { count: strangers.away })}</p>}
      </Section>
    </Page>
  );
}

function Line({ visit, one, now }: LimitsProps & { one: Limited }) {
  const { t, time, address } = visit.words;
  const { why, silentUntil } = one;
  const silent = silentUntil !== null && silentUntil > now;
  return (
    <li>
      <div>
        <strong>{address(one.shown)}</strong>{' '}
        <span class={`tag ${silent ? 'warn' : 'other'}`}>{t(`limits.why.${why}`)}</span>
        <small>
          {t('limits.dropped', { count: one.dropped, since: time(one.since), last: time(one.last) })}
        </small>
        {silent && <p>{t('limits.silent', { until: time(silentUntil) })}</p>}
      </div>
      <form method="post" action="/kanal/batas">
        <Token visit={visit} />
        <input type="hidden" name="sender" value={one.id} />
        <button type="submit" class="plain">
          {t('limits.lift')} <span class="unseen">{address(one.shown)}</span>
        </button>
      </form>
    </li>
  );
}
