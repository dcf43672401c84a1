/**
 * Sends what nobody waits for over one channel: released answers, reminders, invitations. One sender in the whole
 * system, paced, and only while it may.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, ChannelName } from '../../channels/channel.ts';
import { markAnswerOrphans } from '../../proposals/answers.ts';
import type { Broadcast } from '../../rembuk/broadcast.model.ts';
import { markOrphans } from '../../rembuk/invitations.ts';
import { markTrialOrphans } from '../../rembuk/trials.ts';
import type { House } from '../house.ts';
import { whenStorageIsThere } from '../waiting.ts';
import { answerSource } from './answers.ts';
import { beginDue, endFinished } from './broadcast-clock.ts';
import { type Caution, mayWriteFirst } from './caution.ts';
import type { Errand } from './errand.ts';
import { dayAround, readFacts } from './facts.ts';
import { createFeed, type Feed } from './feed.ts';
import { channelHold, type Hold, hoursHold, noteHold } from './holds.ts';
import { invitationSource } from './invitation-parcel.ts';
import { createLease } from './lease.ts';
import type { Pace } from './pace.ts';
import type { Parcel } from './parcel.ts';
import { markReminderOrphans, reminderSource, writeDueReminders } from './remind.ts';
import { sendParcel } from './send.ts';
import { trialSource } from './trial.ts';
import { createTurnstile } from './turnstile.ts';

/** How soon to look again for something to send, or whether it may be sent by now. */
const lookEveryMs = 500;
/** Who sends for hours looks up now and then: other sendings may have become due. */
const lookAgainMs = 60_000;
const renewEveryMs = 4_000;
/** Reminders are due on the day; a minute sooner or later is nothing. */
const remindEveryMs = 60_000;
/** Rows that are fetched at once. A careful channel is slow, and what is more urgent must not wait behind many. */
const batch = 24;
const carefulBatch = 4;
/** Messages under way at once; most of their time is the network's. A careful channel sends one by one. */
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
  /** What somebody left `sending` has been looked for: a dead sender, or we ourselves in a look that failed. */
  let orphansSettled = false;
  const enter = createTurnstile(caution ? 1 : takenAhead);

  /** One look around. Returns whether anything was sent; then the next look follows at once. */
  async function look(): Promise<boolean> {
    if (!lease.isHeld()) orphansSettled = false;
    if (!(await lease.hold())) return false;
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
    await writeWhatIsDue();
    const free = await freeToSend();
    if (channelHold(channel)) return false;
    // The more urgent first: staff wait for a trial, people for their answers, and a reminder is for today.
    const sources = [
      trialSource(channel.name, house),
      answerSource(channel.name, served, house),
      reminderSource(channel.name, house),
      invitationSource(channel.name, free, house),
    ];
    const feed = createFeed(sources, caution ? carefulBatch : batch);
    const until = performance.now() + lookAgainMs;
    const hands = Array.from({ length: caution ? 1 : atOnce }, () => sendSome(feed, until));
    // All of them, also when one has failed: the next look must find nobody at work.
    await Promise.allSettled(hands);
    return (await Promise.all(hands)).some((count) => count > 0);
  }

  async function settleOrphans(): Promise<void> {
    const mine = [...underWay];
    const orphans = [
      await markOrphans(channel.name, mine),
      await markReminderOrphans(channel.name, mine),
      await markAnswerOrphans(channel.name, mine),
    ];
    const [invitations = 0, reminders = 0, answers = 0] = orphans;
    await markTrialOrphans(channel.name, mine);
    if (invitations + reminders + answers > 0)
      log.warn(
        { channel: channel.name, invitations, reminders, answers },
        'Messages were in flight at a crash; a person decides',
      );
  }

  async function writeWhatIsDue(): Promise<void> {
    await beginDue(served, house.now());
    if (performance.now() < nextReminding) return;
    nextReminding = performance.now() + remindEveryMs;
    await writeDueReminders(house.now());
  }

  /** The sendings that may send now; of the others it is noted why not. */
  async function freeToSend(): Promise<Broadcast[]> {
    const free: Broadcast[] = [];
    for (const one of await endFinished(house.now())) {
      const hold = channelHold(channel) ?? hoursHold(one, house.now(), timeZone);
      if (hold) await noteHold(one._id, channel.name, hold, house.now());
      else free.push(one);
    }
    return free;
  }

  /** One pair of hands: sends until nothing is left or somebody says stop. */
  async function sendSome(feed: Feed, until: number): Promise<number> {
    for (let count = 0; ; count += 1) {
      if (stopping.aborted || !lease.isHeld() || performance.now() > until) return count;
      const errand = await feed.next();
      if (!errand) return count;
      const parcel = await errand.parcel();
      if (parcel && !(await sendOne(parcel, errand))) return count;
      feed.done(errand.id);
    }
  }

  /** Returns false when the sending is to stop and look around first. */
  async function sendOne(parcel: Parcel, { hours, note }: Errand): Promise<boolean> {
    const leave = await enter();
    underWay.add(parcel.id);
    let answered: (() => void) | null = null;
    try {
      const hold =
        channelHold(channel) ?? hoursHold({ hours }, house.now(), timeZone) ?? (await cautionHold(parcel));
      if (hold) {
        await note(hold);
        return false;
      }
      // Where the next place is seconds away, nothing is taken before it has come.
      if (caution) answered = await pace.place('bulk', stopping);
      if (!lease.isHeld() || !(await parcel.take(house.now()))) return false;
      const goOn = await sendParcel(parcel, channel, pace, house, { answered, onPlace: leave });
      if (goOn) await note(null);
      return goOn;
    } finally {
      answered?.();
      leave();
      underWay.delete(parcel.id);
    }
  }

  async function cautionHold({ firstContact, asked }: Parcel): Promise<Hold | null> {
    if (!caution || asked) return null;
    const now = house.now();
    const facts = await readFacts(channel, caution, now, timeZone);
    const verdict = mayWriteFirst(caution, facts, firstContact, now, dayAround(now, timeZone).end);
    return verdict.kind === 'go' ? null : { why: verdict.why, until: verdict.until };
  }

  return {
    async run() {
      const renewing = setInterval(() => {
        if (lease.isHeld()) lease.hold().catch(() => {});
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
