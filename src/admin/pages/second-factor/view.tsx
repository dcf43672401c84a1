import type { ComponentChildren } from 'preact';
import { Page } from '../../shell/page.tsx';
import { Field, Section, Token } from '../../shell/parts.tsx';
import { QrCode } from '../../shell/qr.tsx';
import { type SignedInVisit, secondFactorPath } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  /** A key of `admin.problem`. */
  problem?: string | undefined;
}

function Frame({
  visit,
  text,
  children,
}: {
  visit: SignedInVisit;
  text: string;
  children: ComponentChildren;
}) {
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('second-factor.title')}>
      <div class="head">
        <h1>{t('second-factor.title')}</h1>
        <p class="soft">{text}</p>
      </div>
      <div class="narrow-page">{children}</div>
    </Page>
  );
}

function CodeForm(props: Props & { action: string; button: string; danger?: boolean }) {
  const { visit, problem, action, button, danger = false } = props;
  const { t } = visit.words;
  return (
    <form method="post" action={action}>
      <Token visit={visit} />
      <Field
        name="code"
        label={t('second-factor.code')}
        autocomplete="one-time-code"
        problem={problem && t(`problem.${problem}`)}
      />
      <button type="submit" class={danger ? 'danger' : ''}>
        {button}
      </button>
    </form>
  );
}

/** Shows the secret of a new second factor, and asks for a code of it. */
export function SetPage(props: Props & { uri: string; secret: string }) {
  const { visit, uri, secret } = props;
  const { t } = visit.words;
  const must = visit.deps.adminsNeedSecondFactor && visit.user.role === 'admin';
  return (
    <Frame visit={visit} text={t(must ? 'second-factor.must' : 'second-factor.intro')}>
      <Section id="pindai" title={t('second-factor.scan')}>
        <ol class="steps">
          <li>{t('second-factor.step-app')}</li>
          <li>{t('second-factor.step-scan')}</li>
          <li>{t('second-factor.step-code')}</li>
        </ol>
        <figure class="link-code">
          <QrCode text={uri} label={t('second-factor.qr')} />
          <figcaption class="soft">
            {t('second-factor.by-hand')} <code class="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
          </figcaption>
        </figure>
        <CodeForm {...props} action={secondFactorPath} button={t('second-factor.confirm')} />
      </Section>
    </Frame>
  );
}

/** Shows the recovery codes, this once. */
export function RecoveryPage({ visit, codes }: { visit: SignedInVisit; codes: string[] }) {
  const { t } = visit.words;
  return (
    <Frame visit={visit} text={t('second-factor.is-set')}>
      <Section id="pemulihan" title={t('second-factor.recovery')}>
        <p>{t('second-factor.recovery-text')}</p>
        <ul class="recovery">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <p class="actions">
          <a class="button" href="/">
            {t('second-factor.noted')}
          </a>
        </p>
      </Section>
    </Frame>
  );
}

/** Shows that a second factor is set, and removes it on a valid code. */
export function RemovePage(props: Props) {
  const { visit } = props;
  const { t, day } = visit.words;
  const { since, recovery = [] } = visit.user.secondFactor ?? {};
  return (
    <Frame
      visit={visit}
      text={t('second-factor.on', { day: since ? day(since) : '–', left: recovery.length })}
    >
      <Section id="lepas" title={t('second-factor.remove')}>
        <p class="soft">{t('second-factor.remove-text')}</p>
        <CodeForm
          {...props}
          action={`${secondFactorPath}/lepas`}
          button={t('second-factor.remove-button')}
          danger
        />
      </Section>
    </Frame>
  );
}
