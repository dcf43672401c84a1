import type { Message } from '../../talks/message.model.ts';

/** The worker's side of the inbox. */
export interface Inbox {
  /** Handles messages that this process has stored just now, and whatever else waits; resolves as `workOff` does. */
  take(messages: readonly Message[]): Promise<void>;
  /** Handles all that waits; resolves when a look that began after the call has found nothing more. */
  workOff(): Promise<void>;
  /** Resolves when what was handled is marked so. */
  idle(): Promise<void>;
}
