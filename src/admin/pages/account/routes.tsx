import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { passwordLength } from '../../../users/password-rules.ts';
import { hasSecondFactor } from '../../../users/second-factor.ts';
import { changePassword, PasswordError } from '../../../users/users.ts';
import { Page, show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { Field, Problems, Section, Token } from '../../shell/parts.tsx';
import { passwordLimit } from '../../shell/security.ts';
import { beginSession } from '../../shell/session.ts';
import { done, type SignedInVisit, secondFactorPath, signedIn } from '../../shell/visit.ts';

const passwordForm = z.object({ present: z.string().max(1_000), next: z.string().max(1_000) });

/** `/akun`: one's own password. */
export function accountPages(): Router {
  const router = Router();
  router.get(
    '/akun',
    signedIn('read', (visit, _request, response) => show(response, <Account visit={visit} problems={{}} />)),
  );
  router.post('/akun/sandi', passwordLimit(), signedIn('read', change));
  return router;
}

async function change(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = passwordForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  try {
    const user = await changePassword(visit.user._id, typed.data, visit.deps.passwordCost);
    // All their sessions are over now, on every device; this one begins anew.
    await beginSession(request, user, visit.deps.now());
  } catch (error) {
    if (!(error instanceof PasswordError)) throw error;
    const field = error.problem === 'password-wrong' ? 'present' : 'next';
    show(response, <Account visit={visit} problems={{ [field]: error.problem }} />, 422);
    return;
  }
  await done(request, response, '/akun', 'password-changed');
}

function Account(props: { visit: SignedInVisit; problems: Readonly<Record<string, string>> }) {
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
