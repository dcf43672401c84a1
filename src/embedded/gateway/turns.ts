/** Runs work under keys: each piece begins when every earlier piece that shares a key with it has ended. */
export type Turns = <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;

/**
 * Makes the keeper of turns. Whoever comes takes their place behind all their keys at once, so no two pieces of work
 * can wait for each other. Without keys, or where nobody else has one, work begins at once.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();

  return (keys, work) => {
    const own = new Set(keys);
    const before = [...own].flatMap((key) => last.get(key) ?? []);
    const mine = before.length > 0 ? Promise.allSettled(before).then(work) : work();
    for (const key of own) last.set(key, mine);
    const done = () => {
      for (const key of own) if (last.get(key) === mine) last.delete(key);
    };
    mine.then(done, done);
    return mine;
  };
}
