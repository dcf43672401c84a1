import { type Change, type Proposal, ProposalModel } from '../proposals/proposal.model.ts';
import type { Actor } from '../proposals/review.ts';
import type { Step, StepState } from '../proposals/step.model.ts';
import { within } from '../users/scope.ts';

/** A step that is to be written. */
export interface NewStep {
  proposal: Pick<Proposal, '_id' | 'revision' | 'status'>;
  step: Omit<Step, 'by' | 'role' | 'at'>;
  /** The state that holds from then on. */
  state: StepState;
}

/** So many go in one command. */
const together = 200;

/**
 * Writes steps with their states, each guarded: a proposal that was changed since it was read, or lies outside the actor's
 * area, is left as it is. Those concerned are still to be told; see `tell.ts`.
 * @returns how many were written
 */
export async function writeSteps(steps: readonly NewStep[], actor: Actor, at: Date): Promise<number> {
  let written = 0;
  for (let from = 0; from < steps.length; from += together) {
    const some = steps.slice(from, from + together);
    const { modifiedCount } = await ProposalModel.bulkWrite(
      some.map((one) => toOperation(one, actor, at)),
      { ordered: false },
    );
    written += modifiedCount;
  }
  return written;
}

function toOperation({ proposal, step, state }: NewStep, { name: by, role, scope }: Actor, at: Date) {
  return {
    updateOne: {
      filter: { _id: proposal._id, revision: proposal.revision, ...within(scope) },
      update: {
        $set: { status: state, stepsToTell: true as const, changed: new Date() },
        $push: {
          steps: { ...step, by, role, at },
          history: changeOf(proposal.status, { ...step, by, role, at }),
        },
        $inc: { revision: 1 },
      },
    },
  };
}

/** A step as the history of its proposal tells it. */
export function changeOf(from: string, step: Step): Change {
  const { at, by, role, outcome, tier, reason, forum } = step;
  const what = outcome === 'held' ? 'held' : 'status';
  return { at, by, role, what, from, to: tier, forum, ...(reason ? { sentence: reason } : {}) };
}
