import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { holdersOfSeats } from '../../../people/confirming.ts';
import { listCalls, listUnverified, settleHelp } from '../../../people/participants.ts';
import type { Scope } from '../../../users/scope.ts';
import { id } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { AttentionPage } from './view.tsx';

const form = z.object({ participant: id });

/** `/peserta`: people who need attention from the office. */
export function participantPages(): Router {
  const router = Router();
  router.get(
    '/peserta',
    signedIn('tend-participants', async (visit, _request, response) => {
      const { scope } = visit.actor;
      const [lookups, unverified, calls] = await Promise.all([
        readLookups(visit.deps),
        listUnverified(scope),
        listCalls(scope),
      ]);
      const holders = await holdersOfSeats(unverified);
      const waiting = { unverified, holders, ...calls };
      show(response, <AttentionPage visit={visit} lookups={lookups} {...waiting} />);
    }),
  );
  router.post('/peserta/dibantu', signedIn('tend-participants', tend(settleHelp, 'helped')));
  return router;
}

/** Does one thing for one person of the visitor's area. */
function tend(work: (id: string, scope: Scope) => Promise<boolean>, notice: string) {
  return async (visit: SignedInVisit, request: Request, response: Response): Promise<void> => {
    const typed = form.safeParse(request.body);
    if (!typed.success) throw new PageError(400);
    if (!(await work(typed.data.participant, visit.actor.scope))) throw new PageError(404);
    await done(request, response, '/peserta', notice);
  };
}
