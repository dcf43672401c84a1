import { type Request, type Response, Router } from 'express';
import { answerLetter } from '../../../letters/answer.ts';
import { findLetter, listLetters, waitingForLetter } from '../../../letters/read.ts';
import { LetterError, writeLetter } from '../../../letters/write.ts';
import { findProposals } from '../../../proposals/list.ts';
import { StaleError } from '../../../proposals/review.ts';
import { inWords } from '../../../proposals/wording.ts';
import { forwardingLetterPdf, letterNumber } from '../../../reports/forwarding-letter.ts';
import { findRound } from '../../../rounds/rounds.ts';
import { localDay } from '../../../time/local-time.ts';
import { wholeDistrict } from '../../../users/scope.ts';
import { readPersonNames } from '../../../users/users.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { paperOf, roundInPapers } from '../../shell/paper.ts';
import { chosenRound } from '../../shell/round-choice.tsx';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { answerForm, letterForm, readTypedLetter, typedAnswer } from './forms.ts';
import { LetterPage } from './letter-view.tsx';
import { LettersPage } from './list-view.tsx';
import type { Refusal } from './props.ts';

/** `/surat`: what other authorities own, handed on by letter, and what they answer. */
export function letterPages(): Router {
  const router = Router();
  router.get('/surat', signedIn('read', showList));
  router.post('/surat', signedIn('review', write));
  router.get('/surat/:id', signedIn('read', showLetter));
  router.get('/surat/:id/surat.pdf', signedIn('read', sendPdf));
  router.post('/surat/:id/jawaban', signedIn('review', answer));
  return router;
}

async function showList(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  refused: Refusal | null = null,
): Promise<void> {
  const choice = await chosenRound(request);
  if (!choice) return show(response, <LettersPage visit={visit} found={null} refused={null} />);
  const { deps, actor } = visit;
  const [lookups, letters, waiting] = await Promise.all([
    readLookups(deps),
    listLetters(choice.round._id, actor.scope),
    waitingForLetter(choice.round._id, actor.scope),
  ]);
  const today = localDay(deps.now(), deps.timeZone);
  const found = { choice, lookups, letters, waiting: await inWords(waiting), today };
  show(response, <LettersPage visit={visit} found={found} refused={refused} />, refused ? 422 : 200);
}

async function write(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = letterForm.safeParse(request.body);
  const refuse = (problem: string, codes: readonly string[] = []) =>
    showList(visit, request, response, { problem, codes, typed: readTypedLetter(request.body) });
  if (!typed.success) return refuse('due');
  const { deps, actor } = visit;
  const { round: roundId, due, ...draft } = typed.data;
  const [round, { offices }] = await Promise.all([findRound(roundId), readLookups(deps)]);
  if (!round) throw new PageError(404);
  if (due <= localDay(deps.now(), deps.timeZone)) return refuse('due');
  try {
    const letter = await writeLetter({ ...draft, round, due }, offices, actor, deps.now());
    const params = { number: letterNumber(letter), count: letter.proposals.length };
    await done(request, response, `/surat/${letter._id}`, 'letter-written', params);
  } catch (error) {
    if (!(error instanceof LetterError)) throw error;
    await refuse(error.problem, error.codes);
  }
}

/** The letter of an address with its proposals, in the order of the letter. */
async function letterOf(visit: SignedInVisit, request: Request) {
  const letter = await findLetter(String(request.params.id), visit.actor.scope);
  if (!letter) throw new PageError(404);
  const ids = letter.proposals.map(({ id }) => id);
  const proposals = await inWords(await findProposals(ids, wholeDistrict));
  return { letter, proposals };
}

async function showLetter(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  refused: { problems: Record<string, string>; status: number } | null = null,
): Promise<void> {
  const { deps } = visit;
  const [found, lookups, personName] = await Promise.all([
    letterOf(visit, request),
    readLookups(deps),
    readPersonNames(),
  ]);
  const page = (
    <LetterPage
      visit={visit}
      {...found}
      lookups={lookups}
      personName={personName}
      today={localDay(deps.now(), deps.timeZone)}
      typed={typedAnswer.parse(request.body ?? {})}
      problems={refused?.problems ?? {}}
    />
  );
  show(response, page, refused?.status ?? 200);
}

async function sendPdf(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { deps } = visit;
  const [{ letter, proposals }, { regions }] = await Promise.all([
    letterOf(visit, request),
    readLookups(deps),
  ]);
  const round = await findRound(letter.round);
  if (!round) throw new PageError(404);
  const pdf = await forwardingLetterPdf({
    ...paperOf(deps, request),
    district: deps.district.name,
    letter,
    round: roundInPapers(deps, round),
    proposals,
    regions,
  });
  response.attachment(`surat-${letter._id}.pdf`).type('application/pdf').send(pdf);
}

async function answer(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { letter } = await letterOf(visit, request);
  const typed = answerForm.safeParse(request.body);
  if (!typed.success) {
    const fields = new Set(typed.error.issues.map(({ path }) => String(path[0])));
    const problems = Object.fromEntries([...fields].map((field) => [field, `answer-${field}`]));
    return showLetter(visit, request, response, { problems, status: 422 });
  }
  const { revision, ...said } = typed.data;
  try {
    const count = await answerLetter(letter, revision, said, visit.actor, visit.deps.now());
    await done(request, response, `/surat/${letter._id}`, 'letter-answered', { count });
  } catch (error) {
    if (!(error instanceof StaleError)) throw error;
    await showLetter(visit, request, response, { problems: { revision: 'stale' }, status: 409 });
  }
}
