import type { DeliverySource, DueDelivery } from './delivery-source.ts';

/** A delivery with the source that knows what to do with it. */
export interface FedDelivery {
  source: DeliverySource;
  delivery: DueDelivery;
}

/** Hands out a channel's deliveries one by one, and fetches more before it runs dry. */
export interface Feed {
  next(): Promise<FedDelivery | null>;
  /** It was dealt with, in whatever way. */
  done(id: string): void;
}

/**
 * Rows stay `queued` until they are taken, so what was handed out must not be fetched again meanwhile.
 * @param sources the more urgent first; what they have by then is asked at each fetch
 * @param batch so many are fetched at once, and may be ahead of something more urgent
 */
export function createFeed(sources: readonly DeliverySource[], batch: number): Feed {
  const waiting: FedDelivery[] = [];
  const handedOut = new Set<string>();
  let fetching: Promise<void> | null = null;
  const fetchMore = async () => {
    const known = [...handedOut, ...waiting.map(({ delivery }) => delivery.id)];
    const fetched: FedDelivery[] = [];
    for (const source of sources) {
      if (fetched.length >= batch) break;
      const due = await source.due(batch - fetched.length, known);
      fetched.push(...due.map((delivery) => ({ source, delivery })));
    }
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
      const fed = waiting.shift() ?? null;
      if (fed) handedOut.add(fed.delivery.id);
      return fed;
    },
    done(id) {
      handedOut.delete(id);
    },
  };
}
