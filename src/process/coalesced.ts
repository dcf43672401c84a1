/**
 * Does work that finds out by itself what there is to do: one run at a time for each key, and at most one that waits
 * behind it. Whoever asks while a run is under way is served by the one that waits, for that begins after they asked.
 * @returns resolves when a run that began after the call has ended, and fails as that run does
 */
export function coalesced<Key>(work: (key: Key) => Promise<void>): (key: Key) => Promise<void> {
  const underWay = new Map<Key, Promise<void>>();
  const next = new Map<Key, Promise<void>>();

  function run(key: Key): Promise<void> {
    const running = work(key).finally(() => {
      if (underWay.get(key) === running) underWay.delete(key);
    });
    underWay.set(key, running);
    return running;
  }

  return (key) => {
    const waiting = next.get(key);
    if (waiting !== undefined) return waiting;
    const standing = underWay.get(key);
    if (standing === undefined) return run(key);
    const following = standing
      .catch(() => {})
      .then(() => {
        next.delete(key);
        return run(key);
      });
    next.set(key, following);
    return following;
  };
}
