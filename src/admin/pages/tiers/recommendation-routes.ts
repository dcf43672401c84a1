import { type Request, type Response, Router } from 'express';
import { mayRecommend, recommend } from '../../../tiers/recommend.ts';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { pageOf, proposalOf } from '../proposal/respond.tsx';
import { recommendationForm } from './forms.ts';

/** `/usulan/:id/rekomendasi`: what an actor recommends, beside what others do. */
export function recommendationPages(): Router {
  const router = Router();
  router.post('/usulan/:id/rekomendasi', signedIn('enter-steps', add));
  return router;
}

async function add(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { _id: id } = await proposalOf(visit, request);
  const typed = recommendationForm.safeParse(request.body);
  if (!typed.success || !mayRecommend(visit.actor, typed.data.actor)) throw new PageError(400);
  await recommend([{ id, ...typed.data }], visit.actor, visit.deps.now());
  await done(request, response, `${pageOf(request)}#tahapan`, 'recommendation-added');
}
