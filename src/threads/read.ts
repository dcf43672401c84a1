/** Threads as they are read: by the office as a list, by a village as far as they were opened to it. */
import { twinsAmong } from '../classification/similarity.ts';
import type { ParticipantId } from '../people/participant.model.ts';
import { type ListPage, readPage } from '../storage/list-page.ts';
import { maskPersonal } from '../texts/mask.ts';
import { type Scope, withinOrGiven } from '../users/scope.ts';
import { type Thread, type ThreadMessage, ThreadModel, type ThreadState } from './thread.model.ts';

export const threadsPageSize = 50;

/** A page of a scope's threads in one state: those that wait by when they are due, others the newest first. */
export function listThreads(
  scope: Scope,
  state: ThreadState,
  page: number,
  office?: string,
): Promise<ListPage<Thread>> {
  const given = office === undefined ? {} : { office };
  const where = { $and: [{ state, ...given }, withinOrGiven(scope)] };
  const sort = state === 'waiting' ? ({ due: 1, _id: 1 } as const) : ({ changed: -1, _id: 1 } as const);
  return readPage(ThreadModel, { where, sort, page, size: threadsPageSize });
}

/** How many threads of a scope stand in which state. */
export async function countThreads(scope: Scope): Promise<Record<ThreadState, number>> {
  const rows = await ThreadModel.aggregate<{ _id: ThreadState; n: number }>([
    { $match: withinOrGiven(scope) },
    { $group: { _id: '$state', n: { $sum: 1 } } },
  ]);
  const counts = { waiting: 0, answered: 0, closed: 0 };
  for (const { _id, n } of rows) counts[_id] = n;
  return counts;
}

/** A question and its answer as anybody else may read them: no name, and nothing that leads to a person. */
export interface SharedAnswer {
  question: string;
  answer: string;
  at: Date;
  /** The office that answered, by its key; null for the planning office. */
  office: string | null;
}

/** What is opened to a village, the newest first. @param most how many */
export async function sharedOf(village: string, most: number): Promise<SharedAnswer[]> {
  const threads = await ThreadModel.find({ village, shared: { $exists: true } })
    .sort({ 'shared.at': -1 })
    .limit(most)
    .lean();
  return threads.flatMap((thread) => {
    const { question, answer } = ends(thread);
    return answer ? [shownToOthers(thread, question, answer)] : [];
  });
}

/** What was asked, and what was last answered. */
function ends({ messages }: Thread): { question: string; answer: ThreadMessage | undefined } {
  const asked = messages.filter(({ by, words }) => by === 'person' && words !== '');
  return { question: asked[0]?.words ?? '', answer: messages.findLast(({ by }) => by === 'office') };
}

const shownToOthers = ({ office }: Thread, question: string, { words, at }: ThreadMessage): SharedAnswer => ({
  question: maskPersonal(question),
  answer: maskPersonal(words),
  at,
  office: office ?? null,
});

/** Among so many of the newest examples is looked for like ones; and so many are shown. */
const mostCompared = 500;
const mostSuggested = 3;

/** Answers that somebody called good, given to questions like this one; the most alike first. */
export async function suggestionsFor(thread: Thread, scope: Scope): Promise<SharedAnswer[]> {
  const { question } = ends({ ...thread, messages: thread.messages.slice(-1) });
  if (!question) return [];
  const others = await ThreadModel.find({
    $and: [{ _id: { $ne: thread._id }, 'messages.example': true }, withinOrGiven(scope)],
  })
    .sort({ answeredAt: -1 })
    .limit(mostCompared)
    .lean();
  const examples = others.flatMap((other) => pairsOf(other).map((pair) => ({ ...pair, other })));
  const comparable = examples.map((one) => ({ ...one, text: one.question, issue: null }));
  return twinsAmong({ text: question, issue: null }, comparable, mostSuggested).map(({ twin }) =>
    shownToOthers(twin.other, twin.question, twin.answer),
  );
}

/** Each good answer of a thread with the question before it. */
function pairsOf({ messages }: Thread): { question: string; answer: ThreadMessage }[] {
  return messages.flatMap((answer, index) => {
    if (!answer.example) return [];
    const asked = messages.slice(0, index).findLast(({ by, words }) => by === 'person' && words !== '');
    return asked ? [{ question: asked.words, answer }] : [];
  });
}

/** How many questions are kept of somebody; for themselves. */
export async function countAsked(participant: ParticipantId): Promise<number> {
  return ThreadModel.countDocuments({ participant });
}
