import { type Request, type Response, Router } from 'express';
import { runningBroadcast } from '../../../outreach/model/broadcasts.ts';
import { countInvitations } from '../../../outreach/model/invitations.ts';
import { keepLetter, LetterError, readLetter } from '../../../outreach/planning/letters.ts';
import { countDrafted, countReleased } from '../../../proposals/answers.ts';
import { countProposals, countUnanswered } from '../../../proposals/list.ts';
import type { Round } from '../../../rounds/round.model.ts';
import {
  closeRound,
  listRounds,
  messageOf,
  openNewRound,
  RoundChangedError,
  RoundOpenError,
  RoundTakenError,
  reopenRound,
  setRound,
} from '../../../rounds/rounds.ts';
import { RoundSettingsError } from '../../../rounds/settings.ts';
import type { AdminDeps } from '../../shell/deps.ts';
import { keptForm } from '../../shell/kept-form.ts';
import { type Lookups, readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { leadOn } from '../../shell/session.ts';
import { uploadedName } from '../../shell/uploads.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { openOf, roundOf } from './access.ts';
import { ClosePage, EditPage, NewRoundPage } from './edit-view.tsx';
import { fieldOf, newSettingsOf, readTyped, settingsOf, type TypedRound, typedOf } from './form.ts';
import type { Left } from './left.tsx';
import { RoundsPage } from './list-view.tsx';
import { OverviewPage } from './round-view.tsx';

/** `/rembuk`: the yearly rounds with their message, audience and sending hours. */
export function roundPages(): Router {
  const router = Router();
  router.get('/rembuk', signedIn('read', showRounds));
  router.get(
    '/rembuk/baru',
    signedIn('invite', (visit, _request, response) => showNew(visit, response, readTyped(defaults), {})),
  );
  router.post('/rembuk/baru', signedIn('invite', begin));
  router.get('/rembuk/:id', signedIn('read', showRound));
  router.get(
    '/rembuk/:id/ubah',
    signedIn('invite', (visit, request, response) => {
      const kept = keptForm(visit.deps, request, visit.user._id, request.path);
      return showForm(visit, request, response, kept ? readTyped(kept.values) : undefined);
    }),
  );
  router.post('/rembuk/:id/ubah', signedIn('invite', change));
  router.get('/rembuk/:id/surat.pdf', signedIn('read', sendLetter));
  router.post('/rembuk/:id/surat', signedIn('invite', takeLetter));
  router.post('/rembuk/:id/surat/hapus', signedIn('invite', dropLetter));
  router.get('/rembuk/:id/tutup', signedIn('invite', askToClose));
  router.post('/rembuk/:id/tutup', signedIn('invite', close));
  router.post('/rembuk/:id/buka', signedIn('invite', reopen));
  return router;
}

const defaults = { flow: 'usulan', quota: '3', answerDays: '5' };

const knownOf = (deps: AdminDeps, { regions }: Lookups) => ({
  flows: deps.invitationDesk.flows.ofRounds().map(({ id }) => id),
  regions,
});

/** The results of a round so far; its proposals within the visitor's area only. */
async function rowOf(visit: SignedInVisit, round: Round) {
  const [invitations, proposals] = await Promise.all([
    countInvitations(round._id),
    countProposals(round._id, visit.actor.scope),
  ]);
  const sent = Object.values(proposals.statuses).reduce((sum, n) => sum + n, 0);
  return { round, invitations, proposals: sent, left: await leftOf(visit, round) };
}

/** What is still to be answered, within the visitor's area. */
async function leftOf({ actor, deps }: SignedInVisit, { _id: id }: Round): Promise<Left> {
  const [unanswered, { waiting: queued, sending, undeliverable, unknown }, drafted] = await Promise.all([
    countUnanswered(id, actor.scope, deps.now()),
    countReleased(id, actor.scope),
    countDrafted(id, actor.scope),
  ]);
  const { waiting, undecided } = unanswered;
  return { waiting, undecided, drafted, released: queued + sending + undeliverable + unknown };
}

async function showRounds(visit: SignedInVisit, _request: Request, response: Response): Promise<void> {
  const rounds = await listRounds();
  const rows = await Promise.all(rounds.map((round) => rowOf(visit, round)));
  show(response, <RoundsPage visit={visit} rows={rows} />);
}

async function showRound(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const round = await roundOf(request);
  const [lookups, row] = await Promise.all([readLookups(visit.deps), rowOf(visit, round)]);
  show(response, <OverviewPage visit={visit} lookups={lookups} {...row} />);
}

/** Problems as sentences by form field; the first one of each field. */
function saidOf({ deps, words }: SignedInVisit, error: RoundSettingsError): Record<string, string> {
  const said = error.problems.map(
    ({ field, key, params }) =>
      [fieldOf(field), deps.texts.t(words.locale, `round.problem.${key}`, params)] as const,
  );
  return Object.fromEntries(said.reverse());
}

async function showNew(
  visit: SignedInVisit,
  response: Response,
  typed: TypedRound,
  problems: Record<string, string>,
): Promise<void> {
  const { deps } = visit;
  const lookups = await readLookups(deps);
  const flows = deps.invitationDesk.flows.ofRounds();
  const status = Object.keys(problems).length > 0 ? 422 : 200;
  const page = (
    <NewRoundPage visit={visit} lookups={lookups} flows={flows} typed={typed} problems={problems} />
  );
  show(response, page, status);
}

async function begin(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, words } = visit;
  const typed = readTyped(request.body);
  const say = (key: string) => ({ year: deps.texts.t(words.locale, `round.problem.${key}`) });
  try {
    const known = knownOf(deps, await readLookups(deps));
    const round = await openNewRound(newSettingsOf(typed), known, deps.now());
    await done(request, response, `/rembuk/${round._id}`, 'round-opened');
  } catch (error) {
    if (error instanceof RoundSettingsError) return showNew(visit, response, typed, saidOf(visit, error));
    if (error instanceof RoundTakenError) return showNew(visit, response, typed, say('year-taken'));
    if (error instanceof RoundOpenError) return showNew(visit, response, typed, say('round-open'));
    throw error;
  }
}

