/**
 * Sends what nobody waits for over one channel: trials, released answers, notices, reminders, invitations. One
 * dispatcher of a channel in the whole system, paced, and only while it may.
 */
import { randomUUID } from 'node:crypto';
import type { Channel } from '../../channels/channel.ts';
import { sleepUnlessStopped } from '../../process/sleep.ts';
import { LeaseUnansweredError, redisLease, type Tenure } from '../../storage/lease.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import { dayAround } from '../../time/local-time.ts';
import type { DeliveryOutcome } from '../model/delivery-state.ts';
import { mayWriteFirst, type SendLimits } from '../planning/send-limits.ts';
import { readUsage } from '../planning/usage.ts';
import type { OutreachRuntime } from '../runtime.ts';
import { deliver, slotsFor, writeDown } from './deliver.ts';
import type { DeliverySource, PreparedDelivery } from './delivery-source.ts';
import { createFeed, type FedDelivery, type Feed } from './feed.ts';
import { channelHold, type Hold, hoursHold } from './holds.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** How soon to try again for something to send, or whether it may be sent by now. */
const idleMs = 500;
/** Who sends for hours begins a new pass now and then: other deliveries may have become due. */
const longestPassMs = 60_000;
/** After a crash the next dispatcher waits this long; the lease is renewed well within it. */
const leaseMs = 12_000;
/** How often rows are looked for that a process which is no longer the owner has left behind. */
const orphansEveryMs = 60_000;
/** Rows that are taken at once. A careful channel is slow, and what is more urgent must not wait behind many. */
const batch = 24;
const carefulBatch = 4;
/** Messages under way at once; most of their time is the network's. A careful channel sends one by one. */
export const atOnce = 12;

type DispatcherRuntime = Pick<OutreachRuntime, 'redis' | 'prefix' | 'log' | 'stopping' | 'timeZone' | 'now'>;

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
  runtime: DispatcherRuntime,
): Dispatcher {
  const { redis, prefix, log, stopping, timeZone } = runtime;
  const lease = redisLease(redis, `${prefix}:dispatcher:${channel.name}`, leaseMs);
  let tenure: Tenure | null = null;
  /** In whose name rows are taken: new with each tenure, so that nothing of an earlier one can still be sent. */
  let taker = '';
  /** When what somebody left taken or `sending` is looked for: a dead dispatcher, or we ourselves in a pass that failed. */
  let nextOrphans = 0;
  const isOwner = () => tenure?.holds() ?? false;

  /** Sends what is due. Returns whether anything was sent; then the next pass follows at once. */
  async function pass(): Promise<boolean> {
    if (!isOwner()) {
      nextOrphans = 0;
      taker = randomUUID();
      tenure = await lease.acquire().catch((error: unknown) => {
        if (error instanceof LeaseUnansweredError) return null;
        throw error;
      });
    }
    if (!isOwner()) return false;
    if (performance.now() >= nextOrphans) await settleOrphans();
    try {
      return await sendWhatIsDue();
    } catch (error) {
      // A write whose answer was lost may have been carried out.
      nextOrphans = 0;
      throw error;
    }
  }

  async function sendWhatIsDue(): Promise<boolean> {
    for (const source of sources) await source.plan?.();
    if (channelHold(channel)) return false;
    const feed = createFeed(sources, limits ? carefulBatch : batch, taker);
    const until = performance.now() + longestPassMs;
    const hands = Array.from({ length: limits ? 1 : atOnce }, () => sendSome(feed, until));
    // All of them, also when one has failed: the next pass must find nobody at work.
    await Promise.allSettled(hands);
    await writeDown(() => feed.giveBack(), runtime);
    return (await Promise.all(hands)).some((count) => count > 0);
  }

  /** Called between passes, when we send nothing ourselves. */
  async function settleOrphans(): Promise<void> {
    const orphans: Record<string, number> = {};
    for (const source of sources) {
      const found = await source.rows.settleOrphans(channel.name);
      if (found > 0) orphans[source.kind] = found;
    }
    nextOrphans = performance.now() + orphansEveryMs;
    if (Object.keys(orphans).length > 0)
      log.warn({ channel: channel.name, ...orphans }, 'Messages were in flight at a crash; a person decides');
  }

  /** One pair of hands: sends until nothing is left or somebody says stop. Returns how many it dealt with. */
  async function sendSome(feed: Feed, until: number): Promise<number> {
    for (let count = 0; ; count += 1) {
      if (stopping.aborted || !isOwner() || performance.now() > until) return count;
      const fed = await feed.next();
      if (!fed) return count;
      const prepared = await fed.source.prepare(fed.delivery, taker);
      if (!prepared) feed.done(fed);
      else if (!(await sendOne(prepared, fed, feed))) return count;
    }
  }

  /** Returns false when the pass is to end, and whether anything may be sent is to be asked anew. */
  async function sendOne(prepared: PreparedDelivery, fed: FedDelivery, feed: Feed): Promise<boolean> {
    const { source, delivery } = fed;
    const hold =
      channelHold(channel) ?? hoursHold(delivery, runtime.now(), timeZone) ?? (await limitsHold(prepared));
    if (hold) {
      await source.noteHold?.(delivery, hold);
      return false;
    }
    const answered = await slotsFor(prepared.messages[0] ?? {}, rateLimiter, stopping);
    try {
      if (!(await begin(prepared, source))) return false;
      feed.done(fed);
      const settle = async (outcome: DeliveryOutcome) => {
        await source.rows.settle(prepared.id, taker, outcome, runtime.now());
        if (outcome.status === 'sent') source.arrived?.(delivery);
      };
      const goOn = await deliver(prepared, settle, answered, channel, rateLimiter, runtime);
      if (goOn) await source.noteHold?.(delivery, null);
      return goOn;
    } finally {
      answered();
    }
  }

  /** Marks a delivery as the last thing before it leaves. Nothing has left unless it returns true. */
  async function begin({ id, mayLeave }: PreparedDelivery, { rows }: DeliverySource): Promise<boolean> {
    if (mayLeave && !(await mayLeave())) return false;
    const begun = isOwner() && (await rows.begin(id, taker, runtime.now()));
    // Who slept here through the end of the lease finds out before anything leaves.
    return begun && isOwner();
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
        if (!sentAny) await sleepUnlessStopped(idleMs, stopping);
      }
      await tenure?.release();
    },
  };
}
