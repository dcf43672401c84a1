/** An answer before it is one: what is typed, and what the rules ask of it. */
import type { Reopenable } from '../conversation/reopenable.ts';
import type { Decision } from './decision.model.ts';
import type { Proposal } from './proposal.model.ts';
import type { Outcome, ReasonCode } from './reasons.ts';
import { findByCode } from './submit.ts';

/** An answer as it is drafted. */
export interface DecisionDraft {
  outcome: Outcome;
  reason?: ReasonCode | undefined;
  sentence: string;
  /** Of `merged`: the code of the proposal it is joined with, as people type it. */
  merged?: string | undefined;
  /** Of `forwarded`: the office. */
  office?: { key: string; name: string } | undefined;
  /** Of `returned`: the question whose answer is lacking. */
  lacks?: Reopenable | undefined;
}

/** A decision that the rules do not allow; `problem` is a key of the locale's `admin.problem.*`. */
export class DecisionError extends Error {
  readonly problem:
    | 'reason-missing'
    | 'reason-unfit'
    | 'sentence-missing'
    | 'released'
    | 'not-reviewable'
    | 'merged-missing'
    | 'merged-unknown'
    | 'merged-unfit'
    | 'office-missing'
    | 'lacking-missing';
  constructor(problem: DecisionError['problem']) {
    super(`Decision refused: ${problem}`);
    this.name = 'DecisionError';
    this.problem = problem;
  }
}

/** Which proposal, whom or what an outcome names, as far as it must. @throws DecisionError */
export async function whereTo(proposal: Proposal, draft: DecisionDraft): Promise<Partial<Decision>> {
  if (draft.outcome === 'forwarded') {
    if (!draft.office) throw new DecisionError('office-missing');
    return { forwardedTo: draft.office };
  }
  if (draft.outcome === 'returned') {
    if (!draft.lacks) throw new DecisionError('lacking-missing');
    return { lacks: draft.lacks };
  }
  return draft.outcome === 'merged' ? { mergedWith: await joinable(proposal, draft.merged) } : {};
}

/** The proposal that a code names, if another one can be joined with it: not itself, and not one that is joined or gone. */
async function joinable(proposal: Proposal, code = ''): Promise<{ id: string; code: string }> {
  if (!code.trim()) throw new DecisionError('merged-missing');
  const found = await findByCode(code);
  if (!found) throw new DecisionError('merged-unknown');
  const gone = found.status === 'withdrawn' || found.decision?.outcome === 'merged';
  if (found._id === proposal._id || gone) throw new DecisionError('merged-unfit');
  return { id: found._id, code: found.code };
}
