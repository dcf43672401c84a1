/**
 * How many messages a second a network takes, as a pure function over the instants of the last sends. Replies go
 * first; bulk uses what is left, evenly, and always leaves a place for the next reply. Networks count only bulk, so
 * replies are held to the rate only in a second that holds bulk too: never is a 429 earned by what nobody waits for.
 */

/** Who wants to send: somebody waits for a reply, nobody waits for bulk. */
export type Lane = 'reply' | 'bulk';

export interface RateRules {
  /** Messages the network takes in any second. */
  perSecond: number;
  /** Of them, places that bulk never takes. */
  reserved: number;
  /** Where haste is punished rather than refused (WhatsApp): the distance bulk keeps, and the most that chance adds. */
  bulkGap?: { everyMs: number; jitterMs: number };
}

/** What is remembered of a channel: the instants (ms) of the last sends, oldest first, and bulk's next even place. */
export interface Rate {
  readonly sent: readonly number[];
  readonly due: number;
  /** When bulk was sent last. */
  readonly lastBulk: number;
}

/** A second as we count it. Two sends may come closer together on their way than they left: 1 % is for that. */
const secondMs = 1_010;

/** How far bulk may catch up after a late timer, in places. Without it each late timer would be lost for good. */
const catchUpPlaces = 2;

export const freshRate: Rate = { sent: [], due: 0, lastBulk: Number.NEGATIVE_INFINITY };

/** Milliseconds between two bulk messages in a quiet hour: 1010 / 29 = 34.8 for Telegram's 30 a second. */
export function bulkGap({ perSecond, reserved }: RateRules): number {
  return secondMs / Math.max(1, perSecond - reserved);
}

/** The earliest instant, in ms, at which the next message of a lane may leave; in the past when it may at once. */
export function nextPlace(rate: Rate, lane: Lane, rules: RateRules): number {
  const most = lane === 'reply' ? rules.perSecond : Math.max(1, rules.perSecond - rules.reserved);
  const oldest = rate.sent[rate.sent.length - most];
  const free = oldest === undefined ? Number.NEGATIVE_INFINITY : oldest + secondMs;
  return lane === 'reply' ? Math.min(free, rate.lastBulk + secondMs) : Math.max(free, rate.due);
}

/**
 * What is remembered after a message has left at `at`.
 * @param chance from 0 to 1, for the distance that bulk keeps
 */
export function afterSend(rate: Rate, at: number, lane: Lane, rules: RateRules, chance = 0): Rate {
  const sent = [...rate.sent.slice(1 - rules.perSecond), at];
  if (lane === 'reply') return { ...rate, sent };
  if (rules.bulkGap)
    return { sent, lastBulk: at, due: at + rules.bulkGap.everyMs + chance * rules.bulkGap.jitterMs };
  const gap = bulkGap(rules);
  return { sent, lastBulk: at, due: Math.max(rate.due, at - catchUpPlaces * gap) + gap };
}
