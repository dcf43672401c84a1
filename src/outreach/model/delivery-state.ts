/**
 * The one state machine of everything that is delivered and that nobody waits for:
 *
 *     queued -> taken -> sending -> sent | failed | unknown
 *     queued <- taken    given back: not sent in the end, or its taker died
 *     queued <- sending  given back: certainly nothing was delivered
 *
 * `taken` is kept for one dispatcher, and nothing of it has left; `sending` is written by that dispatcher alone, as the
 * last thing before the message is handed to the channel. So what a dead process left `taken` waits again, and what it
 * left `sending` was in flight: nobody can know whether it arrived, so it becomes `unknown`, is never sent again by
 * itself, and a person decides. Every step is guarded inside its write: two processes never send the same row, and one
 * that slept through the end of its lease finds that its rows are its own no more.
 */
import type { ChannelName } from '../../channels/channel.ts';

/** How a sending ended. `refused`: it was the network that refused it. */
export type DeliveryOutcome =
  | { status: 'queued' }
  | { status: 'sent'; messageId?: string }
  | { status: 'failed'; reason: string; refused?: boolean }
  | { status: 'unknown'; reason: string };

/** Statuses of a row that waits: nothing of it has left. */
export const waiting = ['queued', 'taken'] as const;

/** The status as people are told it: what a dispatcher has taken waits as before. */
export function shownStatus<S extends string>(status: S): Exclude<S, 'taken'> | 'queued' {
  return status === 'taken' ? 'queued' : (status as Exclude<S, 'taken'>);
}

/** The rows of one kind of delivery, as the dispatcher moves them. A taker is named by an id that is never used again. */
export interface DeliveryRows {
  /**
   * Keeps rows for one taker: only `queued` ones can be taken, each by one taker.
   * @returns ids of those that are the taker's now
   */
  take(ids: readonly string[], taker: string): Promise<ReadonlySet<string>>;
  /** Marks a row that is about to leave. False when it is not the taker's any more; then it must not be sent. */
  begin(id: string, taker: string, now: Date): Promise<boolean>;
  /** Rows of which nothing has left, whatever they are marked as, wait again; those of another taker are left alone. */
  giveBack(ids: readonly string[], taker: string): Promise<void>;
  /** Writes down how the sending ended. A status that has risen beyond it since is never set back. */
  settle(id: string, taker: string, outcome: DeliveryOutcome, now: Date): Promise<void>;
  /**
   * Of what others have begun or taken on a channel, that in flight becomes `unknown`, and the rest waits again. Only
   * for the owner of the channel, while it sends nothing itself.
   * @returns how many were in flight
   */
  settleOrphans(channel: ChannelName): Promise<number>;
}

type Fields = Record<string, unknown>;

/** What a kind of rows keeps beside status, taker and reason. */
export interface DeliveryFields {
  /** Where status, taker and reason stand in the document, with a dot at the end: `decision.delivery.`. */
  path?: string;
  /** The rows of a channel. */
  onChannel(channel: ChannelName): Fields;
  /** Statuses from which `sent` may still be written; all that may have left or be sent once more, unless told otherwise. */
  belowSent?: readonly string[];
  begun?(now: Date): Fields;
  sent?(now: Date, messageId?: string): Fields;
  refused?(now: Date): Fields;
  unknown?(): Fields;
  /** Written when it begins and when it ends. */
  always?(now: Date): Fields;
  /** What the first delivery of all changes beside the row, as `$min` has it: kept where something earlier stands. */
  firstSent?(now: Date): Fields;
}

const underWay = ['sending', 'unknown'];

/** As much of a mongoose model as is needed to move rows; mongoose refuses a filter on a field its schema lacks. */
interface UpdatableModel {
  updateOne(filter: object, update: object): PromiseLike<{ matchedCount: number; modifiedCount: number }>;
  updateMany(filter: object, update: object): PromiseLike<{ modifiedCount: number }>;
  distinct(field: '_id', filter: object): PromiseLike<unknown[]>;
}

/** @param rows the mongoose model of the documents that the rows are, or are part of */
export function deliveryRows(rows: UpdatableModel, fields: DeliveryFields): DeliveryRows {
  const { path = '', belowSent = [...waiting, ...underWay] } = fields;
  const at = (values: Fields): Fields =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}${name}`, value]));
  const taken = (taker: string, ...statuses: string[]) => at({ status: { $in: statuses }, takenBy: taker });
  const removed = (...names: string[]) => ({
    $unset: at(Object.fromEntries(names.map((name) => [name, 1]))),
  });
  const always = (now: Date) => fields.always?.(now) ?? {};
  /** Written by `begin`, and taken away when nothing has left after all. */
  const begunNames = Object.keys(fields.begun?.(new Date(0)) ?? {});
  const queuedAgain = { $set: at({ status: 'queued' }), ...removed('takenBy', ...begunNames) };

  async function settleSent(id: string, messageId: string | undefined, now: Date): Promise<void> {
    const facts = fields.sent?.(now, messageId) ?? {};
    const { matchedCount } = await rows.updateOne(
      { _id: id, ...at({ status: { $in: [...belowSent] } }) },
      {
        $set: at({ status: 'sent', ...facts, ...always(now) }),
        ...removed('reason', 'takenBy'),
        ...(fields.firstSent ? { $min: fields.firstSent(now) } : {}),
      },
    );
    // The facts hold whatever has happened since; the status only rises.
    if (matchedCount === 0 && fields.sent) await rows.updateOne({ _id: id }, { $set: at(facts) });
  }

  return {
    async take(ids, taker) {
      if (ids.length === 0) return new Set();
      const { modifiedCount } = await rows.updateMany(
        { _id: { $in: [...ids] }, ...at({ status: 'queued' }) },
        { $set: at({ status: 'taken', takenBy: taker }) },
      );
      if (modifiedCount === ids.length) return new Set(ids);
      const his = await rows.distinct('_id', { _id: { $in: [...ids] }, ...taken(taker, 'taken') });
      return new Set(his.map(String));
    },
    async begin(id, taker, now) {
      const { modifiedCount } = await rows.updateOne(
        { _id: id, ...taken(taker, 'taken') },
        { $set: at({ status: 'sending', ...fields.begun?.(now), ...always(now) }) },
      );
      return modifiedCount === 1;
    },
    async giveBack(ids, taker) {
      if (ids.length === 0) return;
      await rows.updateMany({ _id: { $in: [...ids] }, ...taken(taker, 'taken', ...underWay) }, queuedAgain);
    },
    async settle(id, taker, outcome, now) {
      if (outcome.status === 'sent') return settleSent(id, outcome.messageId, now);
      if (outcome.status === 'queued') return this.giveBack([id], taker);
      const { status, reason } = outcome;
      const more =
        outcome.status === 'unknown' ? fields.unknown?.() : outcome.refused ? fields.refused?.(now) : {};
      await rows.updateOne(
        { _id: id, ...taken(taker, 'taken', ...underWay) },
        { $set: at({ status, reason, ...more, ...always(now) }), ...removed('takenBy') },
      );
    },
    async settleOrphans(channel) {
      const standing = (status: string) => ({ ...fields.onChannel(channel), ...at({ status }) });
      await rows.updateMany(standing('taken'), queuedAgain);
      // Whose it was stays: they may still be alive, and hear of what came of it.
      const { modifiedCount } = await rows.updateMany(standing('sending'), {
        $set: at({ status: 'unknown', reason: 'interrupted', ...fields.unknown?.() }),
      });
      return modifiedCount;
    },
  };
}
