import { passwordLength } from '../../../users/password-rules.ts';
import { hasSecondFactor } from '../../../users/second-factor.ts';
import { Page } from '../../shell/page.tsx';
import { Field, Problems, Section, Token } from '../../shell/parts.tsx';
import { type SignedInVisit, secondFactorPath } from '../../shell/visit.ts';

/** Who one is at the office, a form for another password, and the way to the second factor. */
export function AccountPage(props: { visit: SignedInVisit; problems: Readonly<Record<string, string>> }) {
  const { visit, problems } = props;
  const { words, user } = visit;
  const { t } = words;
  const problem = (field: string) => (problems[field] ? t(`problem.${problems[field]}`) : undefined);
  return (
    <Page visit={visit} title={t('account.title')}>
      <div class="head">
        <h1>{t('account.title')}</h1>
        <p class="soft">
          {user.name} · {user._id} · {t(`role.${user.role}`)}
        </p>
      </div>
      <div class="narrow-page">
        <Section id="sandi" title={t('account.password')}>
          <Problems words={words} problems={problems} />
          <form method="post" action="/akun/sandi">
            <Token visit={visit} />
            <input type="text" hidden readOnly value={user._id} autocomplete="username" />
            <Field
              name="present"
              type="password"
              label={t('account.present')}
              autocomplete="current-password"
              problem={problem('present')}
            />
            <Field
              name="next"
              type="password"
              label={t('account.next')}
              hint={t('account.next-hint', { length: passwordLength })}
              autocomplete="new-password"
              minLength={passwordLength}
              problem={problem('next')}
            />
            <button type="submit">{t('account.change')}</button>
          </form>
        </Section>
        <Section id="dua-langkah" title={t('second-factor.title')}>
          <p class="soft">{t(hasSecondFactor(user) ? 'second-factor.is-on' : 'second-factor.intro')}</p>
          <a class="button plain" href={secondFactorPath}>
            {t(hasSecondFactor(user) ? 'second-factor.look' : 'second-factor.set')}
          </a>
        </Section>
      </div>
    </Page>
  );
}
