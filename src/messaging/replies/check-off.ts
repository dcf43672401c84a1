import type { Address } from '../../channels/address.ts';
import type { Sent } from '../../channels/channel.ts';
import type { OutreachRuntime } from '../../outreach/runtime.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { inGroups } from '../../process/in-groups.ts';
import { type BulkWrite, collectionOf } from '../../storage/collection-of.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import {
  type Asked,
  askedKept,
  type Conversation,
  ConversationModel,
  type OutboxEntry,
} from '../../talks/conversation.model.ts';
import { claimUntil } from './outbox.ts';

/** A reply that its network has taken. */
export interface SentReply {
  participant: ParticipantId;
  entry: OutboxEntry;
  sent: Sent;
  at: Date;
  /** Since when it may have been on the screen; earlier than `at` where it was tried before. */
  since: Date;
  /** Whether the sender goes on with this outbox; else it is let go of. */
  goesOn: boolean;
}

/** Writes down what was sent: out of the outbox, and among the questions asked. What is sent side by side goes together. */
export interface CheckOff {
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
  address?: Address;
}

const letGoOf = { sendingUntil: null, restUntil: null };

/** @param told hears whom something was sent to */
export function createCheckOff(
  { log, stopping }: Pick<OutreachRuntime, 'log' | 'stopping'>,
  told: (addresses: string[]) => void,
): CheckOff {
  /** The last write of each that is not done. */
  const open = new Map<ParticipantId, Promise<void>>();
  const write = inGroups(async (group: Written[]) => {
    told(group.flatMap(({ address }) => address ?? []));
    const operations = group.map(({ operation }) => operation);
    await whenStorageIsThere(
      () => collectionOf<Conversation>(ConversationModel).bulkWrite(operations, { ordered: false }),
      log,
      stopping,
    );
  });
  function track(one: Written): Promise<void> {
    const { participant } = one;
    const writing = write(one).finally(() => {
      if (open.get(participant) === writing) open.delete(participant);
    });
    open.set(participant, writing);
    return writing;
  }
  return {
    sent: (reply) =>
      track({
        participant: reply.participant,
        operation: checkOffOf(reply),
        address: reply.entry.address,
      }),
    nothing: (participant) =>
      track({
        participant,
        operation: { updateOne: { filter: { _id: participant }, update: { $set: letGoOf } } },
      }),
    async done(participants) {
      await Promise.allSettled([...participants].map((one) => open.get(one)));
    },
  };
}

function checkOffOf({
  participant,
  entry: { turn, index, question, address },
  sent,
  at,
  since,
  goesOn,
}: SentReply): Operation {
  const { messageId } = sent;
  const asked: Asked[] = question ? [{ question, messageId, address, at: sent.at ?? at, since }] : [];
  const claim = goesOn ? { sendingUntil: claimUntil(at) } : letGoOf;
  return {
    updateOne: {
      filter: { _id: participant },
      update: {
        $pull: { outbox: { turn, index } },
        $set: { lastSentAt: at, ...claim },
        ...(asked.length > 0 ? { $push: { asked: { $each: asked, $slice: -askedKept } } } : {}),
      },
    },
  };
}
