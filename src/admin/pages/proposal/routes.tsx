import { type Request, type Response, Router } from 'express';
import { DecisionError } from '../../../proposals/decision-draft.ts';
import { standingOf } from '../../../proposals/list.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import { recallAnswer } from '../../../proposals/release.ts';
import { correctIssue, decide, StaleError, withdrawDecision } from '../../../proposals/review.ts';
import { keepTyped } from '../../shell/kept-form.ts';
import { readLookups } from '../../shell/lookups.ts';
import { PageError } from '../../shell/page-error.ts';
import { leadOn } from '../../shell/session.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { readFilter, writeFilter } from '../proposals/filter.ts';
import type { DecisionDraft } from './decision-props.ts';
import { decisionProblems, issueForm, readDecision, refusedDecision, withdrawForm } from './forms.ts';
import { sendPhoto } from './photo.ts';
import { draftOf, pageOf, proposalOf, showProposal } from './respond.tsx';
import { showSimilar } from './similar.tsx';

/** `/usulan/:id` and what can be done there. */
export function proposalPages(): Router {
  const router = Router();
  router.get('/usulan/:id', signedIn('read', showProposal));
  router.get('/usulan/:id/serupa', signedIn('read', showSimilar));
  router.get('/usulan/:id/foto/:number', signedIn('read', sendPhoto));
  // A refused form leaves the browser at these addresses; a reload leads back to the proposal.
  router.get(
    ['/usulan/:id/masalah', '/usulan/:id/keputusan', '/usulan/:id/tarik', '/usulan/:id/tarik-lepas'],
    (request, response) => response.redirect(303, pageOf(request)),
  );
  router.post('/usulan/:id/masalah', signedIn('review', takeIssue));
  router.post('/usulan/:id/keputusan', signedIn('review', takeDecision));
  router.post('/usulan/:id/tarik', signedIn('review', takeBack));
  router.post('/usulan/:id/tarik-lepas', signedIn('review', recall));
  return router;
}

async function takeIssue(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const { issueNames } = await readLookups(visit.deps);
  const typed = issueForm(issueNames).safeParse(request.body);
  const { draft } = readDecision(request.body);
  const kept: { draft?: DecisionDraft } = isWritten(draft, proposal) ? { draft } : {};
  if (!typed.success) {
    await showProposal(visit, request, response, { ...kept, problems: { issue: 'issue-unknown' } });
    return;
  }
  const { revision, issue } = typed.data;
  const work = () => correctIssue(proposal, revision, issue, visit.actor, visit.deps.now());
  if (await refused(work, visit, request, response, { ...kept, revision })) return;
  if (kept.draft) keepDraft(visit, request, revision + 1);
  await visit.deps.training.queueIfDue();
  await done(request, response, pageOf(request), 'issue-saved');
}

/** Whether something was typed that is not saved yet. */
function isWritten(typed: DecisionDraft, proposal: Proposal): boolean {
  const saved = draftOf(proposal);
  return (Object.keys(saved) as (keyof DecisionDraft)[]).some(
    (name) => typed[name].replaceAll('\r\n', '\n') !== saved[name],
  );
}

/** What was typed into the answer beside goes back into its form, until that one is sent. */
function keepDraft({ deps, user }: SignedInVisit, request: Request, revision: number): void {
  const [path = '', query] = pageOf(request).split('?');
  const to = `${path}/keputusan${query ? `?${query}` : ''}`;
  keepTyped(deps, request, user._id, { to, values: { ...request.body, revision: String(revision) } });
}

async function takeDecision(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const { draft, typed } = readDecision(request.body);
  if (!typed.success) {
    await showProposal(visit, request, response, { draft, problems: decisionProblems(typed.error) });
    return;
  }
  const { revision, ...decided } = typed.data;
  const { offices } = await readLookups(visit.deps);
  const office = offices.find(({ key }) => key === draft.office);
  const named = office && { key: office.key, name: office.name };
  const work = () => decide(proposal, revision, { ...decided, office: named }, visit.actor, visit.deps.now());
  if (await refused(work, visit, request, response, { draft, revision })) return;
  const { _id: id, code } = proposal;
  request.session.lastDecision = { id, code, outcome: typed.data.outcome, revision: revision + 1 };
  await done(request, response, await wayOn(visit, request, proposal), 'decision-drafted');
}

async function takeBack(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const proposal = await proposalOf(visit, request);
  const typed = withdrawForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const { revision } = typed.data;
  const work = () => withdrawDecision(proposal, revision, visit.actor, visit.deps.now());
  if (await refused(work, visit, request, response, { revision })) return;
  if (request.session.lastDecision?.id === proposal._id) delete request.session.lastDecision;
  await done(request, response, pageOf(request), 'decision-withdrawn');
}

/** Takes a released answer back that has not left yet; it stands in the form again as a draft. */
async function recall(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { _id } = await proposalOf(visit, request);
  const typed = withdrawForm.safeParse(request.body);
  if (!typed.success) throw new PageError(400);
  const recalled = await recallAnswer(_id, visit.actor, visit.deps.now(), typed.data.revision);
  if (recalled) await done(request, response, pageOf(request), 'answer-recalled');
  else leadOn(request, response, pageOf(request), 'answer-not-recalled');
}

/** Does the work, or shows the proposal again with the reason it was refused; true when refused. */
async function refused(
  work: () => Promise<void>,
  visit: SignedInVisit,
  request: Request,
  response: Response,
  kept: { draft?: DecisionDraft; revision: number },
): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    const released = error instanceof DecisionError && error.problem === 'released';
    if (error instanceof StaleError || released) {
      await showProposal(visit, request, response, { ...kept, stale: true });
    } else if (error instanceof DecisionError) {
      await showProposal(visit, request, response, { ...kept, problems: refusedDecision(error) });
    } else throw error;
    return true;
  }
}

/** After a decision: the next proposal of the list when that was asked for, the list after its last, else the same. */
async function wayOn(visit: SignedInVisit, request: Request, proposal: Proposal): Promise<string> {
  if (request.body.next !== '1') return pageOf(request);
  const { filter } = readFilter(request.query);
  const within = { ...filter, round: proposal.round };
  const { after } = await standingOf(proposal, within, visit.actor.scope, visit.deps.now());
  return after ? pageOf(request, after) : `/usulan${writeFilter(filter)}`;
}
