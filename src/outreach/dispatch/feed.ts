import type { DeliverySource, DueDelivery } from './delivery-source.ts';

/** A delivery with the source that knows what to do with it. */
export interface FedDelivery {
  source: DeliverySource;
  delivery: DueDelivery;
}

/** Takes a channel's deliveries a few at a time, hands them out one by one, and fetches more before it runs dry. */
export interface Feed {
  next(): Promise<FedDelivery | null>;
  /** It leaves now, or was settled: it is not to be given back. */
  done(fed: FedDelivery): void;
  /** Gives back what was taken and has not left. To be called when nobody asks for more. */
  giveBack(): Promise<void>;
}

/**
 * @param sources the more urgent first; what they have by then is asked at each fetch
 * @param batch so many are taken at once, and may be ahead of something more urgent
 * @param taker for whom they are taken
 */
export function createFeed(sources: readonly DeliverySource[], batch: number, taker: string): Feed {
  const waiting: FedDelivery[] = [];
  const held = new Map<DeliverySource, Set<string>>(sources.map((source) => [source, new Set()]));
  let fetching: Promise<void> | null = null;

  async function fetchMore(): Promise<void> {
    const fetched: FedDelivery[] = [];
    for (const source of sources) {
      if (fetched.length >= batch) break;
      const due = await source.due(batch - fetched.length);
      const ids = due.map(({ id }) => id);
      // Before they are: whether they were taken is not known when the answer to it is lost.
      for (const id of ids) held.get(source)?.add(id);
      const taken = await source.rows.take(ids, taker);
      fetched.push(...due.filter(({ id }) => taken.has(id)).map((delivery) => ({ source, delivery })));
    }
    waiting.push(...fetched);
    fetching = null;
  }

  return {
    async next() {
      if (waiting.length < batch / 4) {
        fetching ??= fetchMore();
        // Fetched ahead: whoever finds nothing left hears of what went wrong.
        fetching.catch(() => {});
      }
      if (waiting.length === 0) await fetching;
      return waiting.shift() ?? null;
    },
    done({ source, delivery }) {
      held.get(source)?.delete(delivery.id);
    },
    async giveBack() {
      await fetching?.catch(() => {});
      for (const [source, ids] of held) await source.rows.giveBack([...ids], taker);
    },
  };
}
