/** What the office does with a thread. Every change is guarded by the revision that its form was made of. */
import type { Actor } from '../proposals/review.ts';
import { StaleError } from '../proposals/review.ts';
import { type Scope, withinOrGiven } from '../users/scope.ts';
import { tellAnswers } from './tell.ts';
import { type Thread, type ThreadId, ThreadModel } from './thread.model.ts';

/** Which thread, as whoever acts has seen it. */
export interface Seen {
  id: ThreadId;
  revision: number;
}

/** A thread within the scope: of its kecamatan, or given to the office that it belongs to. */
export async function findThread(id: string, scope: Scope): Promise<Thread | null> {
  return ThreadModel.findOne({ _id: id, ...withinOrGiven(scope) }).lean();
}

/**
 * Writes an answer and sends it on its way to whoever asked.
 * @param answer.example whether it is shown beside like questions from now on
 * @throws StaleError
 */
export async function answerThread(
  seen: Seen,
  actor: Actor,
  answer: { words: string; example: boolean },
  at: Date,
): Promise<void> {
  const { words, example } = answer;
  // The revision is that of this one write, so no two answers have the same number.
  const message = { _id: `a${seen.revision}`, by: 'office' as const, user: actor.name, words, at };
  await change(seen, actor, {
    $set: { state: 'answered', answeredAt: at, untold: true },
    $unset: { waitsSince: 1 },
    $push: { messages: { ...message, ...(example ? { example: true } : {}) } },
  });
  await tellAnswers(at);
}

/** Gives a thread to an office, or back to the planning office (null), and says by when. @throws StaleError */
export async function giveThread(
  seen: Seen,
  actor: Actor,
  { office, due }: { office: string | null; due: Date },
  at: Date,
): Promise<void> {
  await change(seen, actor, {
    $set: { due, ...(office ? { office } : {}) },
    ...(office ? {} : { $unset: { office: 1 } }),
    $push: { history: entry(actor, 'given', at, office ?? '') },
  });
}

/** Opens a thread to its village, or closes it again. Only one with a village and an answer is opened. @throws StaleError */
export async function shareThread(seen: Seen, actor: Actor, share: boolean, at: Date): Promise<void> {
  const ready = share ? { village: { $exists: true }, answeredAt: { $exists: true } } : {};
  const field = { shared: { by: actor.name, at } };
  await change(
    seen,
    actor,
    {
      ...(share ? { $set: field } : { $unset: { shared: 1 } }),
      $push: { history: entry(actor, share ? 'shared' : 'unshared', at) },
    },
    ready,
  );
}

/** Done without writing, as after a call. @throws StaleError */
export async function closeThread(seen: Seen, actor: Actor, at: Date): Promise<void> {
  await change(seen, actor, {
    $set: { state: 'closed' },
    $unset: { waitsSince: 1 },
    $push: { history: entry(actor, 'closed', at) },
  });
}

function entry({ name, role }: Actor, what: Thread['history'][number]['what'], at: Date, to?: string) {
  return { at, by: name, role, what, ...(to === undefined ? {} : { to }) };
}

async function change({ id, revision }: Seen, { scope }: Actor, update: object, only: object = {}) {
  const { matchedCount } = await ThreadModel.updateOne(
    { $and: [{ _id: id, revision }, withinOrGiven(scope), only] },
    { ...update, $inc: { revision: 1 } },
  );
  if (matchedCount === 0) throw new StaleError();
}
