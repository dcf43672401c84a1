import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { countInvitations } from '../../../outreach/model/invitations.ts';
import { findSilent } from '../../../outreach/planning/silent-people.ts';
import { callListPdf, callListRows } from '../../../reports/call-list.ts';
import { listSheet } from '../../../reports/xlsx-stream.ts';
import { optional } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { roundName } from '../../shell/round-choice.tsx';
import { sendSheet } from '../../shell/send-sheet.ts';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { roundOf } from '../rounds/access.ts';
import { SilentPage } from './view.tsx';

const code = z.string().regex(/^[\d.]{1,16}$/);
const query = z.object({ kecamatan: optional(code), desa: optional(code) });

/** `/rembuk/<id>/sunyi`: who was invited and has sent nothing, and call lists for the villages' offices. */
export function silentPages(): Router {
  const router = Router();
  router.get('/rembuk/:id/sunyi', signedIn('read', showSilent));
  router.get('/rembuk/:id/sunyi/telepon.xlsx', signedIn('invite', download('xlsx')));
  router.get('/rembuk/:id/sunyi/telepon.pdf', signedIn('invite', download('pdf')));
  return router;
}

/** The silent people of the requested area, as far as it is within the visitor's own. */
async function silentOf(visit: SignedInVisit, request: Request) {
  const { kecamatan, desa } = query.parse(request.query);
  const village = desa && kecamatan && desa.startsWith(`${kecamatan}.`) ? desa : undefined;
  const round = await roundOf(request);
  const { flows } = visit.deps.invitationDesk;
  const people = await findSilent(round._id, { kecamatan, village }, visit.actor.scope, flows);
  return { round, people, filter: { kecamatan, village } };
}

async function showSilent(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const [found, lookups] = await Promise.all([silentOf(visit, request), readLookups(visit.deps)]);
  const counts = await countInvitations(found.round._id);
  const invited = Object.values(counts).some((count) => count > 0);
  show(response, <SilentPage visit={visit} lookups={lookups} invited={invited} {...found} />);
}

/**
 * The only place where these pages give out phone numbers: as a file, for whoever makes the calls. The PDF covers one
 * kecamatan: that of a whole district (1,200 people) takes 9 s and blocks the process meanwhile.
 */
function download(form: 'xlsx' | 'pdf') {
  return async (visit: SignedInVisit, request: Request, response: Response): Promise<void> => {
    const { deps, outward } = visit;
    const [{ round, people, filter }, { regions }] = await Promise.all([
      silentOf(visit, request),
      readLookups(deps),
    ]);
    const list = {
      people,
      regions,
      texts: deps.texts,
      locale: outward.locale,
      agency: deps.agency,
      round: roundName(outward, round),
      day: outward.day(deps.now()),
    };
    if (form === 'pdf' && !filter.kecamatan) throw new PageError(400);
    const file = `rt-sunyi-${filter.village ?? filter.kecamatan ?? round._id}.${form}`;
    if (form === 'xlsx') return sendSheet(request, response, file, listSheet('RT sunyi', callListRows(list)));
    response
      .attachment(file)
      .type('application/pdf')
      .send(await callListPdf(list));
  };
}
