import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { describeConditions } from '../../../issues/conditions.ts';
import { confirmIndicator, listIndicators, listIssues, withdrawIndicator } from '../../../issues/issues.ts';
import { id } from '../../shell/inputs.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { IndicatorsPage } from './view.tsx';

const form = z.object({ indicator: id });

/** `/indikator`: published values, each shown to people only after an admin has checked it against its source. */
export function indicatorPages(): Router {
  const router = Router();
  router.get(
    '/indikator',
    signedIn('keep', async (visit, _request, response) => {
      const [issues, indicators] = await Promise.all([listIssues(), listIndicators()]);
      const conditions = describeConditions(issues, indicators, visit.deps.district);
      show(
        response,
        <IndicatorsPage visit={visit} issues={issues} indicators={indicators} conditions={conditions} />,
      );
    }),
  );
  router.post('/indikator/konfirmasi', signedIn('keep', confirm));
  router.post('/indikator/tarik', signedIn('keep', withdraw));
  return router;
}

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const key = keyOf(request);
  if (!(await confirmIndicator(key, visit.actor.name, visit.deps.now()))) throw new PageError(404);
  await done(request, response, '/indikator', 'indicator-confirmed');
}

async function withdraw(_visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  if (!(await withdrawIndicator(keyOf(request)))) throw new PageError(404);
  await done(request, response, '/indikator', 'indicator-withdrawn');
}

function keyOf(request: Request): string {
  const typed = form.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  return typed.data.indicator;
}
