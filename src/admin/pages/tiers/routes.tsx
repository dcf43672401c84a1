import { type Request, type Response, Router } from 'express';
import { candidatesOf } from '../../../tiers/candidates.ts';
import { confirmEntry, findEntry, keepEntry, planEntry } from '../../../tiers/entries.ts';
import type { Entry } from '../../../tiers/entry.model.ts';
import { mayEnter } from '../../../tiers/results.ts';
import { localDay } from '../../../time/local-time.ts';
import { readLookups } from '../../shell/lookups.ts';
import { ownArea } from '../../shell/own-area.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { chosenRound } from '../../shell/round-choice.tsx';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { CheckPage } from './check-view.tsx';
import {
  confirmForm,
  type ListQuery,
  listQuery,
  type MeetingForm,
  mostRows,
  readMeeting,
  readRows,
  type TypedResult,
} from './forms.ts';
import { TiersPage } from './list-view.tsx';

/** `/tahapan`: results of forums by list, looked at before they are confirmed. */
export function tierPages(): Router {
  const router = Router();
  router.get('/tahapan', signedIn('enter-steps', showList));
  router.post('/tahapan', signedIn('enter-steps', takeList));
  router.get('/tahapan/periksa/:id', signedIn('enter-steps', showEntry));
  router.post('/tahapan/periksa/:id', signedIn('enter-steps', confirm));
  return router;
}

/** Which list is looked at: a village needs its kecamatan, a tier above the kecamatan the whole district. */
async function listOf(visit: SignedInVisit, query: ListQuery) {
  const lookups = await readLookups(visit.deps);
  const { scope } = visit.actor;
  const area = ownArea(scope, lookups.regions, { kecamatan: query.kecamatan, village: query.desa });
  const tier = mayEnter(scope, query.tahap) ? query.tahap : 'musrenbang-desa';
  const needed =
    tier === 'musrenbang-desa' ? area.village : tier === 'musrenbang-kecamatan' ? area.kecamatan : true;
  return { lookups, tier, area, isChosen: Boolean(needed) };
}

async function showList(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  refused?: { meeting: MeetingForm; results: TypedResult[] },
): Promise<void> {
  const choice = await chosenRound(request);
  const query = listQuery.parse({ ...request.query, ...(refused ? request.body : {}) });
  const { lookups, tier, area, isChosen } = await listOf(visit, query);
  const before = query.entri ? await findEntry(query.entri, visit.user._id) : null;
  const filter = { round: choice?.round._id ?? '', tier, ...area };
  const candidates = choice && isChosen ? await candidatesOf(filter, visit.actor.scope) : [];
  const meeting = refused?.meeting ?? {
    forum: before?.forum ?? '',
    day: before?.day ?? localDay(visit.deps.now(), visit.deps.timeZone),
    problems: {},
  };
  const results: readonly TypedResult[] = refused?.results ?? before?.results ?? [];
  const typed = new Map(results.map((one) => [one.id, one]));
  const props = { visit, lookups, choice, tier, area, isChosen, candidates, meeting, typed };
  show(response, <TiersPage {...props} />, refused ? 422 : 200);
}

async function takeList(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const choice = await chosenRound(request);
  const query = listQuery.parse(request.body ?? {});
  if (!mayEnter(visit.actor.scope, query.tahap)) throw new PageError(400);
  const { tier, area, isChosen } = await listOf(visit, query);
  const results = readRows(request.body ?? {}, tier);
  if (!choice || !isChosen || !results || results.length > mostRows) throw new PageError(400);
  const now = visit.deps.now();
  const meeting = readMeeting(request.body, localDay(now, visit.deps.timeZone));
  if (results.length === 0) meeting.problems = { ...meeting.problems, 'passed-0': 'nothing-said' };
  if (Object.keys(meeting.problems).length > 0 || results.some(({ unfitRank }) => unfitRank))
    return showList(visit, request, response, { meeting, results });
  const { forum, day } = meeting;
  const id = await keepEntry({
    by: visit.user._id,
    at: now,
    round: choice.round._id,
    forum,
    day,
    area,
    results,
    recommendations: [],
    findings: [],
  });
  response.redirect(303, `/tahapan/periksa/${id}`);
}

async function entryOf(visit: SignedInVisit, request: Request): Promise<Entry> {
  const entry = await findEntry(String(request.params.id), visit.user._id);
  if (!entry) throw new PageError(404);
  return entry;
}

async function showEntry(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  unsaid = false,
): Promise<void> {
  const entry = await entryOf(visit, request);
  const [plan, lookups] = await Promise.all([
    planEntry(entry, visit.actor, visit.deps.now()),
    readLookups(visit.deps),
  ]);
  show(response, <CheckPage {...{ visit, entry, plan, lookups, unsaid }} />, unsaid ? 422 : 200);
}

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = confirmForm.safeParse(request.body ?? {});
  if (!typed.success) throw new PageError(400);
  const entry = await entryOf(visit, request);
  const { leaveOut, goBack } = typed.data;
  const consent = { leaveOut: leaveOut === 'ya', goBack: goBack === 'ya' };
  const written = await confirmEntry(entry, consent, visit.actor, visit.deps.now());
  if (!written) return showEntry(visit, request, response, true);
  await done(request, response, `/tahapan/periksa/${entry._id}`, 'steps-entered', { ...written });
}
