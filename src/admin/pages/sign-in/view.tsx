import type { ComponentChildren } from 'preact';
import { LanguageChoice } from '../../shell/foot.tsx';
import { Page } from '../../shell/page.tsx';
import { Field, Token } from '../../shell/parts.tsx';
import type { Visit } from '../../shell/visit.ts';

interface GateProps {
  visit: Visit;
  /** Where to go once signed in. */
  back: string;
  /** What was typed was wrong. */
  failed?: boolean;
  /** How long the next try must wait, in ms. */
  waitMs?: number;
  /** They have sent a file, which did not come through. */
  fileAgain?: boolean;
}

/** The card of a gate: what is asked for, what went wrong, the form. */
function Gate(
  props: GateProps & {
    title: string;
    intro: string;
    wrong: string;
    action: string;
    children: ComponentChildren;
  },
) {
  const { visit, back, failed, waitMs, fileAgain, title, intro, wrong, action, children } = props;
  const { t } = visit.words;
  const seconds = Math.ceil((waitMs ?? 0) / 1000);
  return (
    <Page visit={visit} title={title}>
      <div class="gate card">
        <h1>{title}</h1>
        <p class="soft">{intro}</p>
        {fileAgain && <p class="notice warn">{t('notice.file-again')}</p>}
        {(failed || seconds > 0) && (
          <p class="notice bad" role="alert">
            {seconds > 0 ? t('sign-in.wait', { seconds }) : wrong}
          </p>
        )}
        <form method="post" action={action}>
          <Token visit={visit} />
          <input type="hidden" name="back" value={back} />
          {children}
          <button type="submit">{t('sign-in.button')}</button>
        </form>
        <p class="soft small">{t('sign-in.help')}</p>
        <p class="small">
          <a href="/periksa">{t('sign-in.check')}</a>
        </p>
        <LanguageChoice visit={visit} />
      </div>
    </Page>
  );
}

/** Asks for e-mail address and password. */
export function SignInPage(props: GateProps & { email: string }) {
  const { visit, email } = props;
  const { t } = visit.words;
  return (
    <Gate
      {...props}
      title={t('sign-in.title')}
      intro={t('sign-in.intro', { agency: visit.deps.agency })}
      wrong={t('sign-in.failed')}
      action="/masuk"
    >
      <Field name="email" type="email" label={t('field.email')} value={email} autocomplete="username" />
      <Field name="password" type="password" label={t('field.password')} autocomplete="current-password" />
    </Gate>
  );
}

/** Asks for the code of the second factor. */
export function CodePage(props: GateProps) {
  const { t } = props.visit.words;
  return (
    <Gate
      {...props}
      title={t('second-factor.ask')}
      intro={t('second-factor.ask-text')}
      wrong={t('second-factor.wrong')}
      action="/masuk/kode"
    >
      <Field name="code" label={t('second-factor.code')} autocomplete="one-time-code" />
    </Gate>
  );
}
