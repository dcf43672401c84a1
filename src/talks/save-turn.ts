/**
 * What a message changes: state, replies and effects of a conversation, written in one go and guarded by the version that
 * was read.
 */
import { randomUUID } from 'node:crypto';
import type { Address } from '../channels/address.ts';
import { questionOf } from '../conversation/question.ts';
import type { Reply, State, Turn } from '../conversation/types.ts';
import type { ParticipantId } from '../people/participant.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { type BulkWrite, collectionOf } from '../storage/collection-of.ts';
import { refusedOnlyAs } from '../storage/mongodb.ts';
import {
  type Asked,
  askedKept,
  type Conversation,
  ConversationModel,
  handledKept,
  type OutboxEntry,
} from './conversation.model.ts';

/** What is to be written after a message: the engine's turn, or a remark that changes no state. */
export interface NextTurn {
  turn: Turn | null;
  remark?: Reply;
  round: RoundId | null;
}

/** Where a turn's replies go, and the message that it answers, remembered so that it is never answered again. */
export interface Addressed {
  address: Address;
  handled?: string;
}

/** A conversation as it was read, and as it is to stand. */
export interface Change {
  /** Null where there was none. */
  before: Conversation | null;
  after: Conversation;
  /** The outbox goes to whoever writes, until then, who is to send it at once; only where nobody else has it. */
  claimUntil?: Date;
  /** What was sent of the talk and is written down with this turn; only where the claim for it stands yet. */
  ahead?: SentAhead;
}

/** What was sent of a talk and is not written down. */
export interface SentAhead {
  /** Until when the outbox is claimed for it. */
  claim: Date;
  /** The questions that were sent. */
  asked: Asked[];
}

/** A conversation that was saved; `claimed` where whoever saved it is to send its outbox. */
export interface SavedTurn {
  conversation: Conversation;
  claimed: boolean;
}

/** A conversation after one more turn. Pure; several turns may be put on each other before they are written. */
export function nextConversation(
  id: ParticipantId,
  before: Conversation | null,
  { turn: taken, remark, round, address, handled }: NextTurn & Addressed,
  now: Date,
): Conversation {
  const turn = (before?.turn ?? 0) + 1;
  const state = withReopened(taken?.state ?? before?.state ?? null, before?.state ?? null);
  const replies = taken?.replies ?? (remark ? [remark] : []);
  const outbox = replies.map((reply, index): OutboxEntry => ({ turn, index, address, reply }));
  const last = outbox.at(-1);
  if (last && taken && state) last.question = questionOf(state);
  const effects = (taken?.effects ?? []).map((effect) => ({ turn, effect }));
  return {
    _id: id,
    round,
    state,
    version: before?.version ?? 0,
    turn,
    handled: [...(before?.handled ?? []), ...(handled ? [handled] : [])].slice(-handledKept),
    outbox: [...(before?.outbox ?? []), ...outbox],
    asked: before?.asked ?? [],
    effects: [...(before?.effects ?? []), ...effects],
    sendingUntil: before?.sendingUntil ?? null,
    restUntil: before?.restUntil ?? null,
    ...(before?.lastSentAt ? { lastSentAt: before.lastSentAt } : {}),
    updatedAt: now,
  };
}

/** What the office asks of proposals of an earlier round goes on into a talk that begins anew, behind its questions. */
function withReopened(state: State | null, before: State | null): State | null {
  const left = before?.reopened;
  if (!state || state.reopened || !left?.length) return state;
  return { ...state, reopened: left.map((one) => (one.when === 'now' ? { ...one, when: 'behind' } : one)) };
}

/**
 * Writes many conversations in one command, each for itself.
 * @returns each as it stands now, by its id; those are missing that somebody else has changed since they were read
 */
export async function saveTurns(changes: readonly Change[]): Promise<Map<ParticipantId, Conversation>> {
  if (changes.length === 0) return new Map();
  const written = randomUUID();
  const saved = changes.map((change) => versionOf(change, written));
  const operations = changes.map((change, index) => writeOf(change, saved[index] ?? change.after));
  const done = await collectionOf<Conversation>(ConversationModel)
    .bulkWrite(operations, { ordered: false })
    .then(({ matchedCount, upsertedCount }) => matchedCount + upsertedCount)
    .catch((error) => {
      // Two first messages at once: the other one has made the document.
      if (refusedOnlyAs(error, '_id_')) return 0;
      throw error;
    });
  const all = new Map(saved.map((conversation) => [conversation._id, conversation]));
  if (done === changes.length) return all;
  const ours = await ConversationModel.find({ _id: { $in: [...all.keys()] }, written }, { _id: 1 }).lean();
  const won = new Set(ours.map(({ _id }) => _id));
  return new Map([...all].filter(([id]) => won.has(id)));
}

/** As {@link saveTurns}, of one conversation and one turn. */
export async function saveTurn(
  id: ParticipantId,
  before: Conversation | null,
  written: NextTurn & Addressed,
  now: Date,
): Promise<Conversation | null> {
  const saved = await saveTurns([{ before, after: nextConversation(id, before, written, now) }]);
  return saved.get(id) ?? null;
}

/** As it is to stand in the database. */
function versionOf({ before, after, claimUntil }: Change, written: string): Conversation {
  const conversation = { ...after, version: (before?.version ?? 0) + 1, written };
  if (!claimUntil) return conversation;
  const outbox = after.outbox.map((entry) =>
    isNew(entry, before) ? { ...entry, leftAt: after.updatedAt } : entry,
  );
  return { ...conversation, outbox, sendingUntil: claimUntil };
}

const isNew = ({ turn }: { turn: number }, before: Conversation | null) => turn > (before?.turn ?? 0);

function writeOf({ before, claimUntil, ahead }: Change, saved: Conversation): BulkWrite<Conversation> {
  if (!before) return insertOf(saved);
  const { _id, round, state, version, turn, updatedAt, written = '', sendingUntil } = saved;
  const added = {
    effects: { $each: saved.effects.filter((entry) => isNew(entry, before)) },
    handled: {
      $each: saved.handled.filter((id) => !before.handled.includes(id)),
      $slice: -handledKept,
    },
  };
  const set = { round, state, version, turn, updatedAt, written };
  const filter = { _id, version: before.version };
  if (ahead) {
    const { outbox, restUntil, lastSentAt } = saved;
    const sent = { outbox, sendingUntil, restUntil, ...(lastSentAt ? { lastSentAt } : {}) };
    const asked = { $each: ahead.asked, $slice: -askedKept };
    return {
      updateOne: {
        filter: { ...filter, sendingUntil: ahead.claim },
        update: { $set: { ...set, ...sent }, $push: { ...added, asked } },
      },
    };
  }
  const outbox = { $each: saved.outbox.filter((entry) => isNew(entry, before)) };
  return {
    updateOne: {
      filter: { ...filter, ...(claimUntil ? { sendingUntil: before.sendingUntil } : {}) },
      update: {
        $set: { ...set, ...(claimUntil ? { sendingUntil } : {}) },
        $push: { ...added, outbox },
      },
    },
  };
}

/** Written as an update, for one command carries one kind of write; where there is one already, its id is refused. */
function insertOf({ _id, ...saved }: Conversation): BulkWrite<Conversation> {
  const none = { _id, version: { $exists: false } };
  return { updateOne: { filter: none, update: { $setOnInsert: saved }, upsert: true } };
}
