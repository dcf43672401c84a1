import { type Request, type Response, Router } from 'express';
import {
  type RankedTier,
  rankedTiers,
  readWeights,
  setWeights,
  weightHistory,
} from '../../../tiers/weights.ts';
import { readPersonNames } from '../../../users/users.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { chosenRound, inRound } from '../../shell/round-choice.tsx';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { readWeightsForm, typedWeights, weightsTier } from './forms.ts';
import { WeightsPage } from './weights-view.tsx';

/** `/tahapan/bobot`: by what the lists of villages and kecamatan are ranked. */
export function weightPages(): Router {
  const router = Router();
  router.get('/tahapan/bobot', signedIn('set-ranking', showWeights));
  router.post('/tahapan/bobot', signedIn('set-ranking', takeWeights));
  return router;
}

async function showWeights(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  refused?: RankedTier,
): Promise<void> {
  const choice = await chosenRound(request);
  const round = choice?.round._id ?? '';
  const personName = await readPersonNames();
  const sets = await Promise.all(
    rankedTiers.map(async (tier) => ({
      tier,
      weights: tier === refused ? typedWeights(request.body) : await readWeights(round, tier),
      last: (await weightHistory(round, tier)).at(-1) ?? null,
    })),
  );
  show(
    response,
    <WeightsPage
      visit={visit}
      choice={choice}
      sets={sets}
      personName={personName}
      refused={refused !== undefined}
    />,
    refused ? 422 : 200,
  );
}

async function takeWeights(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const choice = await chosenRound(request);
  const tier = weightsTier.safeParse(request.body?.tier);
  if (!choice || !tier.success) throw new PageError(400);
  const weights = readWeightsForm(request.body);
  if (!weights) return showWeights(visit, request, response, tier.data);
  await setWeights(choice.round._id, tier.data, weights, visit.user._id, visit.deps.now());
  await done(request, response, `/tahapan/bobot${inRound(choice)}`, 'ranking-set');
}
