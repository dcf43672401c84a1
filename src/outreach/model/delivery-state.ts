/**
 * The one state machine of everything that is delivered and that nobody waits for:
 *
 *     queued -> sending -> sent | failed | unknown
 *                       -> queued (given back, for certainly nothing was delivered)
 *
 * Every step is guarded inside its write, so two processes never send the same row, and a row found `sending` by a fresh
 * process was in flight when the one before died: nobody can know whether it arrived, so it becomes `unknown`, is never
 * sent again by itself, and a person decides.
 */
import type { ChannelName } from '../../channels/channel.ts';

/** How a sending ended. `refused`: it was the network that refused it. */
export type DeliveryOutcome =
  | { status: 'queued' }
  | { status: 'sent'; messageId?: string }
  | { status: 'failed'; reason: string; refused?: boolean }
  | { status: 'unknown'; reason: string };

/** The rows of one kind of delivery, as the dispatcher moves them. */
export interface DeliveryRows {
  /** Takes a row to send it: only a `queued` one can be taken, and by one taker only. */
  take(id: string, now: Date): Promise<boolean>;
  /** Writes down how the sending ended. A status that has risen beyond it since is never set back. */
  settle(id: string, outcome: DeliveryOutcome, now: Date): Promise<void>;
  /**
   * What a dead process left in flight becomes `unknown`.
   * @param mine ids of what this process itself is sending just now
   * @returns how many there were
   */
  settleOrphans(channel: ChannelName, mine: readonly string[]): Promise<number>;
}

type Fields = Record<string, unknown>;

/** What a kind of rows keeps beside status and reason. */
export interface DeliveryFields {
  /** Where status and reason stand in the document, with a dot at the end: `decision.delivery.`. */
  path?: string;
  /** The rows of a channel. */
  onChannel(channel: ChannelName): Fields;
  /** Statuses from which `sent` may still be written; `sending` and `unknown` unless told otherwise. */
  belowSent?: readonly string[];
  taken?(now: Date): Fields;
  sent?(now: Date, messageId?: string): Fields;
  refused?(now: Date): Fields;
  unknown?(): Fields;
  /** Written with every step. */
  always?(now: Date): Fields;
}

const underWay = ['sending', 'unknown'];

/** As much of a mongoose model as is needed to move rows; mongoose refuses a filter on a field its schema lacks. */
interface UpdatableModel {
  updateOne(filter: object, update: object): PromiseLike<{ matchedCount: number; modifiedCount: number }>;
  updateMany(filter: object, update: object): PromiseLike<{ modifiedCount: number }>;
}

/** @param rows the mongoose model of the documents that the rows are, or are part of */
export function deliveryRows(rows: UpdatableModel, fields: DeliveryFields): DeliveryRows {
  const { path = '', belowSent = underWay } = fields;
  const at = (values: Fields): Fields =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}${name}`, value]));
  const status = `${path}status`;
  const update = (set: Fields, now: Date, unset: Fields = {}) => ({
    $set: at({ ...set, ...fields.always?.(now) }),
    ...(Object.keys(unset).length > 0 ? { $unset: at(unset) } : {}),
  });

  async function settleSent(id: string, messageId: string | undefined, now: Date): Promise<void> {
    const facts = fields.sent?.(now, messageId) ?? {};
    const { matchedCount } = await rows.updateOne(
      { _id: id, [status]: { $in: [...belowSent] } },
      update({ status: 'sent', ...facts }, now, { reason: 1 }),
    );
    // The facts hold whatever has happened since; the status only rises.
    if (matchedCount === 0 && fields.sent) await rows.updateOne({ _id: id }, { $set: at(facts) });
  }

  return {
    async take(id, now) {
      const { modifiedCount } = await rows.updateOne(
        { _id: id, [status]: 'queued' },
        update({ status: 'sending', ...fields.taken?.(now) }, now),
      );
      return modifiedCount === 1;
    },
    async settle(id, outcome, now) {
      if (outcome.status === 'sent') return settleSent(id, outcome.messageId, now);
      const { status: ended } = outcome;
      const reason = 'reason' in outcome ? { reason: outcome.reason } : {};
      const refused = ended === 'failed' && outcome.refused ? fields.refused?.(now) : {};
      const unknown = ended === 'unknown' ? fields.unknown?.() : {};
      const { taken = () => ({}) } = fields;
      const unset =
        ended === 'queued' ? Object.fromEntries(Object.keys(taken(now)).map((name) => [name, 1])) : {};
      await rows.updateOne(
        { _id: id, [status]: ended === 'queued' ? 'sending' : { $in: underWay } },
        update({ status: ended, ...reason, ...refused, ...unknown }, now, unset),
      );
    },
    async settleOrphans(channel, mine) {
      const { modifiedCount } = await rows.updateMany(
        { ...fields.onChannel(channel), [status]: 'sending', _id: { $nin: [...mine] } },
        { $set: at({ status: 'unknown', reason: 'interrupted', ...fields.unknown?.() }) },
      );
      return modifiedCount;
    },
  };
}
