import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, faults, type World } from './faults.ts';
import type { Planned } from './schedule.ts';

/** A fault that was done. Times are in ms since 1970. */
export interface Happened {
  planned: Planned;
  fault: Fault;
  begin: number;
  /** The same as `begin` for one that is over at once. */
  end: number;
  /** False where it found nothing to be done to, a process that was dead already for example. */
  met: boolean;
}

/**
 * Does what the plan says, at its instants, and undoes what lasts. Resolves when the last one is over; whatever lasts
 * is undone when `signal` fires, too.
 * @throws AbortError
 */
export async function letHappen(plan: Planned[], world: World, signal: AbortSignal): Promise<Happened[]> {
  const began = Date.now();
  return Promise.all(
    plan.map(async (planned) => {
      const fault = faults.find(({ name }) => name === planned.fault);
      if (!fault) throw new Error(`There is no fault "${planned.fault}".`);
      await sleep(Math.max(0, began + planned.at - Date.now()), undefined, { signal });
      return happen(fault, planned, world, signal);
    }),
  );
}

async function happen(fault: Fault, planned: Planned, world: World, signal: AbortSignal): Promise<Happened> {
  const begin = Date.now();
  const undo = await fault.begin(world, planned);
  if (undo && !fault.instant) await sleep(planned.lastsMs, undefined, { signal }).finally(undo);
  const end = fault.instant ? begin : Date.now();
  return { planned, fault, begin, end, met: undo !== null };
}
