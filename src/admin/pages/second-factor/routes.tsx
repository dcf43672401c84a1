import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import {
  confirmSecondFactor,
  hasSecondFactor,
  proposeSecondFactor,
  removeSecondFactor,
  takeCode,
} from '../../../users/second-factor.ts';
import { codeSucceeded, takeCodeTry } from '../../../users/sign-in-guard.ts';
import { show } from '../../shell/page.tsx';
import { beginSession } from '../../shell/session.ts';
import { done, recordVisit, type SignedInVisit, secondFactorPath, signedIn } from '../../shell/visit.ts';
import { RecoveryPage, RemovePage, SetPage } from './view.tsx';

const form = z.object({ code: z.string().trim().max(40) });
/** What an authenticator app shows above the code. */
const issuer = 'Rembuk Remas';

/** `/akun/dua-langkah`: one's own second factor. An admin in production is led here before anything else. */
export function secondFactorPages(): Router {
  const router = Router();
  router.get(
    secondFactorPath,
    signedIn('keep-account', (visit, _request, response) => showPage(visit, response)),
  );
  router.post(secondFactorPath, signedIn('keep-account', confirm));
  router.post(`${secondFactorPath}/lepas`, signedIn('keep-account', remove));
  return router;
}

async function showPage(visit: SignedInVisit, response: Response, problem?: string): Promise<void> {
  const { deps, user } = visit;
  const status = problem ? 422 : 200;
  if (hasSecondFactor(user)) {
    show(response, <RemovePage visit={visit} problem={problem} />, status);
    return;
  }
  const proposed = await proposeSecondFactor(user._id, issuer, deps.sessionSecret);
  show(response, <SetPage visit={visit} {...proposed} problem={problem} />, status);
}

/** The problem to report when the next try must wait. */
async function tooSoon({ deps, user }: SignedInVisit): Promise<string | undefined> {
  return (await takeCodeTry(user._id, deps.now())) > 0 ? 'code-wait' : undefined;
}

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, user } = visit;
  if (hasSecondFactor(user)) return showPage(visit, response);
  const soon = await tooSoon(visit);
  if (soon) return showPage(visit, response, soon);
  const { code = '' } = form.safeParse(request.body).data ?? {};
  const confirmed = await confirmSecondFactor(user._id, code, deps.sessionSecret, deps.now());
  if (!confirmed) return showPage(visit, response, 'code-wrong');
  await codeSucceeded(user._id);
  // This ends all other sessions; this one is renewed.
  await beginSession(request, confirmed.user, deps.now());
  await recordVisit(visit, request, 'second-factor-set');
  show(response, <RecoveryPage visit={{ ...visit, user: confirmed.user }} codes={confirmed.recovery} />);
}

async function remove(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, user } = visit;
  const soon = await tooSoon(visit);
  if (soon) return showPage(visit, response, soon);
  const { code = '' } = form.safeParse(request.body).data ?? {};
  if ((await takeCode(user, code, deps.sessionSecret, deps.now())) === 'wrong')
    return showPage(visit, response, 'code-wrong');
  await codeSucceeded(user._id);
  const without = await removeSecondFactor(user._id);
  if (without) await beginSession(request, without, deps.now());
  await done(request, response, '/akun', 'second-factor-removed');
}
