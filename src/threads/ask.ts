/** What representatives say: a question begins a thread, a reply goes on in one. Each may be done twice and is then once. */
import type { Participant, ParticipantId } from '../people/participant.model.ts';
import { ParticipantModel } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { isDuplicate } from '../storage/mongodb.ts';
import { type Thread, type ThreadId, ThreadModel } from './thread.model.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** By when a question is to be answered where nobody has said otherwise: the three days of a request about one's own data. */
const daysToAnswer = 3;
/** Longer than anybody writes in a chat; what is beyond it is cut off, in characters. */
const longestWords = 2_000;

/** What somebody asked. */
export interface Question {
  participant: ParticipantId;
  round: RoundId | null;
  /** Empty where they only asked for a person. */
  words: string;
  at: Date;
  /** The proposal whose answer they replied to. */
  about?: Thread['about'];
}

/**
 * Begins a thread. The same words that wait already are not asked twice: whoever presses PETUGAS five times waits once.
 * @returns null where the person is not known any more
 */
export async function openThread(question: Question): Promise<ThreadId | null> {
  const { participant, round, at, about } = question;
  const words = question.words.slice(0, longestWords);
  const waiting = await ThreadModel.findOne(
    { participant, state: 'waiting', 'messages.words': words },
    { _id: 1 },
  ).lean();
  if (waiting) return waiting._id;
  const person = await ParticipantModel.findById(participant, { village: 1, kecamatan: 1 }).lean<
    Pick<Participant, 'village' | 'kecamatan'>
  >();
  if (!person) return null;
  const _id = `${participant}.${at.getTime()}`;
  const { village, kecamatan } = person;
  try {
    await ThreadModel.create({
      _id,
      participant,
      round,
      ...(village ? { village } : {}),
      ...(kecamatan ? { kecamatan } : {}),
      ...(about ? { about } : {}),
      messages: [{ _id, by: 'person', words, at }],
      ...waits(at),
      revision: 0,
    });
  } catch (error) {
    // A crash came between the question and the note that it was carried out.
    if (!isDuplicate(error, '_id_')) throw error;
  }
  return _id;
}

const waits = (at: Date) => ({
  state: 'waiting' as const,
  waitsSince: at,
  due: new Date(at.getTime() + daysToAnswer * dayMs),
});

/** Adds what somebody replied to their thread; where it was answered, it waits again. @param said.message the id of the inbox */
export async function joinThread(
  id: ThreadId,
  said: { message: string; words: string; at: Date },
): Promise<void> {
  const { message: _id, at } = said;
  const words = said.words.slice(0, longestWords);
  const own = { _id: id, 'messages._id': { $ne: _id } };
  const push = { $push: { messages: { _id, by: 'person' as const, words, at } }, $inc: { revision: 1 } };
  const { matchedCount } = await ThreadModel.updateOne({ ...own, state: 'waiting' }, push);
  if (matchedCount === 0) await ThreadModel.updateOne(own, { ...push, $set: waits(at) });
}

/** So long after an answer what its reader writes next is taken for a reply, where their talk asks nothing. */
const repliedWithinMs = 3 * dayMs;

/** The thread of somebody in which the office had the last word not long ago; the newest, or null. */
export async function answeredLately(participant: ParticipantId, now: Date): Promise<Thread | null> {
  const since = new Date(now.getTime() - repliedWithinMs);
  return ThreadModel.findOne({ participant, state: 'answered', answeredAt: { $gte: since } })
    .sort({ answeredAt: -1 })
    .lean();
}

/** A thread of this person, by its id; null where it is another's or gone. */
export async function ownThread(id: ThreadId, participant: ParticipantId): Promise<Thread | null> {
  return ThreadModel.findOne({ _id: id, participant }).lean();
}
