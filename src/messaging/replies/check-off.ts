import type { Address } from '../../channels/address.ts';
import type { OutreachRuntime } from '../../outreach/runtime.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { createArrivals } from '../../process/arrivals.ts';
import { background } from '../../process/background.ts';
import { inGroups } from '../../process/in-groups.ts';
import { type BulkWrite, collectionOf } from '../../storage/collection-of.ts';
import { unlessStopped, whenStorageIsThere } from '../../storage/when-there.ts';
import { claimUntil, isFresh } from '../../talks/claim.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import { type Ahead, type HeldTalks, isAtRest } from '../../talks/held-talks.ts';
import {
  askedBy,
  checkedOff,
  checkOffOf,
  letGoOf,
  type SentReply,
  unlessClaimedSince,
} from './sent-reply.ts';
import { createUnwritten } from './unwritten.ts';

/**
 * How long what is to be written at once waits for the others that are on their way, in ms: a group's replies arrive one after
 * the other, and are written down in one command instead of three. What is not written down when the process dies is sent again.
 */
const gatherMs = 15;

/**
 * Writes down what was sent: out of the outbox, and among the questions asked. Of a talk that this process goes on with, that
 * is done with its next turn if it comes soon; what is sent side by side otherwise goes together.
 */
export interface CheckOff {
  /** Sends something that is to be written down. */
  during<T>(send: () => Promise<T>): Promise<T>;
  /** Resolves when it is written, or waits for the next turn, however long the database is away. @throws StoppingError */
  sent(reply: SentReply): Promise<void>;
  /** Writes down that the effects of turns were carried out. Nobody need wait for it: twice is once. */
  carriedOut(conversations: readonly Pick<Conversation, '_id' | 'turn'>[]): void;
  /** Lets go of an outbox that had nothing to send. */
  nothing(participant: ParticipantId): Promise<void>;
  /** Resolves when all that was sent to these is written down, but for what is handed over to be written with their next turns. */
  take(participants: readonly ParticipantId[]): Promise<Ahead>;
  /** Resolves when all that was sent to these is written down: before anybody else of this process sends to them. */
  settled(participants: readonly ParticipantId[]): Promise<void>;
  /** Resolves when all is written down, or the service goes down without its database. */
  idle(): Promise<void>;
}

/** One write of a group, and where it says that something was sent to. */
interface Written {
  participant: ParticipantId;
  operation: BulkWrite<Conversation>;
  /** The same, done to the talk as it is held; absent where that is done. */
  follow?: (held: Conversation) => Conversation | null;
  address?: Address;
}

/** A reply that waits to be written with the next turn, and until when its outbox is claimed for it. */
interface Waiting {
  reply: SentReply;
  claim: Date;
}

/** @param told hears whom something was sent to */
export function createCheckOff(
  { log, stopping, heldTalks }: Pick<OutreachRuntime, 'log' | 'stopping'> & { heldTalks: HeldTalks },
  told: (addresses: string[]) => void,
): CheckOff {
  /** The last write of each that is not done. */
  const open = new Map<ParticipantId, Promise<void>>();
  const arrivals = createArrivals(gatherMs);
  const unwritten = createUnwritten<Waiting>((all) => writeDown(all));
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
    const { participant, follow } = one;
    const writing = write(one)
      .then(() => follow && heldTalks.follow(participant, follow))
      .finally(() => {
        if (open.get(participant) === writing) open.delete(participant);
      });
    open.set(participant, writing);
    return writing;
  }

  /** Nobody need wait for it. */
  function writeDown(all: readonly Waiting[]): void {
    for (const { reply, claim } of all) {
      const { participant, entry } = reply;
      const operation = unlessClaimedSince(claim, reply);
      const writing = track({ participant, operation, address: entry.address }).catch(unlessStopped);
      background(() => writing, log, 'What was sent was not written down');
    }
  }

  /** Leaves it for the next turn of its talk, where that is held, and at rest with it, and nobody else can claim it soon. */
  function waits(reply: SentReply): boolean {
    let waiting = false;
    heldTalks.follow(reply.participant, (held) => {
      const claim = held.sendingUntil;
      const next = checkedOff(held, reply);
      // An earlier one is that of a try that failed, and not what stands in the database.
      const isItsOwn = claim !== null && claim >= claimUntil(reply.claimedAt);
      if (!isItsOwn || !isFresh(reply.claimedAt, reply.at) || !next || !isAtRest(next)) return held;
      waiting = unwritten.add(reply.participant, { reply, claim });
      return waiting ? next : held;
    });
    return waiting;
  }

  const checkOff: CheckOff = {
    during: arrivals.during,
    async sent(reply) {
      if (!reply.goesOn && waits(reply)) return;
      await track({
        participant: reply.participant,
        operation: checkOffOf(reply),
        follow: (held) => checkedOff(held, reply),
        address: reply.entry.address,
      });
    },
    carriedOut(conversations) {
      for (const { _id: participant, turn } of conversations) {
        const update = { $pull: { effects: { turn: { $lte: turn } } } };
        const writing = track({
          participant,
          operation: { updateOne: { filter: { _id: participant }, update } },
        });
        background(() => writing.catch(unlessStopped), log, 'What was carried out was not written down');
      }
    },
    nothing: (participant) =>
      track({
        participant,
        operation: { updateOne: { filter: { _id: participant }, update: { $set: letGoOf } } },
        follow: (held) => ({ ...held, ...letGoOf }),
      }),
    async take(participants) {
      const taken = unwritten.take(participants);
      await Promise.allSettled(participants.map((one) => open.get(one)));
      const remove = (ids: Iterable<ParticipantId>) =>
        [...ids].flatMap((id) => {
          const one = taken.get(id);
          taken.delete(id);
          return one ?? [];
        });
      return {
        of(id) {
          const one = taken.get(id);
          return one && { claim: one.claim, asked: askedBy(one.reply) };
        },
        written(ids) {
          told(remove(ids).map(({ reply }) => reply.entry.address));
        },
        async writeDown(ids = taken.keys()) {
          const left = remove(ids);
          writeDown(left);
          await Promise.allSettled(left.map(({ reply }) => open.get(reply.participant)));
        },
      };
    },
    async settled(participants) {
      const ahead = await checkOff.take(participants);
      await ahead.writeDown();
    },
    async idle() {
      unwritten.writeAll();
      await Promise.allSettled(open.values());
    },
  };
  return checkOff;
}
