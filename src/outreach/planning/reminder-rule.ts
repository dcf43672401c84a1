/** When somebody is reminded. Pure: counted from when their invitation was sent, two times at most. */
import type { ConversationStatus } from '../../conversation/types.ts';

export interface ReminderFacts {
  /** When the invitation was sent; a reminder never counts from when it was queued. */
  sentAt: Date;
  /** When each reminder so far was sent, or given up. */
  reminded: Date[];
  /** Null where they have said nothing and no talk is stored. */
  conversation: { status: ConversationStatus; submitted: number; lastMovedAt: Date } | null;
}

const hourMs = 3600_000;
/** Nobody is reminded within a day of something they have written themselves. */
const afterOwnWordsMs = 24 * hourMs;

/** Whether there is anything left to remind somebody of. */
export function isFinished(conversation: ReminderFacts['conversation']): boolean {
  if (!conversation) return false;
  return conversation.submitted > 0 || !['open', 'later'].includes(conversation.status);
}

/**
 * When the next reminder is due, or null when there is none.
 * @param distances hours after `sentAt`, one for each reminder
 */
export function nextReminder(facts: ReminderFacts, distances: readonly number[]): Date | null {
  const { sentAt, reminded, conversation } = facts;
  const distance = distances[reminded.length];
  if (distance === undefined || reminded.length >= 2 || isFinished(conversation)) return null;
  const before = reminded.at(-1);
  // A first reminder that was late (quiet hours, a service that stood still) does not bring the second one closer.
  const apart = before ? before.getTime() + (distance - (distances[reminded.length - 1] ?? 0)) * hourMs : 0;
  const own = conversation ? conversation.lastMovedAt.getTime() + afterOwnWordsMs : 0;
  return new Date(Math.max(sentAt.getTime() + distance * hourMs, apart, own));
}
