import type { Log } from '../../log.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { background } from '../../process/background.ts';
import { renewEveryMs } from '../../talks/claim.ts';
import { renewClaims } from './outbox.ts';

/** The outboxes that this process sends from, or is about to. */
export interface Claims {
  /**
   * Takes an outbox for one sender of this process, and keeps its claim in the database from then on. That claim may run out
   * under a sender that is held up for long; another one of this process must not have it even so.
   * @returns what lets go of it, once; null where it is taken
   */
  take(participant: ParticipantId): (() => void) | null;
  /** Whether it is taken. */
  isTaken(participant: ParticipantId): boolean;
}

export function createClaims({ log, now }: { log: Log; now: () => Date }): Claims {
  /** Since when each is taken, by a clock that only goes forward. */
  const taken = new Map<ParticipantId, number>();
  let timer: NodeJS.Timeout | null = null;

  function renew(): void {
    const long = [...taken].filter(([, since]) => performance.now() - since >= renewEveryMs);
    const ids = long.map(([participant]) => participant);
    if (ids.length > 0) background(() => renewClaims(ids, now()), log, 'A claim was not renewed');
  }

  return {
    isTaken: (participant) => taken.has(participant),
    take(participant) {
      if (taken.has(participant)) return null;
      taken.set(participant, performance.now());
      timer ??= setInterval(renew, renewEveryMs);
      let isMine = true;
      return () => {
        if (isMine) taken.delete(participant);
        isMine = false;
        if (taken.size > 0 || !timer) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
}
