import type { Message } from '../../talks/message.model.ts';

/** What stands in line to be handled by this process. */
export interface Line {
  /** Messages that this process has stored just now: they need not be looked for. */
  join(messages: readonly Message[]): void;
  /** Messages may wait in the database that have not joined. */
  lookNext(): void;
  /** Older messages wait for their time: until a look has found them, nothing that joins may overtake them. */
  holdBack(): void;
  /** The next group, in the order it came; `look` where the database must say what waits, null where nothing does. */
  next(): Message[] | 'look' | null;
}

/** @param most in a group */
export function createLine(most: number): Line {
  let joined: Message[] = [];
  // A process that has just started does not know what waits.
  let toLook = true;
  let heldBack = false;
  return {
    join(messages) {
      if (heldBack) toLook = true;
      else joined.push(...messages);
    },
    lookNext() {
      toLook = true;
    },
    holdBack() {
      heldBack = true;
      toLook ||= joined.length > 0;
    },
    next() {
      if (toLook) {
        // It finds these too, for they were stored before.
        joined = [];
        toLook = false;
        heldBack = false;
        return 'look';
      }
      if (joined.length === 0) return null;
      const group = joined.slice(0, most);
      joined = joined.slice(most);
      return group;
    },
  };
}
