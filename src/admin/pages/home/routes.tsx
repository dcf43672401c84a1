import { type Request, type Response, Router } from 'express';
import { may } from '../../../users/rights.ts';
import { firstPlace } from '../../shell/navigation.ts';
import { show } from '../../shell/page.tsx';
import { chosenRound } from '../../shell/round-choice.tsx';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { readFilter, writeFilter } from '../proposals/filter.ts';
import { tellNews } from './news.ts';
import { readFigures, readSetUp } from './read.ts';
import { isSetUp, SetUpPage } from './set-up.tsx';
import { HomePage } from './view.tsx';

/** `/`: Beranda, or where a role without it begins; `/beranda/kabar` tells an open one when it is out of date. */
export function homePages(): Router {
  const router = Router();
  router.get('/', signedIn('keep-account', showHome));
  router.get('/beranda/kabar', signedIn('read', tellNews()));
  return router;
}

async function showHome(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  if (!may(visit.user, 'read')) return response.redirect(303, firstPlace(visit.user));
  // The list stood here once, and links to it narrowed are in letters and bookmarks.
  const { filter, page } = readFilter(request.query);
  const narrowed = writeFilter({ ...filter, round: undefined }, page);
  if (narrowed) return response.redirect(303, `/usulan${narrowed}`);
  const choice = await chosenRound(request);
  const figures = choice && (await readFigures(visit, choice.round));
  if (!choice || !figures || figures.tally.proposals === 0) {
    const setUp = await readSetUp(visit, choice?.round ?? null);
    if (!choice || !figures || !isSetUp(setUp))
      return show(response, <SetUpPage visit={visit} setUp={setUp} />);
  }
  show(response, <HomePage visit={visit} choice={choice} figures={figures} />);
}
