import type { Channel, ChannelName } from '../../channels/channel.ts';
import {
  afterAnswer,
  afterSend,
  freshRate,
  type Lane,
  nextSlot,
  type Rate,
  type RateRules,
} from '../planning/rate.ts';

export type { Lane } from '../planning/rate.ts';

/** Lets messages of one channel through at the rate its network takes; whoever replies overtakes all outreach. */
export interface RateLimiter {
  /**
   * Resolves when a message of this lane may leave now, to a function that is to be called when the network has
   * answered it, in whatever way. @throws the signal's reason when it fires first
   */
  slot(lane: Lane, stopping: AbortSignal): Promise<() => void>;
  /** The network said "not before": nothing in outreach leaves until then. */
  holdOutreach(ms: number): void;
}

/** A clock that only goes forward, in ms: a moved wall clock must not let a second's messages through at once. */
const steadyNow = () => performance.now();

/**
 * @param now a steady clock in ms, the process's own by default
 * @param chance from 0 to 1, for networks that look for machines by their evenness
 */
export function createRateLimiter(
  rules: RateRules,
  now = steadyNow,
  chance: () => number = Math.random,
): RateLimiter {
  const waiting: Record<Lane, ((answered: () => void) => void)[]> = { reply: [], outreach: [] };
  let rate: Rate = freshRate;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;

  /** Lets through who may go now, replies first, and wakes again when the next one may. */
  function turn(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    for (;;) {
      const lane: Lane | null =
        waiting.reply.length > 0 ? 'reply' : waiting.outreach.length > 0 ? 'outreach' : null;
      if (!lane) return;
      const free = nextSlot(rate, lane, rules);
      const at = lane === 'outreach' ? Math.max(free, heldUntil) : free;
      const wait = at - now();
      if (wait > 0) {
        // Where an answer must come first, it is the answer that wakes us.
        if (Number.isFinite(wait)) timer = setTimeout(turn, wait);
        return;
      }
      const { next } = rate;
      rate = afterSend(rate, now(), lane, rules, lane === 'outreach' ? chance() : 0);
      waiting[lane].shift()?.(() => answered(next));
    }
  }

  function answered(number: number): void {
    rate = afterAnswer(rate, number, now());
    turn();
  }

  return {
    slot(lane, stopping) {
      stopping.throwIfAborted();
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting[lane] = waiting[lane].filter((one) => one !== go);
          reject(stopping.reason);
        };
        const go = (whenAnswered: () => void) => {
          stopping.removeEventListener('abort', leave);
          resolve(whenAnswered);
        };
        stopping.addEventListener('abort', leave, { once: true });
        waiting[lane].push(go);
        turn();
      });
    },
    holdOutreach(ms) {
      heldUntil = Math.max(heldUntil, now() + ms);
    },
  };
}

/** The paces of the channels that a process serves, by name. */
export type RateLimiters = ReadonlyMap<ChannelName, RateLimiter>;

/** One place a second in thirty is kept for replies; a network that takes few keeps one all the same. */
export function createRateLimiters(channels: readonly Channel[]): RateLimiters {
  const rules = ({ limits: { outreachPerSecond, outreachGap } }: Channel): RateRules =>
    // Where outreach keeps a distance of seconds, replies are in nobody's way.
    outreachGap
      ? { perSecond: 1_000, reserved: 1, outreachGap }
      : { perSecond: Math.max(2, outreachPerSecond), reserved: 1 };
  return new Map(channels.map((channel) => [channel.name, createRateLimiter(rules(channel))]));
}

/** The channel as a sender of one lane sees it: each send waits for its place first. */
export function rateLimited(
  channel: Channel,
  rateLimiter: RateLimiter,
  lane: Lane,
  stopping: AbortSignal,
): Channel {
  return {
    ...channel,
    async send(address, message) {
      const answered = await rateLimiter.slot(lane, stopping);
      return channel.send(address, message).finally(answered);
    },
  };
}
