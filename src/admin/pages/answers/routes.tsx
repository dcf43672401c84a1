import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { createEngine, type Engine } from '../../../conversation/engine.ts';
import { findParticipant } from '../../../people/participants.ts';
import { countReleased, draftedAnswers, markTold, releasedAnswers } from '../../../proposals/answers.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { isForOther, recallAnswer, recallableAnswers, releaseDecision } from '../../../proposals/release.ts';
import { answeredWith, countToAnswerWith } from '../../../proposals/support.ts';
import { heldUntil, releaseTerms, sendsFrom } from '../../../rounds/rounds.ts';
import { defaultLocale } from '../../../texts/locales.ts';
import type { AdminDeps } from '../../shell/deps.ts';
import { id, list, plain, tick } from '../../shell/inputs.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { chosenRound, inRound, type RoundChoice } from '../../shell/round-choice.tsx';
import { leadOn } from '../../shell/session.ts';
import { done, recordVisit, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { Confirm } from './confirm.tsx';
import type { Released } from './released.tsx';
import { sampleMessage } from './sample.ts';
import { type AnswerGroup, AnswersPage } from './view.tsx';

/** How many answers one page shows and sends, so that the page loads fast and the form stays within its limits. */
const batchSize = 400;

const form = z.object({ answers: list(tick), because: plain(200).catch('') });

/** `/jawaban`: drafted answers, reviewed once more and then released together. */
export function answerPages(deps: AdminDeps): Router {
  const router = Router();
  const engine = createEngine(deps.texts);
  router.get(
    '/jawaban',
    signedIn('review', async (visit, request, response) => {
      const choice = await chosenRound(request);
      const drafted = await draftedOf(visit, choice);
      const [lookups, groups, released] = await Promise.all([
        readLookups(deps),
        groupsOf(drafted, engine, deps),
        releasedOf(visit, choice),
      ]);
      const shown = drafted.slice(0, batchSize);
      const found = { choice, lookups, groups, released, shown, total: drafted.length };
      show(response, <AnswersPage visit={visit} {...found} />);
    }),
  );
  router.get(
    ['/jawaban/periksa', '/jawaban/kirim', '/jawaban/tarik', '/jawaban/telepon'],
    (_request, response) => response.redirect(303, '/jawaban'),
  );
  router.post('/jawaban/telepon', signedIn('review', noteTold));
  router.post('/jawaban/periksa', signedIn('review', askOnceMore));
  router.post('/jawaban/kirim', signedIn('review', release));
  router.post('/jawaban/tarik', signedIn('review', recall));
  return router;
}

async function draftedOf(visit: SignedInVisit, choice: RoundChoice | null): Promise<Proposal[]> {
  return choice ? draftedAnswers(choice.round._id, visit.actor.scope) : [];
}

/** So many of those that a person must see to are shown. */
const mostTroubled = 100;

async function releasedOf(
  { actor, deps }: SignedInVisit,
  choice: RoundChoice | null,
): Promise<Released | null> {
  if (!choice) return null;
  const { round } = choice;
  const now = deps.now();
  const [counts, troubled, recallable] = await Promise.all([
    countReleased(round._id, actor.scope),
    releasedAnswers(round._id, actor.scope, ['undeliverable', 'unknown'], mostTroubled),
    recallableAnswers(round._id, actor, now),
  ]);
  return { counts, troubled, recallable, sendsFrom: sendsFrom(round, now, deps.timeZone) };
}

/** The page of the round that a form was about. */
const pageOf = (choice: RoundChoice | null) => `/jawaban${inRound(choice)}`;

/** One group for each outcome and reason, with the message of its first answer as a sample. */
async function groupsOf(drafted: Proposal[], engine: Engine, deps: AdminDeps): Promise<AnswerGroup[]> {
  const byKind = new Map<string, Proposal[]>();
  for (const proposal of drafted) {
    const kind = `${proposal.decision?.outcome} ${proposal.decision?.reason}`;
    byKind.set(kind, [...(byKind.get(kind) ?? []), proposal]);
  }
  const groups = [...byKind.values()].map(async ([first, ...others]): Promise<AnswerGroup[]> => {
    if (!first?.decision) return [];
    const { locale = defaultLocale } = (await findParticipant(first.participant)) ?? {};
    const sample = sampleMessage(engine, first, { locale, timeZone: deps.timeZone }, deps.now());
    return [
      { outcome: first.decision.outcome, reason: first.decision.reason, count: others.length + 1, sample },
    ];
  });
  return (await Promise.all(groups)).flat();
}

/** The ticked answers that are still drafted, unchanged, and within the visitor's area. */
async function ticked(
  visit: SignedInVisit,
  request: Request,
): Promise<{ choice: RoundChoice | null; ready: Proposal[]; asked: number; because: string }> {
  const typed = form.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const revisions = new Map(typed.data.answers.map(({ id, revision }) => [id, revision]));
  const choice = await chosenRound(request);
  const drafted = await draftedOf(visit, choice);
  return {
    choice,
    ready: drafted.filter((proposal) => revisions.get(proposal._id) === proposal.revision),
    asked: revisions.size,
    because: typed.data.because,
  };
}

async function askOnceMore(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { choice, ready } = await ticked(visit, request);
  if (!choice || ready.length === 0) leadOn(request, response, pageOf(choice), 'answers-none');
  else await confirm(visit, response, choice, ready);
}

async function confirm(
  visit: SignedInVisit,
  response: Response,
  choice: RoundChoice,
  ready: Proposal[],
  unreasoned = false,
): Promise<void> {
  const supporters = await countToAnswerWith(ready.map(({ _id }) => _id));
  const props = { visit, choice, ready, supporters, unreasoned };
  show(response, <Confirm {...props} />, unreasoned ? 422 : 200);
}

async function release(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { actor, deps } = visit;
  const { choice, ready, asked, because } = await ticked(visit, request);
  if (!choice) return leadOn(request, response, pageOf(choice), 'answers-none');
  const terms = releaseTerms(choice.round);
  const own = ready.filter(({ decision }) => isForOther(decision, actor, terms));
  if (own.length > 0 && !because) return confirm(visit, response, choice, ready, true);
  const now = deps.now();
  const released = new Set<string>();
  // In small batches: fast enough for hundreds without exhausting the connection pool.
  for (let start = 0; start < ready.length; start += 8) {
    const some = ready.slice(start, start + 8).map(async ({ _id, revision }) => {
      if (await releaseDecision(_id, actor, now, { revision, terms, because })) released.add(_id);
    });
    await Promise.all(some);
  }
  for (const { _id } of own)
    if (released.has(_id))
      await recordVisit(visit, request, 'own-answer-released', { subject: _id, details: { because } });
  const supporters = await answeredWith([...released]);
  const left = asked - released.size;
  const key = left > 0 ? 'answers-partly-released' : 'answers-released';
  const from = sendsFrom(choice.round, now, deps.timeZone, heldUntil(terms, now));
  const begins = from ? visit.words.time(from) : 'none';
  await done(request, response, pageOf(choice), key, {
    count: released.size + supporters.length,
    left,
    begins,
  });
}

/** Takes released answers back that have not left yet. */
async function recall(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = form.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { actor, deps } = visit;
  let count = 0;
  for (const { id, revision } of typed.data.answers)
    if (await recallAnswer(id, actor, deps.now(), revision)) count += 1;
  const told = { count, left: typed.data.answers.length - count };
  const way = pageOf(await chosenRound(request));
  if (count > 0) await done(request, response, way, 'answers-recalled', told);
  else leadOn(request, response, way, 'answers-recalled', told);
}

/** Somebody of the office has told a proposer by phone what could not be delivered. */
async function noteTold(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = z.object({ proposal: id }).safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { actor, deps } = visit;
  const noted = await markTold(typed.data.proposal, actor, deps.now());
  const way = pageOf(await chosenRound(request));
  if (noted) await done(request, response, way, 'answer-told');
  else leadOn(request, response, way, 'answer-not-told');
}
