import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';

/** How long a lease holds without renewal: a killed owner blocks the next one for as long. */
const defaultTtlMs = 15_000;
/** Redis may be away for long; nobody waits for it. */
const answersWithinMs = 2_000;

/** Redis does not answer, so nobody knows whether a lease was given; whoever asked is not the owner. */
export class LeaseUnansweredError extends Error {
  constructor() {
    super('Redis does not answer');
    this.name = 'LeaseUnansweredError';
  }
}

/** Renews or ends a lease, if it is still the one that was given. */
const ifMine = {
  renew: `return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('pexpire', KEYS[1], ARGV[2]) or 0`,
  release: `return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('del', KEYS[1]) or 0`,
} as const;

/** A time of being the only owner of something. */
export interface Tenure {
  /** Counts the owners: a later one has a higher number, until Redis is emptied. */
  readonly fence: number;
  /**
   * Whether nobody else can be the owner now. Read from this machine's clock, so it is false at once in a process
   * that slept longer than its lease, before any timer has noticed.
   */
  holds(): boolean;
  /** Fires when it holds no longer. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * A lease in Redis: one owner at a time among all processes, and none for at most `ttlMs` after a kill.
 * @param key of the thing owned
 * @returns `acquire`, which resolves to null when somebody else is the owner, and throws LeaseUnansweredError
 */
export function redisLease(
  redis: Redis,
  key: string,
  ttlMs = defaultTtlMs,
): { acquire(): Promise<Tenure | null> } {
  const answered = <T>(work: Promise<T>) =>
    Promise.race([
      work,
      sleep(answersWithinMs, undefined, { ref: false }).then(() => {
        throw new LeaseUnansweredError();
      }),
    ]);

  async function acquire(): Promise<Tenure | null> {
    const fence = await answered(redis.incr(`${key}:fence`));
    const asked = performance.now();
    // A Redis that was emptied counts from 1 again, so the number alone does not tell owners apart.
    const mark = `${fence} ${randomUUID()}`;
    const given = await answered(redis.set(key, mark, 'PX', ttlMs, 'NX'));
    return given === 'OK' ? keep(fence, mark, asked + ttlMs) : null;
  }

  function keep(fence: number, mark: string, firstDeadline: number): Tenure {
    const lost = new AbortController();
    // Counted from before the question was asked, so Redis never thinks it shorter than we do.
    let deadline = firstDeadline;
    const holds = () => !lost.signal.aborted && performance.now() < deadline;
    const renewal = setInterval(async () => {
      if (!holds()) return end();
      const asked = performance.now();
      const renewed = await answered(redis.eval(ifMine.renew, 1, key, mark, ttlMs)).catch(() => null);
      if (renewed === 1) deadline = asked + ttlMs;
      else if (renewed === 0) end();
    }, ttlMs / 5);
    renewal.unref();
    function end(): void {
      clearInterval(renewal);
      lost.abort();
    }
    return {
      fence,
      holds,
      lost: lost.signal,
      async release() {
        end();
        await answered(redis.eval(ifMine.release, 1, key, mark)).catch(() => {});
      },
    };
  }

  return { acquire };
}
