/** What the office keeps beside a proposal: whose work it is, and what its people tell each other. No proposer sees it. */
import { within } from '../users/scope.ts';
import { ProposalModel } from './proposal.model.ts';
import type { Actor } from './review.ts';

/** The longest note, in characters. */
export const noteLength = 1_000;

/**
 * Gives proposals to somebody of the office, or to nobody. It is no change of the proposal: whoever is just deciding it is
 * not held up.
 * @param to e-mail address, or null
 * @returns how many are within the actor's scope
 */
export async function assign(ids: readonly string[], to: string | null, actor: Actor): Promise<number> {
  const where = { $and: [{ _id: { $in: [...ids] } }, within(actor.scope)] };
  const { matchedCount } = await ProposalModel.updateMany(
    where,
    to ? { $set: { assignee: to } } : { $unset: { assignee: 1 } },
  );
  return matchedCount;
}

/** The same words within so long come of a button that was pressed twice, or a form that was sent again. */
const sameNoteMs = 10 * 60_000;

/** Adds a note; the same of the same person a moment later is the one that stands. Notes are never changed. */
export async function addNote(id: string, text: string, actor: Actor, at: Date): Promise<void> {
  const since = new Date(at.getTime() - sameNoteMs);
  const same = { $elemMatch: { by: actor.name, text, at: { $gte: since } } };
  await ProposalModel.updateOne(
    { $and: [{ _id: id, notes: { $not: same } }, within(actor.scope)] },
    { $push: { notes: { at, by: actor.name, text } } },
  );
}
