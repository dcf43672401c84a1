import type { Request, Response } from 'express';
import { Router } from 'express';
import { findPeople } from '../../../people/search.ts';
import { eachListed } from '../../../proposals/list.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { minutesPdf } from '../../../reports/minutes.ts';
import { minutesLists } from '../../../reports/minutes-lists.ts';
import { defaultLocale } from '../../../texts/locales.ts';
import { readLookups } from '../../shell/lookups.ts';
import { ownArea } from '../../shell/own-area.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { areaName, paperOf, roundInPapers } from '../../shell/paper.ts';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { roundOf } from '../rounds/access.ts';
import { readArea, readHead, type TypedHead, tierOf } from './form.ts';
import { MinutesPage } from './view.tsx';

/** `/rembuk/<id>/berita-acara`: the minutes of a round, of one village, a kecamatan, or all of one's own area. */
export function minutesPages(): Router {
  const router = Router();
  router.get('/rembuk/:id/berita-acara', signedIn('read', showForm));
  router.get('/rembuk/:id/berita-acara.pdf', signedIn('read', sendMinutes));
  return router;
}

/**
 * Who took part in an area and what they proposed.
 * @throws PageError 404 for an area that is none, or not within the visitor's own: nobody signs minutes of others, and empty ones
 */
async function partOf(visit: SignedInVisit, request: Request) {
  const { deps, actor } = visit;
  const [round, lookups] = await Promise.all([roundOf(request), readLookups(deps)]);
  const asked = readArea(request.query);
  const area = ownArea(actor.scope, lookups.regions, asked);
  const isOther =
    (asked.village ?? area.village) !== area.village ||
    (asked.kecamatan ?? area.kecamatan) !== area.kecamatan;
  if (isOther) throw new PageError(404);
  const filter = { ...area, round: round._id, unconfirmed: false, order: 'support' as const };
  const proposals: Proposal[] = [];
  for await (const proposal of eachListed(filter, actor.scope, deps.now())) proposals.push(proposal);
  const takingPart = [...new Set(proposals.map(({ participant }) => participant))];
  const found = await findPeople(takingPart, actor.scope);
  const people = [...found.values()].sort((a, b) => seatOrder(a).localeCompare(seatOrder(b)));
  const own = actor.scope.kind === 'kecamatan' ? actor.scope.codes : null;
  return { round, lookups, area, proposals, people, name: areaName(deps, lookups, area, own) };
}

/** Villages by code, in them the heads of RT by number, then all others. */
const seatOrder = ({ village, rt, name }: { village?: string; rt?: string; name: string }) =>
  `${village} ${rt?.padStart(3, '0') ?? 'x'} ${name}`;

async function showForm(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  answered: TypedHead = { typed: {}, problems: {} },
): Promise<void> {
  const { proposals, people, ...part } = await partOf(visit, request);
  const { agreed, open } = minutesLists(proposals, tierOf(part.area));
  const counts = { people: people.length, agreed: agreed.length, open: open.length };
  const wrong = Object.keys(answered.problems).length > 0;
  show(
    response,
    <MinutesPage visit={visit} {...part} counts={counts} answered={answered} />,
    wrong ? 422 : 200,
  );
}

/** The document; the head it was asked with is nowhere kept, for what counts is the paper that is signed. */
async function sendMinutes(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const read = readHead(request.query);
  if ('problems' in read) return showForm(visit, request, response, read);
  const { deps } = visit;
  const { round, lookups, area, proposals, people, name } = await partOf(visit, request);
  const { forum, place, day, lines } = read.head;
  const weekday = new Intl.DateTimeFormat(defaultLocale, { dateStyle: 'full', timeZone: 'UTC' });
  const pdf = await minutesPdf({
    ...paperOf(deps, request),
    area: name,
    round: roundInPapers(deps, round),
    forum,
    place,
    day: weekday.format(new Date(day)),
    people,
    emptyLines: lines,
    proposals,
    tier: tierOf(area),
    regions: lookups.regions,
  });
  const file = `berita-acara-${area.village ?? area.kecamatan ?? 'semua'}-${round._id}.pdf`;
  response.attachment(file).type('application/pdf').send(pdf);
}
