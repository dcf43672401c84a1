import type { Channel, ChannelName } from '../../channels/channel.ts';
import {
  afterAnswer,
  afterSend,
  freshRate,
  type Lane,
  nextPlace,
  type Rate,
  type RateRules,
} from './rate.ts';

export type { Lane } from './rate.ts';

/** Lets messages of one channel through at the rate its network takes; whoever replies overtakes all bulk. */
export interface Pace {
  /**
   * Resolves when a message of this lane may leave now, to a function that is to be called when the network has
   * answered it, in whatever way. @throws the signal's reason when it fires first
   */
  place(lane: Lane, stopping: AbortSignal): Promise<() => void>;
  /** The network said "not before": nothing in bulk leaves until then. */
  holdBulk(ms: number): void;
}

/** A clock that only goes forward, in ms: a moved wall clock must not let a second's messages through at once. */
const steadyNow = () => performance.now();

/**
 * @param now a steady clock in ms, the process's own by default
 * @param chance from 0 to 1, for networks that look for machines by their evenness
 */
export function createPace(rules: RateRules, now = steadyNow, chance: () => number = Math.random): Pace {
  const waiting: Record<Lane, ((answered: () => void) => void)[]> = { reply: [], bulk: [] };
  let rate: Rate = freshRate;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;

  /** Lets through who may go now, replies first, and wakes again when the next one may. */
  function turn(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    for (;;) {
      const lane: Lane | null = waiting.reply.length > 0 ? 'reply' : waiting.bulk.length > 0 ? 'bulk' : null;
      if (!lane) return;
      const free = nextPlace(rate, lane, rules);
      const at = lane === 'bulk' ? Math.max(free, heldUntil) : free;
      const wait = at - now();
      if (wait > 0) {
        // Where an answer must come first, it is the answer that wakes us.
        if (Number.isFinite(wait)) timer = setTimeout(turn, wait);
        return;
      }
      const { next } = rate;
      rate = afterSend(rate, now(), lane, rules, lane === 'bulk' ? chance() : 0);
      waiting[lane].shift()?.(() => answered(next));
    }
  }

  function answered(number: number): void {
    rate = afterAnswer(rate, number, now());
    turn();
  }

  return {
    place(lane, stopping) {
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
    holdBulk(ms) {
      heldUntil = Math.max(heldUntil, now() + ms);
    },
  };
}

/** The paces of the channels that a process serves, by name. */
export type Paces = ReadonlyMap<ChannelName, Pace>;

/** One place a second in thirty is kept for replies; a network that takes few keeps one all the same. */
export function createPaces(channels: readonly Channel[]): Paces {
  const rules = ({ limits: { bulkPerSecond, bulkGap } }: Channel): RateRules =>
    // Where bulk keeps a distance of seconds, replies are in nobody's way.
    bulkGap
      ? { perSecond: 1_000, reserved: 1, bulkGap }
      : { perSecond: Math.max(2, bulkPerSecond), reserved: 1 };
  return new Map(channels.map((channel) => [channel.name, createPace(rules(channel))]));
}

/** The channel as a sender of one lane sees it: each send waits for its place first. */
export function paced(channel: Channel, pace: Pace, lane: Lane, stopping: AbortSignal): Channel {
  return {
    ...channel,
    async send(address, message) {
      const answered = await pace.place(lane, stopping);
      return channel.send(address, message).finally(answered);
    },
  };
}
