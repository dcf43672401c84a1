import type { Message, MessageId } from '../../talks/message.model.ts';

/** What stands in line to be handled by this process. */
export interface Line {
  /** Messages that this process has stored just now: they need not be looked for. */
  join(messages: readonly Message[]): void;
  /** Messages may wait in the database that have not joined. */
  lookNext(): void;
  /** Older messages wait for their time: until a look has found them, nothing that joins may overtake them. */
  holdBack(): void;
  /** Those that a look need not find. */
  standing(): MessageId[];
  /** What a look has found, `most` at most: it stands before whatever came after it. */
  found(messages: readonly Message[]): void;
  /** The next group, in the order it came; `look` where the database must say what waits, null where nothing does. */
  next(): Message[] | 'look' | null;
}

/** @param most in a group, and found by one look */
export function createLine(most: number): Line {
  let standing: Message[] = [];
  // A process that has just started does not know what waits.
  let toLook = true;
  let heldBack = false;
  /** The last look has found all it could carry: more may wait. */
  let unfound = false;

  function stand(messages: readonly Message[]): void {
    // A look may have found what joins just now.
    const ids = new Set(standing.map(({ _id }) => _id));
    standing.push(...messages.filter(({ _id }) => !ids.has(_id)));
  }

  return {
    join(messages) {
      stand(messages);
      toLook ||= heldBack;
    },
    lookNext() {
      toLook = true;
    },
    holdBack() {
      heldBack = true;
      toLook ||= standing.length > 0;
    },
    standing: () => standing.map(({ _id }) => _id),
    found(messages) {
      unfound = messages.length === most;
      if (messages.length === 0) return;
      stand(messages);
      standing.sort(asTheyCame);
    },
    next() {
      if (toLook) {
        // Who asks from now on is served by the look after this one.
        toLook = false;
        heldBack = false;
        return 'look';
      }
      if (standing.length === 0) return null;
      const group = standing.slice(0, most);
      standing = standing.slice(most);
      // Nothing in this group came after what is not found yet; the next one may hold such.
      toLook = unfound;
      return group;
    },
  };
}

const asTheyCame = (one: Message, other: Message) =>
  one.receivedAt.getTime() - other.receivedAt.getTime() || one.place - other.place;
