import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { id, optional } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { chosenRound } from '../../shell/round-choice.tsx';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { readMap } from './read.ts';
import { MapPage, NothingToMap } from './view.tsx';

const query = z.object({ kecamatan: optional(z.string().regex(/^[\d.]{1,16}$/)), usulan: optional(id) });

/** `/peta`: every village of a round, and how it stands; of one kecamatan also where its proposals are. */
export function mapPages(): Router {
  return Router().get('/peta', signedIn('read', showMap));
}

async function showMap(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const choice = await chosenRound(request);
  if (!choice) return show(response, <NothingToMap visit={visit} />);
  const { kecamatan, usulan } = query.parse(request.query);
  const [lookups, figures] = await Promise.all([
    readLookups(visit.deps),
    readMap(visit, choice.round, { kecamatan, proposal: usulan }),
  ]);
  show(response, <MapPage visit={visit} choice={choice} lookups={lookups} figures={figures} />);
}
