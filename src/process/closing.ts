import { setMaxListeners } from 'node:events';
import type { Log } from '../log.ts';

/** All that a service has opened so far, to be let go of in the opposite order. */
export interface Closing {
  /** Fires as soon as closing begins, so that whoever waits lets go. */
  readonly begun: AbortSignal;
  /** @param what one word or two for the log */
  add(what: string, close: () => unknown): void;
  /** Lets go of everything, also where one of it fails. A second call finds nothing left. */
  run(): Promise<void>;
}

/** Keeps what is to be closed, so that a start that fails half-way leaves nothing open that would keep it alive. */
export function createClosing(log: Log): Closing {
  const steps: { what: string; close: () => unknown }[] = [];
  const begun = new AbortController();
  // Each worker, sender and wait listens to it; how many there are is no leak.
  setMaxListeners(0, begun.signal);
  return {
    begun: begun.signal,
    add(what, close) {
      steps.push({ what, close });
    },
    async run() {
      begun.abort();
      for (const { what, close } of steps.splice(0).reverse()) {
        try {
          await close();
        } catch (error) {
          log.warn({ error: String(error) }, `${what} did not close in order`);
        }
      }
    },
  };
}
