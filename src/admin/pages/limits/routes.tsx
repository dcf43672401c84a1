import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { LimitsPage } from './view.tsx';

/** A pseudonym, as the list gives it out. */
const form = z.object({ sender: z.string().regex(/^[\w-]{22}$/) });

/** `/kanal/batas`: senders who are rate-limited or taken for a machine, and lifting their limit. */
export function limitPages(): Router {
  const router = Router();
  router.get(
    '/kanal/batas',
    signedIn('tend-channels', async (visit, _request, response) => {
      const { limits, now } = visit.deps;
      const [limited, strangers] = await Promise.all([limits.list(), limits.strangers()]);
      show(response, <LimitsPage visit={visit} limited={limited} strangers={strangers} now={now()} />);
    }),
  );
  router.post('/kanal/batas', signedIn('tend-channels', lift));
  return router;
}

async function lift(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = form.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const shown = await visit.deps.limits.lift(typed.data.sender);
  if (!shown) throw new PageError(404);
  await done(request, response, '/kanal/batas', 'limit-lifted', { who: visit.words.address(shown) });
}
