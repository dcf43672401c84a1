/** The worker's side of the inbox. */
export interface Inbox {
  /** Handles all that waits; resolves when a look that began after the call has found nothing more. */
  workOff(): Promise<void>;
  /** Resolves when what was handled is marked so. */
  idle(): Promise<void>;
}
