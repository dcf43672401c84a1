import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { invitationsOf } from '../../../outreach/model/invitation-counts.ts';
import { correctPerson, replacePerson } from '../../../people/change.ts';
import { holderOf } from '../../../people/confirming.ts';
import { offices, type Participant } from '../../../people/participant.model.ts';
import { listParticipants, record } from '../../../people/participants.ts';
import { readPhone } from '../../../people/phone.ts';
import { findPerson, holdersOf, listPeople, personStates } from '../../../people/search.ts';
import { proposalsBy } from '../../../proposals/list.ts';
import { linkRows, linksPdf } from '../../../reports/start-links.ts';
import { listSheet } from '../../../reports/xlsx-stream.ts';
import { locales } from '../../../texts/locales.ts';
import { optional, pageNumber, plain } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { sendSheet } from '../../shell/send-sheet.ts';
import { leadOn } from '../../shell/session.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { addressOf, PeoplePage } from './list-view.tsx';
import { PersonPage } from './person-view.tsx';
import { servedChannels } from './state-tags.tsx';

const code = z.string().regex(/^[\d.]{1,16}$/);
const query = z.object({
  kecamatan: optional(code),
  desa: optional(code),
  jabatan: optional(z.enum(offices)),
  keadaan: optional(z.enum(personStates)),
  cari: optional(plain(80)),
  halaman: pageNumber,
});
const name = plain(80).pipe(z.string().min(1));
const correction = z.object({
  name,
  phone: plain(40),
  locale: z.enum(locales),
  clearPhone: z.literal('yes').optional(),
});
const replacement = z.object({ name, phone: plain(40) });
const shown = z.string().max(300).optional().catch(undefined);
const typedPerson = z.object({ name: shown, phone: shown, locale: shown });

/** `/peserta/daftar` and `/peserta/orang/<id>`: who represents whom, and what can be done about it. */
export function peoplePages(): Router {
  const router = Router();
  const right = 'enter-participants';
  router.get('/peserta/daftar', signedIn(right, list));
  router.get('/peserta/tautan.pdf', signedIn(right, sendLinks('pdf')));
  router.get('/peserta/tautan.xlsx', signedIn(right, sendLinks('xlsx')));
  router.get('/peserta/orang/:id', signedIn(right, showPerson));
  router.post('/peserta/orang/:id', signedIn(right, correct));
  router.post('/peserta/orang/:id/ganti', signedIn(right, replace));
  router.post('/peserta/orang/:id/stop', signedIn(right, stop));
  router.post('/peserta/orang/:id/lanjut', signedIn(right, resume));
  return router;
}

async function list(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { kecamatan, desa, jabatan, keadaan, cari, halaman } = query.parse(request.query);
  const village = desa && kecamatan && desa.startsWith(`${kecamatan}.`) ? desa : undefined;
  const filter = { kecamatan, village, office: jabatan, state: keadaan, search: cari || undefined };
  const [lookups, { total, pages, rows: people }] = await Promise.all([
    readLookups(visit.deps),
    listPeople(filter, visit.actor.scope, halaman, servedChannels(visit)),
  ]);
  if (halaman > pages) {
    response.redirect(303, addressOf(filter, pages));
    return;
  }
  show(
    response,
    <PeoplePage
      visit={visit}
      lookups={lookups}
      filter={filter}
      people={people}
      total={total}
      page={halaman}
      pages={pages}
    />,
  );
}

