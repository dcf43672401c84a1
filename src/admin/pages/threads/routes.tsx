import { type Request, type Response, Router } from 'express';
import { noticeStates } from '../../../outreach/model/notices.ts';
import { findParticipant } from '../../../people/participants.ts';
import { StaleError } from '../../../proposals/review.ts';
import { answerThread, closeThread, findThread, giveThread, shareThread } from '../../../threads/answer.ts';
import { countThreads, listThreads, suggestionsFor } from '../../../threads/read.ts';
import { noticeId } from '../../../threads/tell.ts';
import type { Thread } from '../../../threads/thread.model.ts';
import { endOfDay } from '../../../time/local-time.ts';
import { listUsers } from '../../../users/users.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { answerForm, closeForm, giveForm, query, shareForm, stateNames, typedAnswer } from './forms.ts';
import { listAddress, ThreadsPage } from './list-view.tsx';
import { ThreadPage } from './thread-view.tsx';

/** `/tanya-jawab`: questions of representatives; somebody of an SKPD sees those given to theirs, and nothing of who asked. */
export function threadPages(): Router {
  const router = Router();
  router.get('/tanya-jawab', signedIn('answer-questions', showList));
  router.get('/tanya-jawab/:id', signedIn('answer-questions', showThread));
  router.post('/tanya-jawab/:id/jawab', signedIn('answer-questions', answer));
  router.post('/tanya-jawab/:id/serahkan', signedIn('tend-questions', give));
  router.post('/tanya-jawab/:id/buka', signedIn('tend-questions', share));
  router.post('/tanya-jawab/:id/selesai', signedIn('tend-questions', close));
  return router;
}

async function showList(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { keadaan = 'menunggu', skpd, halaman } = query.parse(request.query);
  const { scope } = visit.actor;
  const [lookups, { pages, rows }, counts] = await Promise.all([
    readLookups(visit.deps),
    listThreads(scope, stateNames[keadaan], halaman, skpd),
    countThreads(scope),
  ]);
  if (halaman > pages) {
    response.redirect(303, listAddress(keadaan, skpd, pages));
    return;
  }
  show(
    response,
    <ThreadsPage
      visit={visit}
      lookups={lookups}
      state={keadaan}
      office={skpd}
      threads={rows}
      counts={counts}
      page={halaman}
      pages={pages}
    />,
  );
}

async function threadOf(visit: SignedInVisit, request: Request): Promise<Thread> {
  const thread = await findThread(String(request.params.id), visit.actor.scope);
  if (!thread) throw new PageError(404);
  return thread;
}

async function showThread(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  refused: { problems: Record<string, string>; status: number } | null = null,
): Promise<void> {
  const thread = await threadOf(visit, request);
  const answers = thread.messages.filter(({ by }) => by === 'office');
  const [lookups, person, users, suggestions, states] = await Promise.all([
    readLookups(visit.deps),
    findParticipant(thread.participant),
    listUsers(),
    suggestionsFor(thread, visit.actor.scope),
    noticeStates(answers.map((one) => noticeId(thread._id, one._id))),
  ]);
  show(
    response,
    <ThreadPage
      visit={visit}
      lookups={lookups}
      thread={thread}
      person={person}
      nameOf={(email) => users.find(({ _id }) => _id === email)?.name ?? email}
      stateOf={(message) => states.get(noticeId(thread._id, message)) ?? 'queued'}
      suggestions={suggestions}
      typed={typedAnswer.parse(request.body ?? {}).words}
      problems={refused?.problems ?? {}}
    />,
    refused?.status ?? 200,
  );
}

/** Does one thing with a thread; where somebody else was first, the page is shown as it stands now, with what was typed. */
async function change(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  notice: string,
  work: (thread: Thread) => Promise<void>,
): Promise<void> {
  const thread = await threadOf(visit, request);
  try {
    await work(thread);
  } catch (error) {
    if (!(error instanceof StaleError)) throw error;
    return showThread(visit, request, response, { problems: { percakapan: 'stale' }, status: 409 });
  }
  // Whoever gave it away may not read it any more.
  const kept = await findThread(thread._id, visit.actor.scope);
  await done(
    request,
    response,
    kept ? `/tanya-jawab/${encodeURIComponent(thread._id)}` : '/tanya-jawab',
    notice,
  );
}

async function answer(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  await threadOf(visit, request);
  const typed = answerForm.safeParse(request.body);
  if (!typed.success) {
    const { words } = typedAnswer.parse(request.body ?? {});
    const problems = { words: words.trim() ? 'words-long' : 'words-missing' };
    return showThread(visit, request, response, { problems, status: 422 });
  }
  const { revision, words, example } = typed.data;
  await change(visit, request, response, 'question-answered', ({ _id: id }) =>
    answerThread({ id, revision }, visit.actor, { words, example: example === 'yes' }, visit.deps.now()),
  );
}

async function give(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  await threadOf(visit, request);
  const typed = giveForm.safeParse(request.body);
  if (!typed.success)
    return showThread(visit, request, response, { problems: { due: 'due-unfit' }, status: 422 });
  const { revision, office, due } = typed.data;
  const { offices } = await readLookups(visit.deps);
  if (office && !offices.some(({ key }) => key === office))
    return showThread(visit, request, response, { problems: { office: 'office-gone' }, status: 422 });
  const by = dayOver(due, visit.deps.timeZone);
  if (!by || by <= visit.deps.now())
    return showThread(visit, request, response, { problems: { due: 'due-unfit' }, status: 422 });
  await change(visit, request, response, 'question-given', ({ _id: id }) =>
    giveThread({ id, revision }, visit.actor, { office: office || null, due: by }, visit.deps.now()),
  );
}

/** The last instant of a day; null for one that no calendar has. */
function dayOver(day: string, timeZone: string): Date | null {
  try {
    return new Date(endOfDay(day, timeZone).getTime() - 1);
  } catch {
    return null;
  }
}

async function share(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  await threadOf(visit, request);
  const typed = shareForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { revision, share: wish } = typed.data;
  await change(
    visit,
    request,
    response,
    wish === 'yes' ? 'question-shared' : 'question-unshared',
    ({ _id: id }) => shareThread({ id, revision }, visit.actor, wish === 'yes', visit.deps.now()),
  );
}

async function close(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  await threadOf(visit, request);
  const typed = closeForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  await change(visit, request, response, 'question-closed', ({ _id: id }) =>
    closeThread({ id, revision: typed.data.revision }, visit.actor, visit.deps.now()),
  );
}
