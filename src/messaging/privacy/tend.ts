import { background } from '../../process/background.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import type { Runtime } from '../runtime.ts';
import { eraseDue } from './erase.ts';
import { type Retention, removeAgedOutDaily } from './retention.ts';

/** Soon enough for 3 x 24 hours, and quick after the farewell. */
const everyMs = 30_000;

/**
 * Looks after personal data while the service runs: who asked to be erased, and what is kept too long. Every worker may
 * do so; what is done twice is done once.
 * @returns ends the looking
 */
export function tendPersonalData(runtime: Runtime, retention: Retention): () => Promise<void> {
  let busy: Promise<unknown> = Promise.resolve();
  const look = async () => {
    await eraseDue(runtime);
    await removeAgedOutDaily(retention, runtime);
  };
  const again = () => {
    busy = busy.then(() => whenStorageIsThere(look, runtime.log, runtime.stopping));
    background(() => busy, runtime.log, 'Personal data could not be looked after');
    busy = busy.catch(() => {});
  };
  again();
  const timer = setInterval(again, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await busy;
  };
}