/** One village's or kecamatan's links; a whole district's sheet takes long, so the command makes it. */
function sendLinks(form: 'pdf' | 'xlsx') {
  return async (visit: SignedInVisit, request: Request, response: Response): Promise<void> => {
    const { kecamatan, desa } = query.parse(request.query);
    if (!kecamatan) throw new PageError(400);
    const { deps, actor, outward } = visit;
    if (!deps.startLink) throw new PageError(404);
    const link = await deps.startLink();
    const [{ regions }, everybody] = await Promise.all([readLookups(deps), listParticipants(actor.scope)]);
    const people = everybody.filter((one) => one.kecamatan === kecamatan && (!desa || one.village === desa));
    const sheet = { people, regions, link, texts: deps.texts, locale: outward.locale, agency: deps.agency };
    const file = `tautan-${desa ?? kecamatan}.${form}`;
    if (form === 'xlsx') return sendSheet(request, response, file, listSheet('Tautan', linkRows(sheet)));
    response
      .attachment(file)
      .type('application/pdf')
      .send(await linksPdf(sheet));
  };
}

async function personOf(visit: SignedInVisit, request: Request): Promise<Participant> {
  const person = await findPerson(String(request.params.id), visit.actor.scope);
  if (!person) throw new PageError(404);
  return person;
}

async function showPerson(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  problems: Record<string, string> = {},
): Promise<void> {
  const person = await personOf(visit, request);
  const [lookups, holders, invitations, proposals] = await Promise.all([
    readLookups(visit.deps),
    holdersOf(person, visit.actor.scope),
    invitationsOf(person._id),
    proposalsBy(person._id, visit.actor.scope),
  ]);
  const status = Object.keys(problems).length > 0 ? 422 : 200;
  show(
    response,
    <PersonPage
      visit={visit}
      lookups={lookups}
      person={person}
      holders={holders}
      seatHolder={person.verified ? null : await holderOf(person)}
      invitations={invitations}
      proposals={proposals}
      problems={problems}
      typed={status === 422 ? typedPerson.parse(request.body ?? {}) : null}
    />,
    status,
  );
}

/** A phone as typed into a form: null when blank, undefined when it cannot be read. */
function phoneOf(typed: string): string | null | undefined {
  if (!typed) return null;
  const read = readPhone(typed);
  return 'phone' in read ? read.phone : undefined;
}

async function correct(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const person = await personOf(visit, request);
  const typed = correction.safeParse(request.body);
  if (!typed.success) return showPerson(visit, request, response, { name: 'name-unfit' });
  const { name, locale, clearPhone } = typed.data;
  const phone = phoneOf(typed.data.phone);
  if (phone === undefined) return showPerson(visit, request, response, { phone: 'phone-unfit' });
  // The number is never shown, so a blank field leaves it as it is.
  const next = phone ?? (clearPhone ? null : (person.phone ?? null));
  if (!(await correctPerson(person._id, { name, phone: next, locale }))) throw new PageError(404);
  await done(request, response, `/peserta/orang/${person._id}`, 'person-saved');
}

async function replace(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const person = await personOf(visit, request);
  const typed = replacement.safeParse(request.body);
  if (!typed.success) return showPerson(visit, request, response, { 'new-name': 'name-unfit' });
  const phone = phoneOf(typed.data.phone);
  if (phone === undefined) return showPerson(visit, request, response, { 'new-phone': 'phone-unfit' });
  const taken = await replacePerson(person._id, { name: typed.data.name, phone }, visit.deps.now());
  if (!taken) throw new PageError(404);
  await done(request, response, `/peserta/orang/${person._id}`, 'person-replaced', { name: typed.data.name });
}

async function stop(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const person = await personOf(visit, request);
  if (request.body?.sure !== '1')
    return leadOn(request, response, `/peserta/orang/${person._id}`, 'person-not-stopped');
  await record.stop(person._id, visit.deps.now());
  await done(request, response, `/peserta/orang/${person._id}`, 'person-stopped');
}

/** Somebody who was stopped, or said "bukan saya", asks to be written to again. */
async function resume(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const person = await personOf(visit, request);
  if (request.body?.sure !== '1')
    return leadOn(request, response, `/peserta/orang/${person._id}`, 'person-not-resumed');
  await record.comeBack(person._id);
  await done(request, response, `/peserta/orang/${person._id}`, 'person-resumed');
}
