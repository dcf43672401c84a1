import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { hasSecondFactor, takeCode } from '../../../users/second-factor.ts';
import { codeSucceeded, succeeded, type Try, takeCodeTry, takeTry } from '../../../users/sign-in-guard.ts';
import type { User } from '../../../users/user.model.ts';
import { signIn } from '../../../users/users.ts';
import { knownDevice, rememberDevice } from '../../shell/device.ts';
import { optional } from '../../shell/inputs.ts';
import { localPath } from '../../shell/local-path.ts';
import { show } from '../../shell/page.tsx';
import { beginPending, beginSession, endSession, pendingUser, redirectSaved } from '../../shell/session.ts';
import { recordVisit, type Visit } from '../../shell/visit.ts';
import { CodePage, SignInPage } from './view.tsx';

const form = z.object({ email: z.string().trim().max(254), password: z.string().max(1000) });
const codeForm = z.object({ code: z.string().trim().max(40) });
const way = optional(z.string().max(2000));

/** Back to the page that was asked for, if it is one of ours: `kembali` in an address, `back` in a form. */
const wayBack = (given: unknown): string => localPath(way.parse(given) ?? '/');

/**
 * A file leaves a browser on the page where it is, which would be a sign-in that is done with: after that comes the page above
 * the file, where it can be had.
 */
const aboveFile = (back: string): string =>
  back.replace(/\/[^/?]+\.(?:csv|pdf|xlsx)(?=\?|$)/, '').replace(/^(?=\?|$)/, '/');

/** `/masuk`, the code of the second factor, and `/keluar`. */
export function signInPages(): Router {
  const router = Router();
  router.get('/masuk', (request, response) => {
    const { visit } = response.locals;
    const back = wayBack(request.query.kembali);
    if (visit.user) return response.redirect(303, back);
    response.set('Cache-Control', 'no-store');
    const fileAgain = request.query.berkas === 'lagi';
    show(response, <SignInPage visit={visit} back={back} email="" fileAgain={fileAgain} />);
  });
  router.post('/masuk', takePassword);
  router.get('/masuk/kode', askForCode);
  router.post('/masuk/kode', takeSecondFactor);
  router.post('/keluar', async (request, response) => {
    const { visit } = response.locals;
    if (visit.user) await recordVisit(visit, request, 'signed-out');
    await endSession(request, response, visit.deps);
    response.redirect(303, '/masuk');
  });
  return router;
}

async function takePassword(request: Request, response: Response): Promise<void> {
  const { visit } = response.locals;
  const { deps } = visit;
  const back = wayBack(request.body?.back);
  const typed = form.safeParse(request.body);
  const { email = '', password = '' } = typed.data ?? {};
  const account = email.toLowerCase();
  const who: Try = { email: account, address: request.ip ?? '', device: knownDevice(deps, request, account) };
  const waitMs = await takeTry(who, deps.now());
  if (waitMs > 0)
    return tellToWait(
      response,
      waitMs,
      <SignInPage visit={visit} back={back} email={email} waitMs={waitMs} />,
    );
  const user = typed.success ? await signIn(account, password, deps.passwordCost) : null;
  if (!user) {
    await recordVisit(visit, request, 'sign-in-failed', { subject: account });
    show(response, <SignInPage visit={visit} back={back} email={email} failed />, 401);
    return;
  }
  await succeeded(who);
  if (hasSecondFactor(user)) {
    await beginPending(request, user, deps.now());
    redirectSaved(request, response, `/masuk/kode?kembali=${encodeURIComponent(back)}`);
  } else await welcome(user, visit, request, response, back);
}

async function askForCode(request: Request, response: Response): Promise<void> {
  const { visit } = response.locals;
  const back = wayBack(request.query.kembali);
  response.set('Cache-Control', 'no-store');
  if (!(await pendingUser(request, visit.deps.now()))) return response.redirect(303, '/masuk');
  show(response, <CodePage visit={visit} back={back} />);
}

async function takeSecondFactor(request: Request, response: Response): Promise<void> {
  const { visit } = response.locals;
  const { deps } = visit;
  const back = wayBack(request.body?.back);
  const user = await pendingUser(request, deps.now());
  if (!user) return response.redirect(303, '/masuk');
  const waitMs = await takeCodeTry(user._id, deps.now());
  if (waitMs > 0) return tellToWait(response, waitMs, <CodePage visit={visit} back={back} waitMs={waitMs} />);
  const typed = codeForm.safeParse(request.body);
  const outcome = typed.success
    ? await takeCode(user, typed.data.code, deps.sessionSecret, deps.now())
    : 'wrong';
  if (outcome === 'wrong') {
    await recordVisit(visit, request, 'sign-in-failed', { subject: user._id, details: { step: 'code' } });
    show(response, <CodePage visit={visit} back={back} failed />, 401);
    return;
  }
  await codeSucceeded(user._id);
  if (outcome === 'recovery') await recordVisit({ ...visit, user }, request, 'recovery-code-used');
  await welcome(user, visit, request, response, back);
}

/** Begins the session of a user who has passed every step of the sign-in. */
async function welcome(user: User, visit: Visit, request: Request, response: Response, back: string) {
  const { deps } = visit;
  await beginSession(request, user, deps.now());
  rememberDevice(deps, request, response, user._id);
  await recordVisit({ ...visit, user }, request, 'signed-in');
  redirectSaved(request, response, aboveFile(back));
}

function tellToWait(response: Response, waitMs: number, page: Parameters<typeof show>[1]): void {
  response.set('Retry-After', String(Math.ceil(waitMs / 1000)));
  show(response, page, 429);
}
