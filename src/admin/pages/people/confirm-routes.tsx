import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { ParticipantId } from '../../../people/participant.model.ts';
import { findProposal } from '../../../proposals/list.ts';
import { id, plain } from '../../shell/inputs.ts';
import { PageError } from '../../shell/page-error.ts';
import { leadOn } from '../../shell/session.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';

/** Without a full stop: the texts that contain it add their own. */
const reason = plain(300)
  .transform((typed) => typed.replace(/[\s.]+$/, ''))
  .pipe(z.string().min(1));
const back = z.literal('person').optional();
const confirmation = z.object({ participant: id, replace: z.literal('yes').optional(), back });
const refusal = z.object({ participant: id, reason, back });
const withdrawal = z.object({ proposal: id, reason });

/** Confirming and refusing people who registered themselves, and withdrawing a proposal. */
export function confirmPages(): Router {
  const router = Router();
  router.post('/peserta/konfirmasi', signedIn('tend-participants', confirm));
  router.post('/peserta/tolak', signedIn('tend-participants', refuse));
  router.post('/peserta/tarik', signedIn('tend-participants', withdraw));
  return router;
}

const wayBack = (participantId: ParticipantId, back: 'person' | undefined) =>
  back ? `/peserta/orang/${encodeURIComponent(participantId)}` : '/peserta';

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = confirmation.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { participant, replace, back } = typed.data;
  const outcome = await visit.deps.confirming.confirm(participant, replace !== undefined, visit.actor);
  if (outcome === 'unknown') throw new PageError(404);
  // Somebody took the seat since the page was shown: it is shown again, with their name.
  if (outcome === 'taken') leadOn(request, response, wayBack(participant, back), 'seat-taken');
  else await done(request, response, wayBack(participant, back), 'verified');
}

async function refuse(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = refusal.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { participant, reason, back } = typed.data;
  if ((await visit.deps.confirming.refuse(participant, reason, visit.actor)) === 'unknown')
    throw new PageError(404);
  await done(request, response, wayBack(participant, back), 'person-refused');
}

async function withdraw(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = withdrawal.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { proposal: proposalId, reason } = typed.data;
  const proposal = await findProposal(proposalId, visit.actor.scope);
  if (!proposal) throw new PageError(404);
  const outcome = await visit.deps.confirming.withdraw(proposalId, reason, visit.actor);
  const to = `/usulan/${encodeURIComponent(proposalId)}`;
  if (outcome === 'released') leadOn(request, response, to, 'not-withdrawn');
  else await done(request, response, to, 'proposal-withdrawn', { code: proposal.code });
}
