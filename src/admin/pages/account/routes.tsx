import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { changePassword, PasswordError } from '../../../users/users.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { passwordLimit } from '../../shell/security.ts';
import { beginSession } from '../../shell/session.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { AccountPage } from './view.tsx';

const passwordForm = z.object({ present: z.string().max(1_000), next: z.string().max(1_000) });

/** `/akun`: one's own password. */
export function accountPages(): Router {
  const router = Router();
  router.get(
    '/akun',
    signedIn('keep-account', (visit, _request, response) =>
      show(response, <AccountPage visit={visit} problems={{}} />),
    ),
  );
  router.post('/akun/sandi', passwordLimit(), signedIn('keep-account', change));
  return router;
}

async function change(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = passwordForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  try {
    const user = await changePassword(visit.user._id, typed.data, visit.deps.passwordCost);
    // This ends their sessions on every device; this one is renewed.
    await beginSession(request, user, visit.deps.now());
  } catch (error) {
    if (!(error instanceof PasswordError)) throw error;
    const field = error.problem === 'password-wrong' ? 'present' : 'next';
    show(response, <AccountPage visit={visit} problems={{ [field]: error.problem }} />, 422);
    return;
  }
  await done(request, response, '/akun', 'password-changed');
}
