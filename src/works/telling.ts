/** Matches whose people are still to be told how their work stands. */
import type { Tier } from '../proposals/step.model.ts';
import { type Scope, within } from '../users/scope.ts';
import { type Match, type Stage, type Work, WorkModel } from './work.model.ts';

/** The tier that a proposal has passed once a work fulfils it. */
export const tierOfStage = { budgeted: 'apbd', built: 'realised' } as const satisfies Record<Stage, Tier>;

/** A match whose people were not told yet how its work stands. */
export interface Untold {
  work: Work;
  match: Match;
}

/** All of them within the scope, the oldest first. */
export async function untoldMatches(scope: Scope): Promise<Untold[]> {
  const works = await WorkModel.find({ 'matches.0': { $exists: true }, ...within(scope) }).lean();
  return works
    .flatMap((work) => work.matches.map((match) => ({ work, match })))
    .filter(({ work, match }) => isUntold(work, match))
    .sort((one, other) => one.match.at.getTime() - other.match.at.getTime());
}

/** Budgeted is told once, and built once more; what is built is not told as budgeted afterwards. */
const isUntold = ({ stage }: Work, { told }: Match): boolean => told !== stage && told !== 'built';

/** A match as a form names it, with the stage it was read at: what has changed since is left alone. */
export const tickOf = ({ work, match }: Untold): string => `${work._id}|${match.proposal}|${work.stage}`;

/** Its people were told, or will be: a notice of each is written down. */
export async function markMatchTold({ work, match }: Untold): Promise<void> {
  await WorkModel.updateOne(
    { _id: work._id, 'matches.proposal': match.proposal },
    { $set: { 'matches.$.told': work.stage } },
  );
}
