import type { Log } from '../log.ts';

/**
 * Lets work go on by itself, where nobody can wait for it: in the handler of an event or a timer. What goes wrong is
 * logged; a rejection that nobody hears of would end the process. There is no other way to leave a promise alone: the
 * lint rules allow neither `void` nor a promise that floats.
 * @param what one plain phrase for the log, of what was being done
 */
export function background(work: () => unknown, log: Log, what: string): void {
  Promise.resolve()
    .then(work)
    .catch((error: unknown) => log.error({ error: String(error) }, what));
}
