import type { Address } from '../../channels/address.ts';
import type { Outgoing } from '../../channels/channel.ts';
import type { DecentHours } from '../../rounds/quiet-hours.ts';
import type { DeliveryRows } from '../model/delivery-state.ts';
import type { Hold } from './holds.ts';

/** Something that waits to be sent over a channel: an answer, a notice, a reminder, an invitation. */
export interface DueDelivery {
  id: string;
  /** When people may be written to about it; null at any hour. */
  hours: DecentHours | null;
}

/** A delivery made ready: what is to be sent where. */
export interface PreparedDelivery {
  id: string;
  address: Address;
  messages: Outgoing[];
  firstContact: boolean;
  /** Its recipient has asked for it: no cap holds it. */
  asked?: true;
  /** Asked at the last instant; false when it may not be sent any more, or not now. */
  mayLeave?(): Promise<boolean>;
}

/** Where the dispatcher of a channel gets one kind of deliveries from. One is made for each channel. */
export interface DeliverySource<Due extends DueDelivery = DueDelivery> {
  /** For the log, `invitations`. */
  kind: string;
  rows: DeliveryRows;
  /** Called before each pass: writes rows of what has become due, and notes what may not be sent now. */
  plan?(): Promise<void>;
  /** The rows that wait and may be sent now, the most urgent first. */
  due(limit: number): Promise<Due[]>;
  /** Makes one ready that `taker` has taken, or settles it where there is nothing to send any more. */
  prepare(delivery: Due, taker: string): Promise<PreparedDelivery | null>;
  /** Called once a delivery has arrived, and that is written down. */
  arrived?(delivery: Due): void;
  /** Why it waits just now, or that it waits no longer; for a page of progress. */
  noteHold?(delivery: Due, hold: Hold | null): Promise<void>;
}
