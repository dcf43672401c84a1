import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { requestErasure } from '../../../messaging/privacy/erase.ts';
import { personalFacts } from '../../../messaging/privacy/facts.ts';
import type { Participant } from '../../../people/participant.model.ts';
import { findPerson } from '../../../people/search.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { PersonalDataPage } from './view.tsx';

const form = z.object({ sure: z.literal('yes') });
const path = '/peserta/orang/:id/data';

/** `/peserta/orang/<id>/data`: what is kept about somebody who asks at the office, and its erasure. */
export function personalDataPages(): Router {
  const router = Router();
  router.get(path, signedIn('enter-participants', showData));
  router.post(`${path}/hapus`, signedIn('enter-participants', eraseData));
  return router;
}

async function personOf(visit: SignedInVisit, request: Request): Promise<Participant> {
  const person = await findPerson(String(request.params.id), visit.actor.scope);
  if (!person) throw new PageError(404);
  return person;
}

async function showData(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  problem?: string,
): Promise<void> {
  const person = await personOf(visit, request);
  const [facts, lookups] = await Promise.all([personalFacts(person), readLookups(visit.deps)]);
  const page = (
    <PersonalDataPage visit={visit} lookups={lookups} person={person} facts={facts} problem={problem} />
  );
  show(response, page, problem ? 422 : 200);
}

async function eraseData(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const person = await personOf(visit, request);
  if (!form.safeParse(request.body).success) return showData(visit, request, response, 'erase-unsure');
  if (!(await requestErasure(person._id, visit.deps.now()))) throw new PageError(404);
  await done(request, response, '/peserta/daftar', 'erasure-begun', { name: person.name });
}
