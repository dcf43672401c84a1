import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Broadcast } from '../../../outreach/model/broadcast.model.ts';
import {
  BroadcastRunningError,
  broadcast as change,
  findBroadcast,
  listBroadcasts,
  planBroadcast,
} from '../../../outreach/model/broadcasts.ts';
import { countInvitations } from '../../../outreach/model/invitations.ts';
import { previewInvitations } from '../../../outreach/planning/preview.ts';
import { progressOf } from '../../../outreach/planning/progress.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { instantOf, localOf } from '../../../time/local-time.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { leadOn } from '../../shell/session.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { roundOf } from '../rounds/access.ts';
import { DeskPage, progressPath } from './desk-view.tsx';
import { CancelPage, ProgressPage } from './progress-view.tsx';

const query = z.object({ mulai: z.string().max(20).catch('') });
const sendForm = z.object({
  startsAt: z.string().max(20),
  recipients: z.coerce.number().int().min(0),
  understood: z.literal('yes').optional(),
});

/** `/rembuk/<id>/undangan`: the preview of a broadcast, starting one, and its progress. */
export function invitationPages(): Router {
  const router = Router();
  const path = '/rembuk/:id/undangan';
  router.get(path, signedIn('read', showDesk));
  router.post(path, signedIn('invite', send));
  router.get(`${path}/:n`, signedIn('read', showProgress));
  router.post(`${path}/:n/jeda`, signedIn('invite', move('pause', 'sending-paused')));
  router.post(`${path}/:n/lanjut`, signedIn('invite', move('resume', 'sending-resumed')));
  router.get(`${path}/:n/batal`, signedIn('invite', askToCancel));
  router.post(`${path}/:n/batal`, signedIn('invite', move('cancel', 'sending-cancelled')));
  return router;
}

async function showDesk(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  problem?: string,
  typedAt = query.parse(request.query).mulai,
): Promise<void> {
  const { deps } = visit;
  const round = await roundOf(request);
  const at = instantOf(typedAt, deps.timeZone);
  const [preview, sendings, { unknown }] = await Promise.all([
    previewInvitations(round, at ? { at } : {}, deps.invitationDesk),
    listBroadcasts(round._id),
    countInvitations(round._id),
  ]);
  const unfit = typedAt && !at ? 'time' : undefined;
  const page = (
    <DeskPage
      visit={visit}
      round={round}
      preview={preview}
      sendings={sendings}
      unknown={unknown}
      startsAt={at ? localOf(at, deps.timeZone) : ''}
      problem={problem ?? unfit}
    />
  );
  show(response, page, (problem ?? unfit) ? 422 : 200);
}

/** Checks again that nothing changed since the preview; blockers cannot be overridden here either. */
async function send(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, user } = visit;
  const typed = sendForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { startsAt, recipients, understood } = typed.data;
  const round = await roundOf(request);
  const again = (problem: string) => showDesk(visit, request, response, problem, startsAt);
  const at = instantOf(startsAt, deps.timeZone);
  if (startsAt && !at) return again('time');
  const preview = await previewInvitations(round, at ? { at } : {}, deps.invitationDesk);
  if (preview.blockers.length > 0) return again('blocked');
  if (preview.recipients !== recipients) return again('changed');
  if (preview.warnings.length > 0 && understood !== 'yes') return again('warned');
  try {
    const sending = await planBroadcast(round, at ? { at } : {}, user._id, deps.now());
    await done(request, response, progressPath(round, sending), at ? 'sending-planned' : 'sending-begun');
  } catch (error) {
    if (!(error instanceof BroadcastRunningError)) throw error;
    return again('running');
  }
}

/** The broadcast named in the address. @throws PageError 404 */
async function sendingOf(request: Request): Promise<{ round: Round; sending: Broadcast }> {
  const round = await roundOf(request);
  const sending = await findBroadcast(`${round._id}.${String(request.params.n)}`);
  if (!sending) throw new PageError(404);
  return { round, sending };
}

async function showProgress(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { round, sending } = await sendingOf(request);
  const progress = await progressOf(sending, visit.deps.invitationDesk);
  show(response, <ProgressPage visit={visit} round={round} sending={sending} progress={progress} />);
}

async function askToCancel(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { round, sending } = await sendingOf(request);
  if (!sending.running) return leadOn(request, response, progressPath(round, sending), 'sending-over');
  const progress = await progressOf(sending, visit.deps.invitationDesk);
  show(response, <CancelPage visit={visit} round={round} sending={sending} progress={progress} />);
}

/** @param notice shown once it is done; a broadcast that has ended meanwhile stays as it is */
function move(what: 'pause' | 'resume' | 'cancel', notice: string): Parameters<typeof signedIn>[1] {
  return async ({ deps, user }, request, response) => {
    const { round, sending } = await sendingOf(request);
    const moved = await change[what](sending._id, user._id, deps.now());
    if (moved) await done(request, response, progressPath(round, sending), notice);
    else leadOn(request, response, progressPath(round, sending), 'sending-over');
  };
}
