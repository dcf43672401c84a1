import type { ParticipantId } from '../people/participant.model.ts';
import { collectionOf } from '../storage/collection-of.ts';
import { type Conversation, ConversationModel } from './conversation.model.ts';
import type { SentAhead } from './save-turn.ts';

/**
 * Talks as this process has left them. Who is in the middle of one writes every minute, and a talk of 8 KB cost as much to
 * read as to write; so one that was saved here is held, and the next turn is thought about it without a look at the database.
 *
 * Whether it still stands so shows when that turn is written: whatever changes a talk raises its version, which guards the write,
 * but for what is done with its outbox and its effects. So it is recalled only where both are empty, for a new version alone can
 * fill them.
 */
export interface HeldTalks {
  /**
   * Of these, those that are held and have nothing left to be sent or to be done, by their ids. Somebody else may have changed
   * them since: only what is written under their version may rest on them. What is handed out is not to be changed.
   */
  recall(ids: readonly ParticipantId[]): Map<ParticipantId, Conversation>;
  /** Holds one as this process has just saved it. */
  hold(conversation: Conversation): void;
  /** Follows a write of this process that raises no version. @param change gives null where it cannot be followed */
  follow(id: ParticipantId, change: (conversation: Conversation) => Conversation | null): void;
  letGo(id: ParticipantId): void;
}

/**
 * What was sent in some talks and is written down with their next turns. As they are held it is done; in the database their
 * outboxes still have it, and are claimed for it.
 */
export interface Ahead {
  /** What was sent in one of them. As long as its claim stands so, nobody else has touched the outbox. */
  of(id: ParticipantId): SentAhead | undefined;
  /** The turns of these were written. */
  written(ids: Iterable<ParticipantId>): void;
  /** Has it written down by itself. @param ids all that are left unless told otherwise */
  writeDown(ids?: Iterable<ParticipantId>): Promise<void>;
}

/** So many are held at most, of about 10 KB each; the one that was written longest ago makes way. */
const heldAtMost = 1_000;
/** What somebody has told is not kept in memory for longer than they may need to go on, in ms. */
const heldForMs = 15 * 60_000;

/** @param clock goes forward, in ms */
export function createHeldTalks(clock: () => number = () => performance.now()): HeldTalks {
  /** The one that was held last stands last. */
  const held = new Map<ParticipantId, { conversation: Conversation; at: number }>();

  function makeWay(): void {
    for (const [id, { at }] of held) {
      if (held.size <= heldAtMost && clock() - at <= heldForMs) return;
      held.delete(id);
    }
  }

  return {
    recall(ids) {
      makeWay();
      const recalled = new Map<ParticipantId, Conversation>();
      for (const id of ids) {
        const conversation = held.get(id)?.conversation;
        if (conversation && isAtRest(conversation)) recalled.set(id, conversation);
      }
      return recalled;
    },
    hold(conversation) {
      const { _id: id } = conversation;
      held.delete(id);
      held.set(id, { conversation, at: clock() });
      makeWay();
    },
    follow(id, change) {
      const one = held.get(id);
      if (!one) return;
      const conversation = change(one.conversation);
      if (conversation) one.conversation = conversation;
      else held.delete(id);
    },
    letGo(id) {
      held.delete(id);
    },
  };
}

/** Whether nothing of it waits to be sent, or to be done. */
export const isAtRest = ({ outbox, effects }: Conversation) => outbox.length === 0 && effects.length === 0;

/** Conversations as they stand in the database, by their ids; who has none is missing. */
export async function readTalks(ids: readonly ParticipantId[]): Promise<Map<ParticipantId, Conversation>> {
  if (ids.length === 0) return new Map();
  const found = await collectionOf<Conversation>(ConversationModel)
    .find({ _id: { $in: [...ids] } })
    .toArray();
  return new Map(found.map((one) => [one._id, one]));
}
