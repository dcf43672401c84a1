import { roomMb } from '../../files.ts';
import { sleepUnlessStopped } from '../../process/sleep.ts';

/** How often is looked, in ms: a disk may fill up fast, and to look costs next to nothing. */
const everyMs = 1_000;
/** What a browser takes by itself before long (its caches), in MB of 1,000,000 bytes: so much more is asked for to open one. */
const takenMb = 100;

/**
 * How full a disk may be with a browser on it. A Chromium whose disk is full deletes the databases of its pages when they
 * are opened next (electron/electron#41877; seen with ours: 210 entries, then none), and with them the link: the
 * office's phone would have to be linked again. So no browser is left open there.
 */
export interface Room {
  /**
   * Resolves when there is room to open a browser, or `stop` fires.
   * @param lacking told once, where there is none
   * @param again told then when there is
   */
  toOpen(hear: { lacking(): void; again(): void }, stop: AbortSignal): Promise<void>;
  /** Resolves when there is too little to leave it open, or `stop` fires. */
  gone(stop: AbortSignal): Promise<void>;
}

/**
 * @param folder of the session
 * @param leastMb what must stay free, in MB of 1,000,000 bytes
 */
export function createRoom(folder: string, leastMb: number): Room {
  // Where nobody can tell (no session yet, a strange file system) nothing is held up.
  const free = () => roomMb(folder).catch(() => Number.POSITIVE_INFINITY);
  return {
    async toOpen({ lacking, again }, stop) {
      const lacks = async () => (await free()) < leastMb + takenMb;
      if (!(await lacks())) return;
      lacking();
      while (!stop.aborted && (await lacks())) await sleepUnlessStopped(everyMs, stop);
      if (!stop.aborted) again();
    },
    async gone(stop) {
      while (!stop.aborted && (await free()) >= leastMb) await sleepUnlessStopped(everyMs, stop);
    },
  };
}
