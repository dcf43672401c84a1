/**
 * How many messages a second a network takes, as a pure function over the instants of the last sends. Replies go
 * first; outreach uses what is left, evenly, and always leaves a place for the next reply. Networks count only outreach, so
 * replies are held to the rate only in a second that holds outreach too: never is a 429 earned by what nobody waits for.
 */

/** Who wants to send: somebody waits for a reply, nobody waits for outreach. */
export type Lane = 'reply' | 'outreach';

export interface RateRules {
  /** Messages the network takes in any second. */
  perSecond: number;
  /** Of them, slots that outreach never takes. */
  reserved: number;
  /** Where haste is punished rather than refused (WhatsApp): the distance outreach keeps, and the most that chance adds. */
  outreachGap?: { everyMs: number; jitterMs: number };
}

/** A message that was sent, as far as the network's count of the last second goes. */
interface Slot {
  readonly number: number;
  readonly lane: Lane;
  readonly left: number;
  /** The latest instant at which the network may have counted it; infinite while it has not answered. */
  readonly counted: number;
}

/** What is remembered of a channel: messages that may still count, outreach's next even place, how quick answers were. */
export interface Rate {
  readonly slots: readonly Slot[];
  readonly due: number;
  /** The number of the next message. */
  readonly next: number;
  /** How long the network took for each of the last messages, in ms. */
  readonly delays: readonly number[];
}

/** A second as we count it; the little more is for clocks that round. */
const secondMs = 1_003;

/**
 * How far outreach may catch up after it was held up, in slots. Without it each late timer would be lost for good; with
 * much more, outreach would bunch together, and a second reply would wait until the bunch is a second old.
 */
const catchUpSlots = 3;

/** So many answers tell how long the network's way is at its shortest. */
const delaysKept = 60;

export const freshRate: Rate = { slots: [], due: 0, next: 0, delays: [] };

/** Milliseconds between two outreach messages in a quiet hour: 1003 / 29 = 34.6 for Telegram's 30 a second. */
export function outreachGap({ perSecond, reserved }: RateRules): number {
  return secondMs / Math.max(1, perSecond - reserved);
}

/**
 * The earliest instant, in ms, at which the next message of a lane may leave; in the past when it may at once,
 * infinite when an answer must come first.
 */
export function nextSlot({ slots, due }: Rate, lane: Lane, { perSecond, reserved }: RateRules): number {
  // The usual case, and the one that must be cheap: nothing but replies.
  if (lane === 'reply' && !slots.some((slot) => slot.lane === 'outreach')) return Number.NEGATIVE_INFINITY;
  const most = lane === 'reply' ? perSecond : Math.max(1, perSecond - reserved);
  const counted = slots.map((slot) => slot.counted).sort((a, b) => a - b);
  const oldest = counted[counted.length - most];
  const free = oldest === undefined ? Number.NEGATIVE_INFINITY : oldest + secondMs;
  if (lane === 'outreach') return Math.max(free, due);
  const outreach = slots.filter((slot) => slot.lane === 'outreach').map((slot) => slot.counted);
  return Math.min(free, Math.max(...outreach) + secondMs);
}

/**
 * What is remembered after a message has left at `at`; it has the number that was `rate.next`.
 * @param chance from 0 to 1, for the distance that outreach keeps
 */
export function afterSend(rate: Rate, at: number, lane: Lane, rules: RateRules, chance = 0): Rate {
  const slot: Slot = { number: rate.next, lane, left: at, counted: Number.POSITIVE_INFINITY };
  const slots = [...counting(rate.slots, at, rules), slot];
  const sent = { ...rate, slots, next: rate.next + 1 };
  if (lane === 'reply') return sent;
  if (rules.outreachGap)
    return { ...sent, due: at + rules.outreachGap.everyMs + chance * rules.outreachGap.jitterMs };
  const gap = outreachGap(rules);
  return { ...sent, due: Math.max(rate.due, at - catchUpSlots * gap) + gap };
}

/**
 * Those of a channel's messages that a later one may have to wait for: of replies that were counted the latest only, as
 * many as the network takes in a second, or each of a thousand replies a second would be weighed against all of them.
 */
function counting(slots: readonly Slot[], at: number, { perSecond }: RateRules): Slot[] {
  const recent = slots.filter(({ counted }) => counted + secondMs > at);
  const replies = recent.filter(({ lane, counted }) => lane === 'reply' && Number.isFinite(counted));
  if (replies.length <= perSecond) return recent;
  const first = replies.reduce((one, other) => (other.counted < one.counted ? other : one));
  return recent.filter((slot) => slot !== first);
}

/**
 * What is remembered after the network has answered a message at `at`. A message that was held up on its way counts
 * later than it left, and messages that left evenly then arrive in a crowd: what an answer took longer than the
 * shortest way is added, so that no delay of the network's, however uneven, earns a 429. Twice is once.
 */
export function afterAnswer(rate: Rate, number: number, at: number): Rate {
  const answered = rate.slots.find((slot) => slot.number === number);
  if (!answered || Number.isFinite(answered.counted)) return rate;
  const delays = [...rate.delays.slice(1 - delaysKept), at - answered.left];
  const counted = at - Math.min(...delays);
  return {
    ...rate,
    delays,
    slots: rate.slots.map((slot) => (slot === answered ? { ...slot, counted } : slot)),
  };
}
