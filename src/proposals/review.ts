import type { Classification } from '../classification/types.ts';
import type { datedUpTo } from '../storage/dated.ts';
import { learnFromCorrection } from '../training/examples.ts';
import type { Scope } from '../users/scope.ts';
import type { Decision } from './decision.model.ts';
import { type DecisionDraft, DecisionError, whereTo } from './decision-draft.ts';
import { type Change, type Proposal, ProposalModel } from './proposal.model.ts';
import { reasonOutcomes } from './reasons.ts';

/** Who acts: a signed-in person, by e-mail and role. */
export interface Actor {
  name: string;
  role: string;
  /** What of the district they may see and change. */
  scope: Scope;
}

/** Somebody else changed the proposal since it was shown; the page is to be read again. */
export class StaleError extends Error {
  constructor() {
    super('The proposal has changed meanwhile.');
    this.name = 'StaleError';
  }
}

/**
 * Files what the classifier said. The state and the issue in force change only where no person has been at work
 * yet; otherwise the classification is kept beside what that person said. Twice is once.
 */
export async function recordClassification(
  id: string,
  said: Classification & { version: string },
  at: Date,
): Promise<void> {
  const classification = { ...said, at };
  const filed = said.decision === 'file' ? { issue: said.primary, issueBy: 'classifier' } : {};
  const step = change(
    { by: 'classifier', role: 'system', what: 'status', from: 'submitted', to: 'classified' },
    at,
  );
  const { matchedCount } = await ProposalModel.updateOne(
    { _id: id, status: 'submitted' },
    { $set: { classification, status: 'classified', ...filed }, $push: { history: step } },
  );
  if (matchedCount === 1) return;
  await ProposalModel.updateOne(
    { _id: id, classification: { $exists: false } },
    { $set: { classification } },
  );
}

/** Those that nothing has classified yet, longest waiting first. @param submittedAt which of them, by their date */
export async function longestUnclassified(
  submittedAt: ReturnType<typeof datedUpTo>,
  most: number,
): Promise<Pick<Proposal, '_id' | 'photos'>[]> {
  return ProposalModel.find({ status: 'submitted', submittedAt }, { photos: 1 })
    .sort({ submittedAt: 1 })
    .limit(most)
    .lean();
}

/**
 * Files what the classifier says of words that have changed: the issue in force follows only where the classifier itself had
 * named it, or nobody had, and no person has been at work. Twice is once.
 */
export async function renewClassification(
  id: string,
  said: Classification & { version: string },
  at: Date,
): Promise<void> {
  await recordClassification(id, said, at);
  const classification = { ...said, at };
  const before = await ProposalModel.findOneAndUpdate({ _id: id }, { $set: { classification } }).lean();
  const issue = said.decision === 'file' ? said.primary : null;
  if (!before || before.issue === issue) return;
  const step = change(
    { by: 'classifier', role: 'system', what: 'issue', from: before.issue ?? '', to: issue ?? '' },
    at,
  );
  await ProposalModel.updateOne(
    { _id: id, status: 'classified', issue: before.issue, issueBy: { $in: [null, 'classifier'] } },
    {
      $set: { issue, ...(issue ? { issueBy: 'classifier' } : {}) },
      ...(issue ? {} : { $unset: { issueBy: 1 } }),
      $push: { history: step },
    },
  );
}

/**
 * A coordinator names the issue, or confirms it; the classifier learns from it at its next training. The classifier's
 * and the proposer's labels stay beside it.
 * @param revision as shown on the page, against two people working at once
 * @throws StaleError
 */
export async function correctIssue(
  proposal: Proposal,
  revision: number,
  issue: string,
  actor: Actor,
  at: Date,
): Promise<void> {
  await changeOne(proposal, revision, {
    $set: { issue, issueBy: actor.name, status: reviewed(proposal) },
    $push: {
      history: change(
        { by: actor.name, role: actor.role, what: 'issue', from: proposal.issue ?? '', to: issue },
        at,
      ),
    },
  });
  // What a stranger sends teaches nothing until somebody knows who they are.
  if (!proposal.unconfirmed) await learnFromCorrection(proposal.text, issue, actor.name, at);
}

/**
 * Drafts an answer: outcome, reason code and one sentence. Nothing reaches the proposer before it is released;
 * until then it may be drafted anew.
 * @throws DecisionError, StaleError
 */
export async function decide(
  proposal: Proposal,
  revision: number,
  draft: DecisionDraft,
  actor: Actor,
  at: Date,
): Promise<void> {
  const sentence = draft.sentence.trim();
  if (proposal.decision?.releasedAt) throw new DecisionError('released');
  if (proposal.status === 'withdrawn') throw new DecisionError('not-reviewable');
  if (!sentence) throw new DecisionError('sentence-missing');
  if (draft.outcome !== 'accepted' && !draft.reason) throw new DecisionError('reason-missing');
  if (draft.reason && reasonOutcomes[draft.reason] !== draft.outcome) throw new DecisionError('reason-unfit');
  const decision: Decision = { outcome: draft.outcome, sentence, by: actor.name, role: actor.role, at };
  if (draft.reason) decision.reason = draft.reason;
  Object.assign(decision, await whereTo(proposal, draft));
  await changeOne(proposal, revision, {
    $set: { decision, status: reviewed(proposal) },
    $unset: { completion: 1 },
    $push: {
      history: change(
        {
          by: actor.name,
          role: actor.role,
          what: 'decision',
          from: proposal.decision?.outcome ?? '',
          to: draft.outcome,
          ...(draft.reason ? { reason: draft.reason } : {}),
          sentence,
        },
        at,
      ),
    },
  });
}

/** Takes a drafted answer back. @throws DecisionError when it was released, StaleError */
export async function withdrawDecision(
  proposal: Proposal,
  revision: number,
  actor: Actor,
  at: Date,
): Promise<void> {
  if (proposal.decision?.releasedAt) throw new DecisionError('released');
  await changeOne(proposal, revision, {
    $unset: { decision: 1 },
    $push: {
      history: change(
        {
          by: actor.name,
          role: actor.role,
          what: 'decision',
          from: proposal.decision?.outcome ?? '',
          to: '',
        },
        at,
      ),
    },
  });
}

const reviewed = (proposal: Proposal) =>
  proposal.status === 'submitted' || proposal.status === 'classified' ? 'in-review' : proposal.status;

const change = (fields: Omit<Change, 'at'>, at: Date): Change => ({ ...fields, at });

async function changeOne(proposal: Proposal, revision: number, update: object): Promise<void> {
  const { matchedCount } = await ProposalModel.updateOne(
    { _id: proposal._id, revision },
    { ...update, $inc: { revision: 1 } },
  );
  if (matchedCount === 0) throw new StaleError();
}
