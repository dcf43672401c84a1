import type { Log } from '../../log.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { background } from '../../process/background.ts';
import { renewClaims } from './outbox.ts';

/** A send that takes longer than this has its claim renewed, and again as often, in ms. */
const renewEveryMs = 1_000;

/** The outboxes that this process sends from now. */
export interface Claims {
  /** Keeps the claim on an outbox for as long as the work takes. */
  holding<T>(participant: ParticipantId, work: () => Promise<T>): Promise<T>;
}

export function createClaims({ log, now }: { log: Log; now: () => Date }): Claims {
  /** Since when each is sent from, by a clock that only goes forward. */
  const held = new Map<ParticipantId, number>();
  let timer: NodeJS.Timeout | null = null;

  function renew(): void {
    const long = [...held].filter(([, since]) => performance.now() - since >= renewEveryMs);
    const ids = long.map(([participant]) => participant);
    if (ids.length > 0) background(() => renewClaims(ids, now()), log, 'A claim was not renewed');
  }

  return {
    async holding(participant, work) {
      held.set(participant, performance.now());
      timer ??= setInterval(renew, renewEveryMs);
      try {
        return await work();
      } finally {
        held.delete(participant);
        if (held.size === 0 && timer) {
          clearInterval(timer);
          timer = null;
        }
      }
    },
  };
}
