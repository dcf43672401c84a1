import type { Redis } from 'ioredis';
import { z } from 'zod';
import { limitKeys } from './keys.ts';

/** Somebody who is not read now, or was not lately. */
export interface Limited {
  /** A pseudonym; it names the entry in {@link liftLimit}. */
  id: string;
  /** Network and last digits. */
  shown: string;
  why: 'hurry' | 'loop';
  since: Date;
  last: Date;
  /** How many messages were not read. */
  dropped: number;
  /** Nothing is answered until then. */
  silentUntil: Date | null;
}

/** Strangers of this hour and the one before it. */
export interface StrangersMet {
  met: number;
  /** How many were asked to come back later. */
  away: number;
}

const shownAtMost = 50;
const hourMs = 3600 * 1000;
const count = z.coerce.number().catch(0);
const entry = z.object({
  why: z.enum(['hurry', 'loop']),
  shown: z.string(),
  since: z.coerce.number(),
  dropped: count,
  silentUntil: z.coerce.number().optional(),
});

/** Who is limited, the latest first; of two days, fifty at most. */
export async function listLimited(redis: Redis, prefix: string): Promise<Limited[]> {
  const keys = limitKeys(prefix);
  const found = await redis.zrevrange(keys.limited, 0, shownAtMost - 1, 'WITHSCORES');
  const ids = found.filter((_, index) => index % 2 === 0);
  const all = await Promise.all(ids.map((id) => redis.hgetall(keys.person(id))));
  return all.flatMap((fields, index) => {
    const parsed = entry.safeParse(fields);
    if (!parsed.success) return [];
    const { why, shown, since, dropped, silentUntil } = parsed.data;
    return [
      {
        id: ids[index] ?? '',
        shown,
        why,
        since: new Date(since),
        last: new Date(Number(found[index * 2 + 1])),
        dropped,
        silentUntil: silentUntil === undefined ? null : new Date(silentUntil),
      },
    ];
  });
}

/** How many strangers were met lately. */
export async function countStrangers(redis: Redis, prefix: string, now: Date): Promise<StrangersMet> {
  const keys = limitKeys(prefix);
  const hour = Math.floor(now.getTime() / hourMs);
  const lists = await Promise.all(
    [hour, hour - 1].map((one) => redis.hmget(keys.strangers(one), 'met', 'away')),
  );
  const sum = (at: 0 | 1) => lists.reduce((all, list) => all + count.parse(list[at] ?? 0), 0);
  return { met: sum(0), away: sum(1) };
}

/**
 * Reads somebody again from now on, as if nothing had been.
 * @returns whom it was, as {@link Limited.shown}; null when nobody stands under this id any more
 */
export async function liftLimit(redis: Redis, prefix: string, id: string): Promise<string | null> {
  const keys = limitKeys(prefix);
  const shown = await redis.hget(keys.person(id), 'shown');
  if (!(await redis.zrem(keys.limited, id))) return null;
  await redis.unlink(keys.person(id), keys.recent(id));
  return shown;
}
