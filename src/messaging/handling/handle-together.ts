import type { ParticipantId } from '../../people/participant.model.ts';
import { liftBlock, markUnreachable } from '../../people/participants.ts';
import { quotasLeft } from '../../proposals/seat-usage.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import { type Ahead, readTalks } from '../../talks/held-talks.ts';
import type { Message, MessageId } from '../../talks/message.model.ts';
import { type Change, saveTurns } from '../../talks/save-turn.ts';
import type { Runtime } from '../runtime.ts';
import type { Aside } from './aside.ts';
import { tendChats } from './beside-talk.ts';
import { finishTurns } from './finish-turns.ts';
import { goStraightOn } from './go-straight-on.ts';
import { identifySenders, type Sender } from './senders.ts';
import { type Known, type Thought, think } from './think.ts';

/** What came of a group of messages. */
export interface Left {
  /** Those that were handled; whoever asked for it is to mark them so. */
  handled: readonly Message[];
  /** There may be more at once: further messages of somebody, to be read after what the first ones cause. */
  more: boolean;
  /** When to look again, in ms; null where there is no need. */
  againInMs: number | null;
}

export const nothingLeft: Left = { handled: [], more: false, againInMs: null };

/** How soon to look again at those whose last question is still on its way out. */
const unsettledMs = 100;
/** Somebody else changed a conversation while it was thought about; it is thought about anew. */
const tries = 5;

/**
 * The way of messages that waited together: who wrote them; what does the engine say to each, in its order; all of it is
 * written in one command, each conversation guarded by its version; and only then does anything go out. Safe to repeat at
 * any point: a message that was handled is only finished (effects, outbox), never answered twice.
 * @throws what the handling of one of them throws; some may be handled then
 */
export async function handleTogether(messages: readonly Message[], runtime: Runtime): Promise<Left> {
  const blocked = await noteBlocks(messages);
  const words = messages.filter(({ content }) => content.kind !== 'blocked');
  const { senders, left } = await identifySenders(words, runtime);
  const thoughts = await thinkAndWrite(senders, await asidesOf(senders, runtime), runtime);
  await finishTurns(
    thoughts.flatMap(({ after, claimed }) => (after ? [{ conversation: after, claimed }] : [])),
    runtime,
  );
  for (const thought of thoughts) await goStraightOn(thought, runtime);
  return {
    handled: [...blocked, ...thoughts.flatMap(({ handled }) => handled)],
    more: left || thoughts.some(({ more }) => more),
    againInMs: thoughts.some(({ unsettled }) => unsettled) ? unsettledMs : null,
  };
}

/** Notes in their order who has blocked the bot, and who has taken that back. Nothing is said to either. */
async function noteBlocks(messages: readonly Message[]): Promise<Message[]> {
  const noted: Message[] = [];
  for (const message of messages) {
    const { content, address, sentAt } = message;
    if (content.kind !== 'blocked') continue;
    if (content.lifted) await liftBlock(address);
    else await markUnreachable(address, 'blocked', sentAt);
    noted.push(message);
  }
  return noted;
}

/** Once, before all thinking: what it does is told over the same conversations. */
async function asidesOf(senders: readonly Sender[], runtime: Runtime): Promise<Known['asides']> {
  const asides = new Map<MessageId, Aside | null>();
  for (const { participant, messages } of senders)
    for (const message of messages)
      if (!message.limited) asides.set(message._id, await tendChats(message, participant, runtime));
  return asides;
}

/**
 * Thinks about everybody's messages and writes the turns: first about talks as this process left them; about those that somebody
 * else has changed, or where that is not enough, anew, as they stand in the database.
 */
async function thinkAndWrite(
  senders: readonly Sender[],
  asides: Known['asides'],
  runtime: Runtime,
): Promise<Thought[]> {
  const done: Thought[] = [];
  let waiting = senders;
  for (let attempt = 1; waiting.length > 0; attempt += 1) {
    if (attempt > tries) throw new Error(`Conversations changed ${tries} times while messages were handled`);
    const ahead = await runtime.replies.checkOff.take(waiting.map(({ participant }) => participant._id));
    try {
      const known = { ...(await whatIsKnown(waiting, ahead, runtime)), asides };
      const thoughts = await Promise.all(waiting.map((sender) => think(sender, known, runtime)));
      done.push(...(await write(thoughts.filter(isThought), ahead, runtime)));
    } finally {
      await ahead.writeDown();
    }
    const settled = new Set(done.map(({ participant }) => participant._id));
    waiting = waiting.filter(({ participant }) => !settled.has(participant._id));
    for (const { participant } of waiting) runtime.heldTalks.letGo(participant._id);
  }
  return done;
}

const isThought = (thought: Thought | null): thought is Thought => thought !== null;

/** @returns those that stand now as they were thought; somebody else has changed the talks of the others */
async function write(thoughts: readonly Thought[], ahead: Ahead, runtime: Runtime): Promise<Thought[]> {
  const changes = thoughts.flatMap(({ before, after }): Change[] => {
    if (!after || after === before) return [];
    const sent = ahead.of(after._id);
    return [{ ...runtime.replies.toBeSaved(before, after), ...(sent ? { ahead: sent } : {}) }];
  });
  const saved = await saveTurns(changes);
  ahead.written(saved.keys());
  hold(changes, saved, runtime);
  const claimed = new Set(changes.flatMap((change) => (change.claimUntil ? [change.after._id] : [])));
  return thoughts.flatMap((thought) => {
    const { before, after, participant } = thought;
    const now = after === before ? after : saved.get(participant._id);
    return now === undefined ? [] : [{ ...thought, after: now, claimed: claimed.has(participant._id) }];
  });
}

/** Holds the talks that this process goes on with by itself; whoever else has a part in one has changed it before long. */
function hold(
  changes: readonly Change[],
  saved: ReadonlyMap<ParticipantId, Conversation>,
  { heldTalks }: Runtime,
): void {
  for (const { after, claimUntil } of changes) {
    const stands = saved.get(after._id);
    if (stands && claimUntil && stands.effects.length === 0) heldTalks.hold(stands);
    else heldTalks.letGo(after._id);
  }
}

async function whatIsKnown(
  senders: readonly Sender[],
  ahead: Ahead,
  { contexts, heldTalks }: Runtime,
): Promise<Omit<Known, 'asides'>> {
  const people = senders.map(({ participant }) => participant);
  const ids = people.map(({ _id }) => _id);
  const recalled = heldTalks.recall(ids);
  const others = ids.filter((id) => !recalled.has(id));
  const round = await contexts.round();
  const [read, quotas] = await Promise.all([
    // These are known by the database alone.
    ahead.writeDown(others).then(() => readTalks(others)),
    round
      ? quotasLeft(
          round,
          people.filter(({ village }) => village !== undefined),
        )
      : new Map(),
  ]);
  return { conversations: new Map([...read, ...recalled]), recalled: new Set(recalled.keys()), quotas };
}
