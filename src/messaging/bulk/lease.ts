import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** One holder at a time in the whole system, as long as he says so again in time. */
export interface Lease {
  /** Takes it, or says again that it is held. False when another one has it. */
  hold(): Promise<boolean>;
  /** Whether it is certainly still ours, by a clock that no one can move. */
  isHeld(): boolean;
  release(): Promise<void>;
}

/** After a crash the next holder waits this long; a holder must say again well within it. */
const leaseMs = 12_000;

const renew = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end
return redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0`;
const release = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** @param key begins with the service's own prefix */
export function createLease(redis: Redis, key: string): Lease {
  const holder = randomUUID();
  let until = Number.NEGATIVE_INFINITY;
  return {
    async hold() {
      // Counted from before the question, so that a slow answer never lengthens it.
      const asked = performance.now();
      const held = (await redis.eval(renew, 1, key, holder, leaseMs)) === 1;
      until = held ? asked + leaseMs : Number.NEGATIVE_INFINITY;
      return held && performance.now() < until;
    },
    isHeld: () => performance.now() < until,
    async release() {
      until = Number.NEGATIVE_INFINITY;
      await redis.eval(release, 1, key, holder);
    },
  };
}
