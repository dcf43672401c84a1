import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { addNote, assign, noteLength } from '../../../proposals/desk.ts';
import { may } from '../../../users/rights.ts';
import { listUsers } from '../../../users/users.ts';
import { plain } from '../../shell/inputs.ts';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { pageOf, proposalOf } from './respond.tsx';

/** Whose work a proposal is, and what the office notes of it. */
export function officePages(): Router {
  const router = Router();
  router.post('/usulan/:id/petugas', signedIn('review', takeAssignee));
  router.post('/usulan/:id/catatan', signedIn('read', takeNote));
  return router;
}

const assigneeForm = z.object({ to: z.string().max(254) });
const noteForm = z.object({ note: plain(noteLength).pipe(z.string().min(1)) });

async function takeAssignee(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const typed = assigneeForm.safeParse(request.body);
  const users = await listUsers();
  const isReviewer = users.some((user) => user._id === typed.data?.to && may(user, 'review'));
  if (!typed.success || (typed.data.to !== '' && !isReviewer)) throw new PageError(400);
  await assign([proposal._id], typed.data.to === '' ? null : typed.data.to, visit.actor);
  await done(request, response, pageOf(request), 'assigned');
}

async function takeNote(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const typed = noteForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  await addNote(proposal._id, typed.data.note, visit.actor, visit.deps.now());
  await done(request, response, `${pageOf(request)}#catatan`, 'note-added');
}
