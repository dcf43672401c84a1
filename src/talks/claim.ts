/** Who may send what stands in an outbox: one sender at a time, told by a date that stands with the talk. */
import type { Conversation } from './conversation.model.ts';

/**
 * How long a claim holds without being renewed, in ms: so long nobody sends what a killed sender held. Longer than a
 * living one may be late with renewing it.
 */
const claimMs = 4_000;

/** Until when an outbox that is claimed now belongs to its sender. */
export const claimUntil = (now: Date): Date => new Date(now.getTime() + claimMs);

/** A claim whose sender takes longer than this is renewed, and again as often, in ms. */
export const renewEveryMs = 1_000;

/**
 * Whether a claim is so young that its sender cannot have renewed it by itself, with time to spare: something may be left undone
 * under it for some seconds. By the clock that dated it, which may be set back meanwhile.
 */
export function isFresh(claimedAt: Date, now: Date): boolean {
  const age = now.getTime() - claimedAt.getTime();
  return age >= 0 && age < renewEveryMs / 2;
}

/**
 * The last end that a claim can have that is alive, where senders' clocks differ a little. A later one was claimed by a clock
 * that has been set back since, and nobody would send before that clock has come there again.
 */
const lastEnd = (now: Date): Date => new Date(now.getTime() + 2 * claimMs);

/** Whether one sender has an outbox to themselves. */
export const isClaimed = ({ sendingUntil }: Pick<Conversation, 'sendingUntil'>, now: Date): boolean =>
  sendingUntil !== null && sendingUntil >= now && sendingUntil <= lastEnd(now);

/** Talks whose outbox nobody has, as {@link isClaimed} tells it of one. */
export const unclaimed = (now: Date) => ({ sendingUntil: { $not: { $gte: now, $lte: lastEnd(now) } } });
