import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { readSheet } from '../../../letters/sheets/contents.ts';
import { sendSheet, sentSheets } from '../../../letters/sheets/send.ts';
import { villageStandings } from '../../../letters/sheets/villages.ts';
import { headsOfRt } from '../../../people/participants.ts';
import { placeOfVillage } from '../../../regions/regions.ts';
import { villageSheetPdf } from '../../../reports/village-sheet.ts';
import { localDay } from '../../../time/local-time.ts';
import { covers } from '../../../users/scope.ts';
import { optional } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { areaName, paperOf, roundInPapers } from '../../shell/paper.ts';
import { chosenRound, roundField } from '../../shell/round-choice.tsx';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { VillagesPage } from './list-view.tsx';
import { VillagePage } from './village-view.tsx';

const query = z.object({ kecamatan: optional(z.string().regex(/^[\d.]{1,16}$/)) });

/** `/desa`: a sheet for each village of how all stands that it proposed, asked and was given; read, downloaded, and sent to its RT. */
export function villageSheetPages(): Router {
  const router = Router();
  router.get('/desa', signedIn('read', showVillages));
  router.get('/desa/:id', signedIn('read', showVillage));
  router.get('/desa/:id/lembar.pdf', signedIn('read', sendPdf));
  router.post('/desa/:id/kirim', signedIn('review', send));
  return router;
}

async function showVillages(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const choice = await chosenRound(request);
  if (!choice) return show(response, <VillagesPage visit={visit} found={null} />);
  const { kecamatan } = query.parse(request.query);
  const [lookups, standings] = await Promise.all([
    readLookups(visit.deps),
    villageStandings(choice.round._id, visit.actor.scope),
  ]);
  const found = { choice, lookups, standings, kecamatan };
  show(response, <VillagesPage visit={visit} found={found} />);
}

/** The sheet of an address. @throws PageError 404 for a village that is none, or elsewhere, and before the first round */
async function sheetOf(visit: SignedInVisit, request: Request) {
  const [choice, lookups] = await Promise.all([chosenRound(request), readLookups(visit.deps)]);
  const region = lookups.regions.find(({ _id }) => _id === request.params.id);
  if (!choice || !region || !covers(visit.actor.scope, placeOfVillage(region))) throw new PageError(404);
  const contents = await readSheet(choice.round._id, region._id);
  const area = areaName(visit.deps, lookups, { village: region._id }, null);
  return { choice, lookups, region, contents, area };
}

async function showVillage(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const found = await sheetOf(visit, request);
  const { choice, region } = found;
  const [sent, heads] = await Promise.all([sentSheets(choice.round._id, region._id), headsOfRt(region._id)]);
  show(response, <VillagePage visit={visit} {...found} sent={sent} heads={heads.length} />);
}

/** The sheet of an address as it is now, drawn. @throws PageError 404 where there is nothing to tell */
async function drawn(visit: SignedInVisit, request: Request) {
  const { deps } = visit;
  const { choice, lookups, region, contents, area } = await sheetOf(visit, request);
  if (!contents) throw new PageError(404);
  const paper = paperOf(deps, request);
  const pdf = await villageSheetPdf({
    ...paper,
    contents,
    area,
    round: roundInPapers(deps, choice.round),
    today: paper.dayOf(deps.now()),
    officeName: (key) => lookups.offices.find((office) => office.key === key)?.name ?? deps.agency,
  });
  return { choice, region, contents, pdf };
}

async function sendPdf(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { choice, region, pdf } = await drawn(visit, request);
  response.attachment(`lembar-${region._id}-${choice.round._id}.pdf`).type('application/pdf').send(pdf);
}

async function send(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, actor } = visit;
  const { choice, region, contents, pdf } = await drawn(visit, request);
  const today = localDay(deps.now(), deps.timeZone);
  const sheet = { contents, region, pdf, mediaDir: deps.mediaDir, today };
  const count = await sendSheet(sheet, actor, deps.now());
  await done(request, response, `/desa/${region._id}?${roundField}=${choice.round._id}`, 'sheet-sent', {
    count,
  });
}
