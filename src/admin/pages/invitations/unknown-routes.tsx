import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { RetryScope } from '../../../outreach/model/broadcast.model.ts';
import {
  BroadcastRunningError,
  planBroadcast,
  runningBroadcast,
} from '../../../outreach/model/broadcasts.ts';
import type { Invitation } from '../../../outreach/model/invitation.model.ts';
import { listUnknown } from '../../../outreach/model/invitation-counts.ts';
import { countInvitations, markArrived } from '../../../outreach/model/invitations.ts';
import { retryBlockers } from '../../../outreach/planning/preview.ts';
import { findPeople } from '../../../people/search.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { id, list } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { openOf, roundOf } from '../rounds/access.ts';
import { progressPath } from './desk-view.tsx';
import { AgainPage, type Scope, scopes, UnknownPage } from './unknown-view.tsx';

/** How many invitations a page shows and a form holds. */
const shownAtOnce = 300;

const form = z.object({ invitations: list(id).catch([]), scope: z.enum(scopes).catch('chosen') });

const retryOf: Record<Scope, RetryScope> = {
  chosen: 'unknown',
  unknown: 'unknown',
  failed: 'failed',
  all: 'all',
};

/** `/rembuk/<id>/undangan/tak-jelas`: invitations whose delivery is unknown; staff decide what to do. */
export function unknownPages(): Router {
  const router = Router();
  const path = '/rembuk/:id/undangan/tak-jelas';
  router.get(path, signedIn('read', showUnknown));
  router.post(`${path}/sampai`, signedIn('invite', markAsArrived));
  router.post(`${path}/ulang`, signedIn('invite', askOnceMore));
  router.post(`${path}/kirim`, signedIn('invite', tryAgain));
  return router;
}

async function showUnknown(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  problem?: string,
): Promise<void> {
  const round = await roundOf(request);
  const [all, { unknown, failed }, lookups, running] = await Promise.all([
    listUnknown(round._id),
    countInvitations(round._id),
    readLookups(visit.deps),
    runningBroadcast(round._id),
  ]);
  const people = await findPeople(
    all.map(({ participant }) => participant),
    visit.actor.scope,
  );
  const own = visit.actor.scope.kind === 'district' ? all : all.filter((one) => people.has(one.participant));
  const rows = own
    .slice(0, shownAtOnce)
    .map((invitation) => ({ invitation, person: people.get(invitation.participant) }));
  const page = (
    <UnknownPage
      visit={visit}
      round={round}
      lookups={lookups}
      rows={rows}
      unknown={unknown}
      failed={failed}
      running={running !== null}
      problem={problem}
    />
  );
  show(response, page, problem ? 422 : 200);
}

/** The ticked invitations of this round that are still unknown. */
async function tickedOf(request: Request, round: Round): Promise<Invitation[]> {
  const ticked = new Set(form.parse(request.body ?? {}).invitations);
  return (await listUnknown(round._id)).filter(({ _id }) => ticked.has(_id));
}

async function markAsArrived(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const round = await roundOf(request);
  const ticked = await tickedOf(request, round);
  if (ticked.length === 0) return showUnknown(visit, request, response, 'none-chosen');
  const marked = await Promise.all(ticked.map(({ _id }) => markArrived(_id, visit.deps.now())));
  await done(request, response, `/rembuk/${round._id}/undangan/tak-jelas`, 'marked-arrived', {
    count: marked.filter(Boolean).length,
  });
}

async function askOnceMore(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const round = await roundOf(request);
  const { scope } = form.parse(request.body ?? {});
  const ticked = scope === 'chosen' ? await tickedOf(request, round) : [];
  const { unknown, failed } = await countInvitations(round._id);
  const uncertain = { chosen: ticked.length, unknown, failed: 0, all: unknown }[scope];
  const count = uncertain + (scope === 'failed' || scope === 'all' ? failed : 0);
  if (count === 0) return showUnknown(visit, request, response, 'none-chosen');
  const page = (
    <AgainPage
      visit={visit}
      round={round}
      scope={scope}
      count={count}
      uncertain={uncertain}
      chosen={ticked.map(({ _id }) => _id)}
    />
  );
  show(response, page);
}

async function tryAgain(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, user } = visit;
  const round = await openOf(request);
  const { scope } = form.parse(request.body ?? {});
  const ticked = scope === 'chosen' ? await tickedOf(request, round) : [];
  if (scope === 'chosen' && ticked.length === 0) return showUnknown(visit, request, response, 'none-chosen');
  const blockers = await retryBlockers(round, deps.invitationDesk);
  if (blockers.some(({ key }) => key !== 'running')) return showUnknown(visit, request, response, 'blocked');
  const only = scope === 'chosen' ? { only: ticked.map(({ participant }) => participant) } : {};
  try {
    const plan = { retry: retryOf[scope], ...only };
    const sending = await planBroadcast(round, plan, user._id, deps.now());
    await done(request, response, progressPath(round, sending), 'sending-begun');
  } catch (error) {
    if (!(error instanceof BroadcastRunningError)) throw error;
    return showUnknown(visit, request, response, 'running');
  }
}
