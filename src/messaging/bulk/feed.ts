import type { Errand, Source } from './errand.ts';

/** Hands out a channel's errands one by one, and fetches more before it runs dry. */
export interface Feed {
  next(): Promise<Errand | null>;
  /** It was dealt with, in whatever way. */
  done(id: string): void;
}

/**
 * Rows stay `queued` until they are taken, so what was handed out must not be fetched again meanwhile.
 * @param sources the more urgent first; what they have by then is asked at each fetch
 * @param batch so many are fetched at once, and may be ahead of something more urgent
 */
export function createFeed(sources: readonly Source[], batch: number): Feed {
  const waiting: Errand[] = [];
  const handedOut = new Set<string>();
  let fetching: Promise<void> | null = null;
  const fetchMore = async () => {
    const known = [...handedOut, ...waiting.map(({ id }) => id)];
    const fetched: Errand[] = [];
    for (const source of sources)
      if (fetched.length < batch) fetched.push(...(await source(batch - fetched.length, known)));
    waiting.push(...fetched);
    fetching = null;
  };
  return {
    async next() {
      if (waiting.length < batch / 4) {
        fetching ??= fetchMore();
        // Fetched ahead: whoever finds nothing left hears of what went wrong.
        fetching.catch(() => {});
      }
      if (waiting.length === 0) await fetching;
      const errand = waiting.shift() ?? null;
      if (errand) handedOut.add(errand.id);
      return errand;
    },
    done(id) {
      handedOut.delete(id);
    },
  };
}
