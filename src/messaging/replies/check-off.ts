import type { Address } from '../../channels/address.ts';
import { type Sent, toldToMs } from '../../channels/channel.ts';
import type { OutreachRuntime } from '../../outreach/runtime.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { createArrivals } from '../../process/arrivals.ts';
import { inGroups } from '../../process/in-groups.ts';
import { type BulkWrite, collectionOf } from '../../storage/collection-of.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import { claimUntil } from '../../talks/claim.ts';
import {
  type Asked,
  askedKept,
  type Conversation,
  ConversationModel,
  type OutboxEntry,
} from '../../talks/conversation.model.ts';
import type { HeldTalks } from '../../talks/held-talks.ts';

/** A reply that its network has taken. */
export interface SentReply {
  participant: ParticipantId;
  entry: OutboxEntry;
  sent: Sent;
  at: Date;
  /** Since when it may have been on the screen; earlier than `at` where it was tried before. Both by our own clock. */
  since: Date;
  /** Whether the sender goes on with this outbox; else it is let go of. */
  goesOn: boolean;
}

/**
 * How long what was sent waits for the others that are on their way, in ms: a group's replies arrive one after the other, and
 * are written down in one command instead of three. What is not written down when the process dies is sent again.
 */
const gatherMs = 15;

/** Writes down what was sent: out of the outbox, and among the questions asked. What is sent side by side goes together. */
export interface CheckOff {
  /** Sends something that is to be written down. */
  during<T>(send: () => Promise<T>): Promise<T>;
  /** Resolves when it is written, however long the database is away. @throws StoppingError */
  sent(reply: SentReply): Promise<void>;
  /** Lets go of an outbox that had nothing to send. */
  nothing(participant: ParticipantId): Promise<void>;
  /** Resolves when all that was sent to these before the call is written down. */
  done(participants: Iterable<ParticipantId>): Promise<void>;
}

type Operation = BulkWrite<Conversation>;

/** One write of a group, and where it says that something was sent to. */
interface Written {
  participant: ParticipantId;
  operation: Operation;
  /** The same, done to the talk as it is held. */
  follow: (held: Conversation) => Conversation | null;
  address?: Address;
}

const letGoOf = { sendingUntil: null, restUntil: null };

/** @param told hears whom something was sent to */
export function createCheckOff(
  { log, stopping, heldTalks }: Pick<OutreachRuntime, 'log' | 'stopping'> & { heldTalks: HeldTalks },
  told: (addresses: string[]) => void,
): CheckOff {
  /** The last write of each that is not done. */
  const open = new Map<ParticipantId, Promise<void>>();
  const arrivals = createArrivals(gatherMs);
  const writeTogether = async (group: Written[]) => {
    told(group.flatMap(({ address }) => address ?? []));
    const operations = group.map(({ operation }) => operation);
    await whenStorageIsThere(
      () => collectionOf<Conversation>(ConversationModel).bulkWrite(operations, { ordered: false }),
      log,
      stopping,
    );
  };
  const write = inGroups(writeTogether, undefined, arrivals.all);
  function track(one: Written): Promise<void> {
    const { participant } = one;
    const writing = write(one)
      .then(() => heldTalks.follow(participant, one.follow))
      .finally(() => {
        if (open.get(participant) === writing) open.delete(participant);
      });
    open.set(participant, writing);
    return writing;
  }
  return {
    during: arrivals.during,
    sent: (reply) =>
      track({
        participant: reply.participant,
        operation: checkOffOf(reply),
        follow: (held) => checkedOff(held, reply),
        address: reply.entry.address,
      }),
    nothing: (participant) =>
      track({
        participant,
        operation: { updateOne: { filter: { _id: participant }, update: { $set: letGoOf } } },
        follow: (held) => ({ ...held, ...letGoOf }),
      }),
    async done(participants) {
      await Promise.allSettled([...participants].map((one) => open.get(one)));
    },
  };
}

function checkOffOf(reply: SentReply): Operation {
  const { participant, entry, at } = reply;
  const { turn, index } = entry;
  const asked = askedBy(reply);
  return {
    updateOne: {
      filter: { _id: participant },
      update: {
        $pull: { outbox: { turn, index } },
        $set: { lastSentAt: at, ...claimAfter(reply) },
        ...(asked.length > 0 ? { $push: { asked: { $each: asked, $slice: -askedKept } } } : {}),
      },
    },
  };
}

/**
 * A talk as {@link checkOffOf} leaves it.
 * @returns null where it was sent behind its claim's end: another one may have sent it too, and written that down
 */
function checkedOff(held: Conversation, reply: SentReply): Conversation | null {
  const { entry, at } = reply;
  if (!held.sendingUntil || at > held.sendingUntil) return null;
  return {
    ...held,
    outbox: held.outbox.filter(({ turn, index }) => turn !== entry.turn || index !== entry.index),
    asked: [...held.asked, ...askedBy(reply)].slice(-askedKept),
    lastSentAt: at,
    ...claimAfter(reply),
  };
}

/** What is asked, with its times by the network's clock, for by that one it tells when the answers were written. */
function askedBy({ entry: { question, address }, sent, at, since }: SentReply): Asked[] {
  if (!question) return [];
  const asked = { question, messageId: sent.messageId, address };
  if (!sent.at) return [{ ...asked, at, since }];
  const ahead = aheadBy(sent.at, since, at);
  return [{ ...asked, at: sent.at, since: new Date(since.getTime() + ahead), ahead }];
}

/**
 * How far the network's clock is ahead of ours, in ms, where it told the second of what happened between two instants of ours.
 * As little as may be: a slow answer, or a second that had only begun, is no clock that is off.
 */
function aheadBy(told: Date, from: Date, until: Date): number {
  const least = told.getTime() - until.getTime();
  const most = told.getTime() + toldToMs - from.getTime();
  return Math.max(least, 0) || Math.min(most, 0);
}

const claimAfter = ({ goesOn, at }: SentReply) => (goesOn ? { sendingUntil: claimUntil(at) } : letGoOf);