async function showForm(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  typed?: TypedRound,
  problems: Record<string, string> = {},
): Promise<void> {
  const { deps } = visit;
  const [round, lookups] = await Promise.all([openOf(request), readLookups(deps)]);
  const page = (
    <EditPage
      visit={visit}
      round={round}
      lookups={lookups}
      flows={deps.invitationDesk.flows.ofRounds()}
      typed={typed ?? typedOf(round, lookups.regions)}
      problems={problems}
    />
  );
  show(response, page, Object.keys(problems).length > 0 ? 422 : 200);
}

async function change(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const round = await openOf(request);
  const typed = readTyped(request.body);
  const lookups = await readLookups(visit.deps);
  try {
    const settings = settingsOf(typed, lookups.regions);
    await setRound(round._id, settings, knownOf(visit.deps, lookups), typed.revision);
  } catch (error) {
    if (error instanceof RoundSettingsError)
      return showForm(visit, request, response, typed, saidOf(visit, error));
    if (!(error instanceof RoundChangedError)) throw error;
    // What they typed stays in the form, now based on the current revision; sending it again overwrites that.
    const standing = { ...typed, revision: (await openOf(request)).revision ?? 0 };
    return showForm(visit, request, response, standing, { naskah: visit.words.t('rounds.stale') });
  }
  await done(request, response, `/rembuk/${round._id}`, 'round-saved');
}

async function takeLetter(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps, words } = visit;
  const round = await openOf(request);
  const refuse = (key: string) =>
    showForm(visit, request, response, undefined, {
      letter: deps.texts.t(words.locale, `round.problem.${key}`),
    });
  const { uploadError } = response.locals;
  if (uploadError) return refuse(uploadError === 'too-large' ? 'too-large' : 'letter');
  try {
    const bytes = request.file?.buffer ?? Buffer.alloc(0);
    const letter = await keepLetter(deps.mediaDir, uploadedName(request.file), bytes);
    await setRound(round._id, { letter }, knownOf(deps, await readLookups(deps)));
  } catch (error) {
    if (!(error instanceof LetterError)) throw error;
    return refuse(error.problem);
  }
  await done(request, response, `/rembuk/${round._id}/ubah`, 'letter-kept');
}

async function dropLetter(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const round = await openOf(request);
  await setRound(round._id, { letter: null }, knownOf(visit.deps, await readLookups(visit.deps)));
  await done(request, response, `/rembuk/${round._id}/ubah`, 'letter-dropped');
}

async function sendLetter({ deps }: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { letter } = messageOf(await roundOf(request));
  if (!letter) throw new PageError(404);
  const { name, bytes } = await readLetter(deps.mediaDir, letter).catch(() => {
    throw new PageError(404);
  });
  // As a download, not inline: an uploaded PDF must not be rendered within these pages.
  response.attachment(name).type('application/pdf').send(bytes);
}

async function askToClose(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const round = await openOf(request);
  const [broadcast, left] = await Promise.all([runningBroadcast(round._id), leftOf(visit, round)]);
  show(response, <ClosePage visit={visit} round={round} running={broadcast !== null} left={left} />);
}

async function close(_visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const round = await openOf(request);
  await closeRound(round._id);
  await done(request, response, `/rembuk/${round._id}`, 'round-closed');
}

async function reopen(_visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { _id: id } = await roundOf(request);
  const reopened = await reopenRound(id).catch((error: unknown) => {
    if (error instanceof RoundOpenError) return false;
    throw error;
  });
  if (reopened) await done(request, response, `/rembuk/${id}`, 'round-reopened');
  else leadOn(request, response, `/rembuk/${id}`, 'round-not-reopened');
}
