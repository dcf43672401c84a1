import type { ParticipantId } from '../people/participant.model.ts';
import { collectionOf } from '../storage/collection-of.ts';
import { type Conversation, ConversationModel } from './conversation.model.ts';
import type { SentAhead } from './save-turn.ts';

/**
 * Talks as this process has left them. Who is in the middle of one writes every minute, and a talk of 8 KB cost as much to
 * read as to write; so one that was saved here is held, and only its version is looked at.
 *
 * One of the same version is the same: whatever changes a talk raises its version, but for what is done with its outbox and
 * its effects. So it is handed out only where both are empty, for a new version alone can fill them.
 */
export interface HeldTalks {
  /**
   * Conversations as they stand, by their ids; who has none is missing. What is handed out is not to be changed.
   * @param ahead what the database does not know yet of some that are held
   */
  read(ids: readonly ParticipantId[], ahead?: Ahead): Promise<Map<ParticipantId, Conversation>>;
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

/** Beside the version, what is done with an outbox leaves these behind. */
const mayDiffer = { version: 1, sendingUntil: 1, restUntil: 1, lastSentAt: 1 } as const;

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

  /** Of the held ones, those that still stand so; of the others nothing is told. */
  async function look(ids: readonly ParticipantId[], ahead?: Ahead): Promise<Conversation[]> {
    const found = await find(ids, mayDiffer);
    return found.flatMap((seen) => {
      const conversation = held.get(seen._id)?.conversation;
      if (conversation?.version !== seen.version) return [];
      const sent = ahead?.of(seen._id);
      if (!sent) return [{ ...conversation, ...seen }];
      return seen.sendingUntil?.getTime() === sent.claim.getTime() ? [conversation] : [];
    });
  }

  return {
    async read(ids, ahead) {
      makeWay();
      const looked = ids.filter((id) => isAtRest(held.get(id)?.conversation));
      const others = ids.filter((id) => !looked.includes(id));
      // Held no longer: these are known by the database alone.
      await ahead?.writeDown(others);
      const [same, read] = await Promise.all([look(looked, ahead), find(others)]);
      const known = new Map([...same, ...read].map((one) => [one._id, one]));
      // Changed by somebody else, or let go of while it was looked at.
      const changed = looked.filter((id) => !known.has(id));
      for (const id of changed) held.delete(id);
      await ahead?.writeDown(changed);
      for (const one of await find(changed)) known.set(one._id, one);
      return known;
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
export const isAtRest = (conversation?: Conversation) =>
  conversation?.outbox.length === 0 && conversation.effects.length === 0;

async function find(ids: readonly ParticipantId[], projection?: typeof mayDiffer): Promise<Conversation[]> {
  if (ids.length === 0) return [];
  return collectionOf<Conversation>(ConversationModel)
    .find({ _id: { $in: [...ids] } }, projection ? { projection } : {})
    .toArray();
}
