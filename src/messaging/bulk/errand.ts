import type { DecentHours } from '../../rembuk/quiet-hours.ts';
import type { Hold } from './holds.ts';
import type { Parcel } from './parcel.ts';

/** Something that waits to be sent over a channel: an answer, a reminder, an invitation. */
export interface Errand {
  id: string;
  /** When people may be written to about it; null at any hour. */
  hours: DecentHours | null;
  /** Makes it ready when its turn has come, or settles it where there is nothing to send any more. */
  parcel(): Promise<Parcel | null>;
  /** Why it waits just now, or that it waits no longer; for a page of progress. */
  note(hold: Hold | null): Promise<void>;
}

/**
 * Where errands come from: the rows of one kind that may be sent now.
 * @param except ids that were handed out already
 */
export type Source = (limit: number, except: readonly string[]) => Promise<Errand[]>;
