/** Things on their way side by side, for who would rather deal with all of them at once. */
export interface Arrivals {
  /** Counts it as on its way until it has ended, however that is. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is on its way, or patience is over. For one caller at a time. */
  all(): Promise<void>;
}

/** @param patienceMs how long `all` waits at most */
export function createArrivals(patienceMs: number): Arrivals {
  let onTheWay = 0;
  let arrived = () => {};
  return {
    async during(work) {
      onTheWay += 1;
      try {
        return await work();
      } finally {
        onTheWay -= 1;
        if (onTheWay === 0) arrived();
      }
    },
    async all() {
      if (onTheWay === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
