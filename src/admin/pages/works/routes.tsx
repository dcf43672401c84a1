import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { placeOfVillage } from '../../../regions/regions.ts';
import { tellOfWorks } from '../../../tiers/by-works.ts';
import { localDay, localYear } from '../../../time/local-time.ts';
import { covers } from '../../../users/scope.ts';
import { proposalsLike } from '../../../works/likeness.ts';
import { fulfillable, fulfillableByCode, sayMatch, sayOther, takeBackMatch } from '../../../works/matches.ts';
import { untoldMatches } from '../../../works/telling.ts';
import { countByVillage, findWork, worksOf, yearsOfWorks } from '../../../works/works.ts';
import { id, list, optional, plain } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { leadOn } from '../../shell/session.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { WorksPage } from './list-view.tsx';
import { VillagePage } from './village-view.tsx';

const yearInQuery = optional(z.coerce.number().int().min(2000).max(2100));
const pairForm = z.object({ work: id, proposal: id });
const judgedForm = pairForm.extend({ answer: z.enum(['ya', 'bukan']) });
const tellForm = z.object({ match: list(z.string().min(1).max(400)).pipe(z.array(z.string()).min(1)) });
const codeForm = z.object({ work: id, code: plain(40).pipe(z.string().min(1)) });

/** `/realisasi`: what is budgeted or built, village by village, and which proposals it fulfils. */
export function workPages(): Router {
  const router = Router();
  router.get('/realisasi', signedIn('read', showWorks));
  router.get('/realisasi/desa/:village', signedIn('read', showVillage));
  router.post('/realisasi/cocok', signedIn('enter-works', judge));
  router.post('/realisasi/kode', signedIn('enter-works', matchByCode));
  router.post('/realisasi/lepas', signedIn('enter-works', part));
  router.post('/realisasi/sampaikan', signedIn('tell-works', tell));
  return router;
}

async function showWorks(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const years = await yearsOfWorks();
  const asked = yearInQuery.parse(request.query.tahun);
  const year = asked ?? years[0] ?? localYear(visit.deps.now(), visit.deps.timeZone);
  const [villages, untold, lookups] = await Promise.all([
    countByVillage(year, visit.actor.scope),
    untoldMatches(visit.actor.scope),
    readLookups(visit.deps),
  ]);
  show(response, <WorksPage visit={visit} lookups={lookups} {...{ year, years, villages, untold }} />);
}

async function showVillage(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const code = String(request.params.village);
  const lookups = await readLookups(visit.deps);
  const village = lookups.regions.find(({ _id }) => _id === code);
  if (!village || !covers(visit.actor.scope, placeOfVillage(village))) throw new PageError(404);
  const [works, proposals] = await Promise.all([worksOf(code), fulfillable(code)]);
  const rows = works.map((work) => {
    const known = [...work.others, ...work.matches.map(({ proposal }) => proposal)];
    const open = proposals.filter(({ _id }) => !known.includes(_id));
    return { work, offered: proposalsLike(work, village.name, open, works) };
  });
  show(response, <VillagePage visit={visit} village={village} rows={rows} />);
}

/** Where the forms of a work lead back to. */
async function villageOf(visit: SignedInVisit, work: string): Promise<string> {
  const found = await findWork(work, visit.actor.scope);
  if (!found) throw new PageError(404);
  return found.village;
}

const placeOf = (village: string, work: string) => `/realisasi/desa/${village}#${work}`;

async function judge(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = judgedForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { work, proposal, answer } = typed.data;
  const back = placeOf(await villageOf(visit, work), work);
  const said =
    answer === 'ya'
      ? await sayMatch(work, proposal, visit.actor, visit.deps.now())
      : await sayOther(work, proposal, visit.actor);
  if (!said) throw new PageError(404);
  await done(request, response, back, answer === 'ya' ? 'work-matched' : 'work-parted');
}

async function matchByCode(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = codeForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { work, code } = typed.data;
  const village = await villageOf(visit, work);
  const found = await fulfillableByCode(code, village);
  if (typeof found === 'string')
    return leadOn(request, response, placeOf(village, work), `work-code-${found}`);
  await sayMatch(work, found._id, visit.actor, visit.deps.now());
  await done(request, response, placeOf(village, work), 'work-matched');
}

async function part(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = pairForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { work, proposal } = typed.data;
  const back = placeOf(await villageOf(visit, work), work);
  if (await takeBackMatch(work, proposal, visit.actor)) await done(request, response, back, 'work-unmatched');
  else leadOn(request, response, back, 'work-told-already');
}

async function tell(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = tellForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { actor, deps } = visit;
  const now = deps.now();
  const { told, left } = await tellOfWorks(typed.data.match, actor, localDay(now, deps.timeZone), now);
  await done(request, response, '/realisasi', 'works-told', { count: told, left });
}
