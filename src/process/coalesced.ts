/**
 * Does work that finds out by itself what there is to do: one run at a time, and at most one that waits behind it. Whoever
 * asks while a run is under way is served by the one that waits, for that begins after they asked.
 * @returns resolves when a run that began after the call has ended, and fails as that run does
 */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function run(): Promise<void> {
    const running = work().finally(() => {
      if (underWay === running) underWay = null;
    });
    underWay = running;
    return running;
  }

  return () => {
    if (next !== null) return next;
    if (underWay === null) return run();
    next = underWay
      .catch(() => {})
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
}
