import { type Request, type Response, Router } from 'express';
import { DecisionError, whereTo } from '../../../proposals/decision-draft.ts';
import { assign } from '../../../proposals/desk.ts';
import { findProposals } from '../../../proposals/list.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { correctIssue, decide, StaleError } from '../../../proposals/review.ts';
import { may } from '../../../users/rights.ts';
import { listUsers } from '../../../users/users.ts';
import { type Lookups, readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { suggestSentence } from '../proposal/suggest.ts';
import { type AnswerDraft, answerForm, assignForm, issueForm, previewQuery, type Tick } from './forms.ts';
import { BulkPage } from './view.tsx';

/** `/usulan/bersama`: one act for many proposals, looked at before it is done. */
export function bulkPages(): Router {
  const router = Router();
  router.get('/usulan/bersama', signedIn('review', showBulk));
  router.post('/usulan/bersama/jawab', signedIn('review', answerAll));
  router.post('/usulan/bersama/masalah', signedIn('review', fileAll));
  router.post('/usulan/bersama/tugas', signedIn('review', assignAll));
  return router;
}

/** The chosen ones that lie within the visitor's area, in the order in which they were chosen. */
async function chosenOf(visit: SignedInVisit, ticks: readonly Tick[]): Promise<Proposal[]> {
  const found = await findProposals(
    ticks.map(({ id }) => id),
    visit.actor.scope,
  );
  if (found.length === 0) throw new PageError(404);
  return found;
}

async function showBulk(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const given = previewQuery.safeParse(request.query);
  // Nothing was ticked, or a link is cut off: back to where they are chosen.
  if (!given.success) {
    response.redirect(303, '/usulan');
    return;
  }
  const { proposals: ticks, jawaban, kalimat: sentence, dari: list, merged, office, lacks } = given.data;
  const [proposals, lookups, users] = await Promise.all([
    chosenOf(visit, ticks),
    readLookups(visit.deps),
    listUsers(),
  ]);
  const reviewers = users.filter((user) => may(user, 'review'));
  const answer = jawaban ? { ...jawaban, sentence, merged, office, lacks } : null;
  const problem = answer && (await problemOf(proposals, answer, lookups));
  const page = <BulkPage visit={visit} {...{ list, lookups, proposals, reviewers, answer, problem }} />;
  show(response, page, problem ? 422 : 200);
}

/** The answer as the rules take it, with the office by its name. */
function draftOf({ outcome, reason, merged, office: key, lacks }: AnswerDraft, { offices }: Lookups) {
  const office = offices.find((one) => one.key === key);
  return { outcome, reason, merged, lacks, office: office && { key, name: office.name } };
}

/** What is wrong with what an answer names, as a key of `admin.problem`; null where it fits at least one of the chosen. */
async function problemOf(
  proposals: readonly Proposal[],
  answer: AnswerDraft,
  lookups: Lookups,
): Promise<DecisionError['problem'] | null> {
  let problem: DecisionError['problem'] | null = null;
  for (const proposal of proposals) {
    try {
      await whereTo(proposal, { ...draftOf(answer, lookups), sentence: answer.sentence });
      return null;
    } catch (error) {
      if (!(error instanceof DecisionError)) throw error;
      problem = error.problem;
    }
  }
  return problem;
}

async function answerAll(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = answerForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { proposals: ticks, answer, dari: list, ...named } = typed.data;
  const lookups = await readLookups(visit.deps);
  const count = await each(visit, ticks, (proposal, revision) => {
    const sentence =
      named.sentence || suggestSentence(visit.outward, lookups, proposal, answer.reason ?? answer.outcome);
    const draft = { ...draftOf({ ...answer, ...named }, lookups), sentence };
    return decide(proposal, revision, draft, visit.actor, visit.deps.now());
  });
  await done(request, response, list, 'bulk-decided', { count, left: ticks.length - count });
}

async function fileAll(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { issueNames } = await readLookups(visit.deps);
  const typed = issueForm(issueNames).safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { proposals: ticks, dari: list, issue } = typed.data;
  const count = await each(visit, ticks, (proposal, revision) =>
    correctIssue(proposal, revision, issue, visit.actor, visit.deps.now()),
  );
  await visit.deps.training.queueIfDue();
  await done(request, response, list, 'bulk-filed', { count, left: ticks.length - count });
}

async function assignAll(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = assignForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { proposals: ticks, dari: list, to } = typed.data;
  const users = await listUsers();
  if (to !== '' && !users.some((user) => user._id === to && may(user, 'review'))) throw new PageError(400);
  const ids = ticks.map(({ id }) => id);
  const count = await assign(ids, to === '' ? null : to, visit.actor);
  await done(request, response, list, 'bulk-assigned', { count });
}

/** Does one act for each, and leaves out what somebody has changed since. @returns how many it was done for */
async function each(
  visit: SignedInVisit,
  ticks: readonly Tick[],
  act: (proposal: Proposal, revision: number) => Promise<void>,
): Promise<number> {
  let count = 0;
  for (const proposal of await chosenOf(visit, ticks)) {
    const tick = ticks.find(({ id }) => id === proposal._id);
    try {
      await act(proposal, tick?.revision ?? proposal.revision);
      count += 1;
    } catch (error) {
      if (!(error instanceof StaleError || error instanceof DecisionError)) throw error;
    }
  }
  return count;
}
