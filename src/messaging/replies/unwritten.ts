import type { ParticipantId } from '../../people/participant.model.ts';

/**
 * How long what was sent waits for the next turn of its talk, in ms, and twice that at most. Who answers at once, as many do with a
 * button, has it written down with their answer; the others, half a second's of them in one command. What is not written down when the
 * process dies is sent again.
 */
const patienceMs = 250;

/** What was sent, is followed in the talk that is held, and is not written down. One for each talk at most. */
export interface Unwritten<T> {
  /** @returns false where the talk has one already */
  add(participant: ParticipantId, one: T): boolean;
  /** Takes those of these people; whoever takes them sees to it that they are written. */
  take(participants: Iterable<ParticipantId>): Map<ParticipantId, T>;
  /** Has all of them written. */
  writeAll(): void;
}

/** @param write is handed those whose time has come */
export function createUnwritten<T>(write: (all: T[]) => void): Unwritten<T> {
  let young = new Map<ParticipantId, T>();
  let old = new Map<ParticipantId, T>();
  let timer: NodeJS.Timeout | null = null;

  function growOld(): void {
    const due = [...old.values()];
    old = young;
    young = new Map();
    timer = old.size > 0 ? setTimeout(growOld, patienceMs) : null;
    if (due.length > 0) write(due);
  }

  return {
    add(participant, one) {
      if (old.has(participant) || young.has(participant)) return false;
      young.set(participant, one);
      timer ??= setTimeout(growOld, patienceMs);
      return true;
    },
    take(participants) {
      const taken = new Map<ParticipantId, T>();
      for (const id of participants) {
        const one = old.get(id) ?? young.get(id);
        if (one !== undefined) taken.set(id, one);
        old.delete(id);
        young.delete(id);
      }
      return taken;
    },
    writeAll() {
      if (timer) clearTimeout(timer);
      timer = null;
      const all = [...old.values(), ...young.values()];
      old = new Map();
      young = new Map();
      if (all.length > 0) write(all);
    },
  };
}
