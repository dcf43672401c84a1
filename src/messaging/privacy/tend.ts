import { background } from '../../background.ts';
import type { House } from '../house.ts';
import { whenStorageIsThere } from '../waiting.ts';
import { eraseDue } from './erase.ts';
import { type Retention, removeAgedOutDaily } from './retention.ts';

/** Soon enough for 3 x 24 hours, and quick after the farewell. */
const everyMs = 30_000;

/**
 * Looks after personal data while the service runs: who asked to be erased, and what is kept too long. Every worker may
 * do so; what is done twice is done once.
 * @returns ends the looking
 */
export function tendPersonalData(house: House, retention: Retention): () => Promise<void> {
  let busy: Promise<unknown> = Promise.resolve();
  const look = async () => {
    await eraseDue(house);
    await removeAgedOutDaily(retention, house);
  };
  const again = () => {
    busy = busy.then(() => whenStorageIsThere(look, house.log, house.stopping));
    background(() => busy, house.log, 'Personal data could not be looked after');
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
