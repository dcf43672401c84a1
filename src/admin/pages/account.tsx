import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Locale } from '../../texts/locales.ts';
import { changePassword, PasswordError, passwordLength } from '../../users/users.ts';
import { PageError } from '../errors.tsx';
import { Page, show } from '../page.tsx';
import { Field, Problems, Section, Select, Token } from '../parts.tsx';
import { passwordLimit } from '../security.ts';
import { beginSession } from '../session.ts';
import { done, type SignedInVisit, signedIn } from '../visit.ts';

/** Languages the pages are complete in. */
const pageLocales = ['id', 'en'] as const satisfies readonly Locale[];

const passwordForm = z.object({ present: z.string().max(1_000), next: z.string().max(1_000) });
const languageForm = z.object({ bahasa: z.enum(pageLocales) });

/** `/akun`: one's own password and language. */
export function accountPages(): Router {
  const router = Router();
  router.get(
    '/akun',
    signedIn('read', (visit, _request, response) => show(response, <Account visit={visit} problems={{}} />)),
  );
  router.post('/akun/sandi', passwordLimit(), signedIn('read', change));
  router.post('/akun/bahasa', signedIn('read', speak));
  return router;
}

async function change(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = passwordForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const now = visit.deps.now();
  try {
    await changePassword(visit.user._id, typed.data, now);
  } catch (error) {
    if (!(error instanceof PasswordError)) throw error;
    const field = error.problem === 'password-wrong' ? 'present' : 'next';
    show(response, <Account visit={visit} problems={{ [field]: error.problem }} />, 422);
    return;
  }
  // All his sessions are over now, on every device; this one begins anew.
  await beginSession(request, visit.user._id, now);
  done(request, response, '/akun', 'password-changed');
}

function speak(_visit: SignedInVisit, request: Request, response: Response): void {
  const typed = languageForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  request.session.locale = typed.data.bahasa;
  done(request, response, '/akun', 'language-changed');
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
        <Section id="bahasa-halaman" title={t('account.language')}>
          <form method="post" action="/akun/bahasa">
            <Token visit={visit} />
            <Select
              name="bahasa"
              label={t('account.language')}
              value={words.locale}
              options={pageLocales.map((value) => ({ value, label: t(`language.${value}`) }))}
            />
            <button type="submit" class="plain">
              {t('account.speak')}
            </button>
          </form>
        </Section>
      </div>
    </Page>
  );
}
