/**
 * Sends what nobody waits for over one channel: trials, released answers, reminders, invitations. One dispatcher of a
 * channel in the whole system, paced, and only while it may.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '../../channels/channel.ts';
import { LeaseUnansweredError, redisLease, type Tenure } from '../../storage/lease.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import { dayAround } from '../../time/local-time.ts';
import { mayWriteFirst, type SendLimits } from '../planning/send-limits.ts';
import { readUsage } from '../planning/usage.ts';
import type { OutreachRuntime } from '../runtime.ts';
import { deliver } from './deliver.ts';
import type { DeliverySource, PreparedDelivery } from './delivery-source.ts';
import { createFeed, type FedDelivery, type Feed } from './feed.ts';
import { channelHold, type Hold, hoursHold } from './holds.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { createSemaphore } from './semaphore.ts';

/** How soon to try again for something to send, or whether it may be sent by now. */
const idleMs = 500;
/** Who sends for hours begins a new pass now and then: other deliveries may have become due. */
const longestPassMs = 60_000;
/** After a crash the next dispatcher waits this long; the lease is renewed well within it. */
const leaseMs = 12_000;
/** Rows that are fetched at once. A careful channel is slow, and what is more urgent must not wait behind many. */
const batch = 24;
const carefulBatch = 4;
/** Messages under way at once; most of their time is the network's. A careful channel sends one by one. */
const atOnce = 12;
/** Of them, how many are taken and wait for their slot: a crash makes them `unknown` though they never left. */
const takenAhead = 4;

/** What sends over one channel. */
export interface Dispatcher {
  /** Resolves after `runtime.stopping` has fired and what was under way is written down. */
  run(): Promise<void>;
}

/**
 * @param sources what it sends, the more urgent first: staff wait for a trial, people for their answers, and a reminder
 *   is for today
 * @param limits for a network that bans whoever writes first too often, else null
 */
export function createDispatcher(
  channel: Channel,
  sources: readonly DeliverySource[],
  rateLimiter: RateLimiter,
  limits: SendLimits | null,
  runtime: OutreachRuntime,
): Dispatcher {
  const { redis, prefix, log, stopping, timeZone } = runtime;
  const lease = redisLease(redis, `${prefix}:dispatcher:${channel.name}`, leaseMs);
  let tenure: Tenure | null = null;
  const underWay = new Set<string>();
  /** What somebody left `sending` has been looked for: a dead dispatcher, or we ourselves in a pass that failed. */
  let orphansSettled = false;
  const enter = createSemaphore(limits ? 1 : takenAhead);
  const isOwner = () => tenure?.holds() ?? false;

  /** Sends what is due. Returns whether anything was sent; then the next pass follows at once. */
  async function pass(): Promise<boolean> {
    if (!isOwner()) {
      orphansSettled = false;
      tenure = await lease.acquire().catch((error: unknown) => {
        if (error instanceof LeaseUnansweredError) return null;
        throw error;
      });
    }
    if (!isOwner()) return false;
    if (!orphansSettled) await settleOrphans();
    orphansSettled = true;
    try {
      return await sendWhatIsDue();
    } catch (error) {
      // A take whose answer was lost may have been carried out.
      orphansSettled = false;
      throw error;
    }
  }

  async function sendWhatIsDue(): Promise<boolean> {
    for (const source of sources) await source.plan?.();
    if (channelHold(channel)) return false;
    const feed = createFeed(sources, limits ? carefulBatch : batch);
    const until = performance.now() + longestPassMs;
    const hands = Array.from({ length: limits ? 1 : atOnce }, () => sendSome(feed, until));
    // All of them, also when one has failed: the next pass must find nobody at work.
    await Promise.allSettled(hands);
    return (await Promise.all(hands)).some((count) => count > 0);
  }

  async function settleOrphans(): Promise<void> {
    const orphans: Record<string, number> = {};
    for (const source of sources) {
      const found = await source.settleOrphans([...underWay]);
      if (found > 0) orphans[source.kind] = found;
    }
    if (Object.keys(orphans).length > 0)
      log.warn({ channel: channel.name, ...orphans }, 'Messages were in flight at a crash; a person decides');
  }

  /** One pair of hands: sends until nothing is left or somebody says stop. Returns how many it dealt with. */
  async function sendSome(feed: Feed, until: number): Promise<number> {
    for (let count = 0; ; count += 1) {
      if (stopping.aborted || !isOwner() || performance.now() > until) return count;
      const fed = await feed.next();
      if (!fed) return count;
      const prepared = await fed.source.prepare(fed.delivery);
      if (prepared && !(await sendOne(prepared, fed))) return count;
      feed.done(fed.delivery.id);
    }
  }

  /** Returns false when the pass is to end, and whether anything may be sent is to be asked anew. */
  async function sendOne(prepared: PreparedDelivery, { source, delivery }: FedDelivery): Promise<boolean> {
    const leave = await enter();
    underWay.add(prepared.id);
    let answered: (() => void) | null = null;
    try {
      const hold =
        channelHold(channel) ?? hoursHold(delivery, runtime.now(), timeZone) ?? (await limitsHold(prepared));
      if (hold) {
        await source.noteHold?.(delivery, hold);
        return false;
      }
      // Where the next slot is seconds away, nothing is taken before it has come.
      if (limits) answered = await rateLimiter.slot('outreach', stopping);
      if (!isOwner() || !(await prepared.take(runtime.now()))) return false;
      const goOn = await deliver(prepared, channel, rateLimiter, runtime, { answered, onLeave: leave });
      if (goOn) await source.noteHold?.(delivery, null);
      return goOn;
    } finally {
      answered?.();
      leave();
      underWay.delete(prepared.id);
    }
  }

  async function limitsHold({ firstContact, asked }: PreparedDelivery): Promise<Hold | null> {
    if (!limits || asked) return null;
    const now = runtime.now();
    const usage = await readUsage(channel, limits, now, timeZone);
    const verdict = mayWriteFirst(limits, usage, firstContact, now, dayAround(now, timeZone).end);
    return verdict.kind === 'go' ? null : { why: verdict.why, until: verdict.until };
  }

  return {
    async run() {
      while (!stopping.aborted) {
        const sentAny = await whenStorageIsThere(pass, log, stopping).catch((error) => {
          if (!stopping.aborted)
            log.error({ channel: channel.name, error: String(error) }, 'The dispatcher met a fault');
          return false;
        });
        if (!sentAny) await sleep(idleMs, undefined, { signal: stopping }).catch(() => {});
      }
      await tenure?.release();
    },
  };
}
