import type { Participant } from '../../people/participant.model.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import type { Message, MessageId } from '../../talks/message.model.ts';
import { nextConversation } from '../../talks/save-turn.ts';
import { isUnsettled, seenQuestion } from '../../talks/seen-question.ts';
import type { Runtime } from '../runtime.ts';
import type { Aside } from './aside.ts';
import { MustBeReadError } from './hearing.ts';
import type { Sender } from './senders.ts';
import { takeTurn } from './take-turn.ts';

/** What came of somebody's messages, before it is written. */
export interface Thought {
  participant: Participant;
  /** As it was read, and as it is to stand; the very same where nothing is to be written. */
  before: Conversation | null;
  after: Conversation | null;
  /** Set once it is saved, where this process is to send what it says. */
  claimed: boolean;
  /** Those that were answered, now or before. */
  handled: Message[];
  /** Others of theirs are to be read after what these have caused. */
  more: boolean;
  /** The question before them is still on its way out, so nobody can say what they belong to. */
  unsettled: boolean;
}

/** What is known of everybody in a group, read at once. */
export interface Known {
  conversations: ReadonlyMap<string, Conversation>;
  /** Whose conversation is as this process left it, without a look at the database. */
  recalled: ReadonlySet<string>;
  /** Left of the quota of each participant's seat. */
  quotas: ReadonlyMap<string, number>;
  /** Remarks that come instead of an answer. */
  asides: ReadonlyMap<MessageId, Aside | null>;
}

/**
 * Reads somebody's messages one after the other, each in the light of those before it, as far as that goes: what changes
 * more than the talk itself (a consent, a proposal that is sent) is carried out before the next one is read.
 * @returns null where the conversation must be read for it first
 */
export async function think(sender: Sender, known: Known, runtime: Runtime): Promise<Thought | null> {
  try {
    return await thinkAsKnown(sender, known, runtime);
  } catch (error) {
    if (error instanceof MustBeReadError) return null;
    throw error;
  }
}

async function thinkAsKnown(
  { participant, messages }: Sender,
  known: Known,
  runtime: Runtime,
): Promise<Thought> {
  const before = known.conversations.get(participant._id) ?? null;
  const thought: Thought = {
    participant,
    before,
    after: before,
    claimed: false,
    handled: [],
    more: false,
    unsettled: false,
  };
  for (const message of messages) {
    const { after } = thought;
    if (after?.handled.includes(message._id)) {
      thought.handled.push(message);
      continue;
    }
    if (isToBeFinished(before, after)) return { ...thought, more: true };
    if (after && isUnsettled(after, runtime.now())) return { ...thought, unsettled: true };
    const { _id, address } = message;
    const next = await takeTurn(
      {
        message,
        participant,
        conversation: after,
        recalled: known.recalled.has(participant._id),
        quotaLeft: known.quotas.get(participant._id),
        aside: known.asides.get(_id) ?? null,
        seen: after && seenQuestion(message, after),
      },
      runtime,
    );
    thought.after = nextConversation(
      participant._id,
      after,
      { ...next, address, handled: _id },
      runtime.now(),
    );
    thought.handled.push(message);
  }
  return thought;
}

/** Whether something is to be carried out before anything else of theirs is read. */
function isToBeFinished(before: Conversation | null, after: Conversation | null): boolean {
  const sent = (conversation: Conversation | null) => conversation?.state?.submitted.length ?? 0;
  return (after?.effects.length ?? 0) > 0 || sent(after) > sent(before) || after?.round !== before?.round;
}
