/** What is written down of a reply that was sent: as a write of the database, and as the same done to a talk that is held. */
import { type Sent, toldToMs } from '../../channels/channel.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { BulkWrite } from '../../storage/collection-of.ts';
import { claimUntil } from '../../talks/claim.ts';
import {
  type Asked,
  askedKept,
  type Conversation,
  type OutboxEntry,
} from '../../talks/conversation.model.ts';

/** What lets go of an outbox. */
export const letGoOf = { sendingUntil: null, restUntil: null };

/** A reply that its network has taken. */
export interface SentReply {
  participant: ParticipantId;
  entry: OutboxEntry;
  sent: Sent;
  at: Date;
  /** Since when it may have been on the screen; earlier than `at` where it was tried before. Both by our own clock. */
  since: Date;
  /** Since when its sender has the outbox. */
  claimedAt: Date;
  /** Whether the sender goes on with this outbox; else it is let go of. */
  goesOn: boolean;
}

/** Out of the outbox, and among the questions asked. */
export function checkOffOf(reply: SentReply) {
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

/** The same some time later: nothing where another sender has had the outbox since, for what stands there then is theirs. */
export function unlessClaimedSince(claim: Date, reply: SentReply): BulkWrite<Conversation> {
  const { updateOne } = checkOffOf(reply);
  const filter = { ...updateOne.filter, sendingUntil: { $lte: claim } };
  return { updateOne: { ...updateOne, filter } };
}

/**
 * A talk as {@link checkOffOf} leaves it.
 * @returns null where it was sent behind its claim's end: another one may have sent it too, and written that down
 */
export function checkedOff(held: Conversation, reply: SentReply): Conversation | null {
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
export function askedBy({ entry: { question, address }, sent, at, since }: SentReply): Asked[] {
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
