import { Router } from 'express';
import { z } from 'zod';
import { signIn } from '../../users/users.ts';
import { optional } from '../inputs.ts';
import { localPath } from '../local-path.ts';
import { Page, show } from '../page.tsx';
import { Field, Token } from '../parts.tsx';
import { signInLimits } from '../security.ts';
import { beginSession, endSession, redirectSaved } from '../session.ts';
import type { Visit } from '../visit.ts';

const form = z.object({ email: z.string().max(254), password: z.string().max(1000) });
const way = z.object({ kembali: optional(z.string().max(2000)) });

/** Signing in and out. */
export function signInPages(): Router {
  const router = Router();

  router.get('/masuk', (request, response) => {
    const { visit } = response.locals;
    const back = wayBack(request.query);
    if (visit.user) return response.redirect(303, back);
    response.set('Cache-Control', 'no-store');
    show(response, <SignIn visit={visit} back={back} email="" failed={false} />);
  });

  router.post('/masuk', ...signInLimits(), async (request, response) => {
    const { visit } = response.locals;
    const back = wayBack(request.body);
    const typed = form.safeParse(request.body);
    const email = typed.data?.email.trim() ?? '';
    const user = typed.success ? await signIn(email, typed.data.password) : null;
    if (!user) {
      visit.deps.log.info({ path: '/masuk' }, 'A sign-in failed');
      show(response, <SignIn visit={visit} back={back} email={email} failed={true} />, 401);
      return;
    }
    await beginSession(request, user, visit.deps.now());
    redirectSaved(request, response, back);
  });

  router.post('/keluar', async (request, response) => {
    await endSession(request);
    response.redirect(303, '/masuk');
  });

  return router;
}

/** Back to the page that was asked for, if it is one of ours. */
const wayBack = (given: unknown): string => localPath(way.safeParse(given).data?.kembali ?? '/');

function SignIn(props: { visit: Visit; back: string; email: string; failed: boolean }) {
  const { visit, back, email, failed } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t('sign-in.title')}>
      <div class="gate card">
        <h1>{t('sign-in.title')}</h1>
        <p class="soft">{t('sign-in.intro', { agency: visit.deps.agency })}</p>
        {failed && (
          <p class="notice bad" role="alert">
            {t('sign-in.failed')}
          </p>
        )}
        <form method="post" action="/masuk">
          <Token visit={visit} />
          <input type="hidden" name="kembali" value={back} />
          <Field name="email" type="email" label={t('field.email')} value={email} autocomplete="username" />
          <Field
            name="password"
            type="password"
            label={t('field.password')}
            autocomplete="current-password"
          />
          <button type="submit">{t('sign-in.button')}</button>
        </form>
        <p class="soft small">{t('sign-in.help')}</p>
      </div>
    </Page>
  );
}
