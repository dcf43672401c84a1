import { sleepUnlessStopped } from '../../process/sleep.ts';

const firstPauseMs = 200;
const longestPauseMs = 10_000;

/**
 * Work in order within a lane, lanes side by side. What fails is tried again, and what is behind it waits: a
 * person's messages never overtake each other, however long the database is away.
 */
export interface Lanes {
  /** @param lane whose order is kept: a chat */
  add(lane: string, work: () => Promise<void>): void;
  /** Something is left to do in it. */
  has(lane: string): boolean;
  /** Nothing is left to do. */
  empty(): boolean;
  /** Resolves when nothing is left to do, or what is left was given up by a stop. */
  idle(): Promise<void>;
}

/**
 * @param stop ends all waiting; what was not done is left to be delivered again
 * @param hear.fault told of each failed try
 * @param hear.drained told when a lane has nothing more to do
 */
export function createLanes(
  stop: AbortSignal,
  hear: { fault(error: unknown): void; drained(lane: string): void },
): Lanes {
  const lanes = new Map<string, Promise<void>>();

  async function untilDone(work: () => Promise<void>): Promise<void> {
    let pause = firstPauseMs;
    while (!stop.aborted) {
      try {
        return await work();
      } catch (error) {
        hear.fault(error);
      }
      await sleepUnlessStopped(pause, stop);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }

  return {
    add(lane, work) {
      const mine = (lanes.get(lane) ?? Promise.resolve()).then(() => untilDone(work));
      lanes.set(lane, mine);
      const done = () => {
        if (lanes.get(lane) !== mine) return;
        lanes.delete(lane);
        if (!stop.aborted) hear.drained(lane);
      };
      mine.then(done).catch(hear.fault);
    },
    has: (lane) => lanes.has(lane),
    empty: () => lanes.size === 0,
    async idle() {
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
  };
}
