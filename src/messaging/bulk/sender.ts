/** Sends the invitations of one channel: one sender in the whole system, paced, and only while it may. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, ChannelName } from '../../channels/channel.ts';
import type { Broadcast } from '../../rembuk/broadcast.model.ts';
import { markOrphans } from '../../rembuk/invitations.ts';
import { currentRound, sendingPlan } from '../../rembuk/rounds.ts';
import type { House } from '../house.ts';
import { whenStorageIsThere } from '../waiting.ts';
import { beginDue, endFinished } from './broadcast-clock.ts';
import { type Caution, mayWriteFirst } from './caution.ts';
import { dayAround, readFacts } from './facts.ts';
import { createFeed, type Feed } from './feed.ts';
import { channelHold, type Hold, hoursHold, noteHold } from './holds.ts';
import { invitationParcel } from './invitation-parcel.ts';
import { createLease } from './lease.ts';
import type { Pace } from './pace.ts';
import type { Parcel } from './parcel.ts';
import { markReminderOrphans, nextReminders, reminderParcel, writeDueReminders } from './remind.ts';
import { sendParcel } from './send.ts';
import { createTurnstile } from './turnstile.ts';

/** How soon to look again for something to send, or whether it may be sent by now. */
const lookEveryMs = 500;
const renewEveryMs = 4_000;
/** Reminders are due on the day; a minute sooner or later is nothing. */
const remindEveryMs = 60_000;
const remindersAtOnce = 20;
/** Invitations under way at once; most of their time is the network's. A careful channel sends one by one. */
const atOnce = 12;
/** Of them, how many are taken and wait for their place: a crash makes them `unknown` though they never left. */
const takenAhead = 4;

export interface BulkSender {
  /** Resolves after `house.stopping` has fired and what was under way is written down. */
  run(): Promise<void>;
}

/**
 * @param caution for a network that bans whoever writes first too often, else null
 * @param served all channels of the service, for writing recipients down
 */
export function createBulkSender(
  channel: Channel,
  pace: Pace,
  caution: Caution | null,
  served: readonly ChannelName[],
  house: House,
): BulkSender {
  const { queues, log, stopping, timeZone } = house;
  const lease = createLease(queues.redis, `${queues.prefix}:bulk-sender:${channel.name}`);
  const underWay = new Set<string>();
  let nextReminding = 0;
  const enter = createTurnstile(caution ? 1 : takenAhead);

  /** One look around. Returns whether anything was sent; then the next look follows at once. */
  async function look(): Promise<boolean> {
    const wasHeld = lease.isHeld();
    if (!(await lease.hold())) return false;
    if (!wasHeld) await settleOrphans();
    await beginDue(served, house.now());
    const reminded = await sendReminders();
    const going = await endFinished(house.now());
    const free: Broadcast[] = [];
    for (const one of going) {
      const hold = channelHold(channel) ?? hoursHold(one, house.now(), timeZone);
      await noteHold(one._id, channel.name, hold, house.now());
      if (!hold) free.push(one);
    }
    return (free.length > 0 && (await sendAll(free))) || reminded;
  }

  /** Reminders are few: one after the other, before the invitations that wait. */
  async function sendReminders(): Promise<boolean> {
    if (performance.now() >= nextReminding) {
      nextReminding = performance.now() + remindEveryMs;
      await writeDueReminders(house.now());
    }
    const rows = await nextReminders(channel.name, remindersAtOnce);
    const round = rows.length > 0 ? await currentRound() : null;
    if (!round) return false;
    const { hours } = sendingPlan(round);
    if (channelHold(channel) ?? hoursHold({ hours }, house.now(), timeZone)) return false;
    for (const row of rows) {
      const parcel = await reminderParcel(row, round, house);
      if (parcel && !(await sendOne(parcel, hours, async () => {}))) return false;
    }
    return true;
  }

  async function settleOrphans(): Promise<void> {
    const orphans = await markOrphans(channel.name, [...underWay]);
    await markReminderOrphans(channel.name, [...underWay]);
    if (orphans > 0)
      log.warn({ channel: channel.name, orphans }, 'Invitations were in flight at a crash; a person decides');
  }

  /** Sends until nothing is left or somebody says stop. */
  async function sendAll(going: Broadcast[]): Promise<boolean> {
    const byId = new Map(going.map((one) => [one._id, one]));
    const feed = createFeed(channel.name, [...byId.keys()]);
    const hands = Array.from({ length: caution ? 1 : atOnce }, () => sendSome(feed, byId));
    const counts = await Promise.all(hands);
    return counts.some((count) => count > 0);
  }

  async function sendSome(feed: Feed, byId: ReadonlyMap<string, Broadcast>): Promise<number> {
    for (let count = 0; ; count += 1) {
      if (stopping.aborted || !lease.isHeld()) return count;
      const row = await feed.next();
      const broadcast = byId.get(row?.broadcast ?? '');
      if (!row || !broadcast) return count;
      const parcel = await invitationParcel(row, broadcast, house);
      const note = (hold: Hold) => noteHold(broadcast._id, channel.name, hold, house.now());
      if (parcel && !(await sendOne(parcel, broadcast.hours, note))) return count;
      feed.done(row._id);
    }
  }

  /** Returns false when the sending is to stop and look around first. */
  async function sendOne(
    parcel: Parcel,
    hours: Broadcast['hours'],
    note: (hold: Hold) => Promise<void>,
  ): Promise<boolean> {
    const leave = await enter();
    underWay.add(parcel.id);
    let answered: (() => void) | null = null;
    try {
      const hold =
        channelHold(channel) ??
        hoursHold({ hours }, house.now(), timeZone) ??
        (await cautionHold(parcel.firstContact));
      if (hold) {
        await note(hold);
        return false;
      }
      // Where the next place is seconds away, nothing is taken before it has come.
      if (caution) answered = await pace.place('bulk', stopping);
      if (!lease.isHeld() || !(await parcel.take(house.now()))) return false;
      return await sendParcel(parcel, channel, pace, house, { answered, onPlace: leave });
    } finally {
      answered?.();
      leave();
      underWay.delete(parcel.id);
    }
  }

  async function cautionHold(firstContact: boolean): Promise<Hold | null> {
    if (!caution) return null;
    const now = house.now();
    const facts = await readFacts(channel, caution, now, timeZone);
    const verdict = mayWriteFirst(caution, facts, firstContact, now, dayAround(now, timeZone).end);
    return verdict.kind === 'go' ? null : { why: verdict.why, until: verdict.until };
  }

  return {
    async run() {
      const renewing = setInterval(() => {
        if (lease.isHeld()) void lease.hold().catch(() => {});
      }, renewEveryMs);
      while (!stopping.aborted) {
        const sentAny = await whenStorageIsThere(look, log, stopping).catch((error) => {
          if (!stopping.aborted)
            log.error({ channel: channel.name, error: String(error) }, 'The bulk sender met a fault');
          return false;
        });
        if (!sentAny) await sleep(lookEveryMs, undefined, { signal: stopping }).catch(() => {});
      }
      clearInterval(renewing);
      await lease.release().catch(() => {});
    },
  };
}

/** The senders of the channels that this process serves. */
export function bulkSenders(house: House): BulkSender[] {
  const served = house.channels.map(({ name }) => name);
  return house.channels.flatMap((channel) => {
    const pace = house.paces.get(channel.name);
    const caution = channel.limits.bulkGap ? house.caution : null;
    return pace ? [createBulkSender(channel, pace, caution, served, house)] : [];
  });
}
