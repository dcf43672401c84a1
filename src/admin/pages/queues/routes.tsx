import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { QueuesPage } from './view.tsx';

const form = z.object({ queue: z.string().min(1).max(80), deadLetter: z.string().min(1).max(400) });

/** `/antrean`: the length of the queues, the dead letters, and the state of the channels. */
export function queuePages(): Router {
  const router = Router();
  router.get(
    '/antrean',
    signedIn('keep', async (visit, _request, response) => {
      const { deps } = visit;
      const [counts, letters, channels] = await Promise.all([
        deps.queueCounts(),
        deps.deadLetters.list(),
        deps.channelStatuses(),
      ]);
      show(response, <QueuesPage visit={visit} counts={counts} letters={letters} channels={channels} />);
    }),
  );
  router.post('/antrean/ulangi', signedIn('keep', handle('retry')));
  router.post('/antrean/buang', signedIn('keep', handle('discard')));
  return router;
}

function handle(work: 'retry' | 'discard') {
  return async (visit: SignedInVisit, request: Request, response: Response): Promise<void> => {
    const typed = form.safeParse(request.body);
    if (!typed.success) throw new PageError(400);
    await visit.deps.deadLetters[work](typed.data.queue, typed.data.deadLetter);
    await done(request, response, '/antrean', work === 'retry' ? 'letter-retried' : 'letter-discarded');
  };
}
