import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { listParticipants } from '../../../people/participants.ts';
import { findPerson } from '../../../people/search.ts';
import { renewStartCodes } from '../../../people/ties.ts';
import { optional } from '../../shell/inputs.ts';
import { PageError } from '../../shell/page-error.ts';
import { leadOn } from '../../shell/session.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';

const code = z.string().regex(/^[\d.]{1,16}$/);
const decision = z.object({ decision: z.enum(['yes', 'no']) });
const part = z.object({ kecamatan: code, village: optional(code) });

/** Staff's decision on a further chat, and new personal links for a person, a village or a kecamatan. */
export function chatPages(): Router {
  const router = Router();
  const right = 'enter-participants';
  router.post('/peserta/orang/:id/chat', signedIn(right, decide));
  router.post('/peserta/orang/:id/tautan-baru', signedIn(right, renewOne));
  router.post('/peserta/tautan-baru', signedIn(right, renewMany));
  return router;
}

async function personIn(visit: SignedInVisit, request: Request): Promise<string> {
  const person = await findPerson(String(request.params.id), visit.actor.scope);
  if (!person) throw new PageError(404);
  return person._id;
}

async function decide(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const id = await personIn(visit, request);
  const typed = decision.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const yes = typed.data.decision === 'yes';
  const to = `/peserta/orang/${id}`;
  if (await visit.deps.confirming.decideChat(id, yes, visit.actor))
    await done(request, response, to, yes ? 'chat-allowed' : 'chat-denied');
  else leadOn(request, response, to, 'chat-gone');
}

async function renewOne(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const id = await personIn(visit, request);
  const people = await renewStartCodes([id]);
  await done(request, response, `/peserta/orang/${id}`, 'links-renewed', { people });
}

async function renewMany(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = part.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { kecamatan, village } = typed.data;
  const everybody = await listParticipants(visit.actor.scope);
  const some = everybody.filter(
    (one) => one.kecamatan === kecamatan && (!village || one.village === village),
  );
  if (some.length === 0) throw new PageError(404);
  const people = await renewStartCodes(some.map(({ _id }) => _id));
  const to = `/peserta/daftar?kecamatan=${kecamatan}${village ? `&desa=${village}` : ''}`;
  await done(request, response, to, 'links-renewed', { people });
}
