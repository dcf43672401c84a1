/** Counts how often work was under way when its process died, so that no job or message can end the service for ever. */
import { type Job, type Processor, UnrecoverableError } from 'bullmq';
import { asTry } from '../../process/at-rest.ts';
import { turns } from '../../process/child/turns.ts';
import type { Queues } from './queues.ts';

/** So often a process may die under one thing; then it is a dead letter, which staff see and may try again. */
export const deadlyTries = 5;

/** Tries that have begun and not ended, by id; with it the count outlives the process that died. */
const keyOf = ({ prefix }: Queues, queue: string) => `${prefix}:under-way:${queue}`;

/**
 * Where a process has died, several jobs were under way, and one of them may be the cause. Those run one by one, so
 * that the others get done, and the cause alone goes on being counted.
 */
const oneSuspect = turns(1);

/** A piece of work whose tries are counted. */
export interface Try {
  /** @returns how many tries have begun and not ended, this one among them */
  begin(): Promise<number>;
  /** As if this try had not begun. */
  undo(): Promise<unknown>;
  /** It was survived: all tries are forgotten. */
  end(): Promise<unknown>;
}

/** @param id of a job of the queue, or of whatever else is handled by it */
export function tryOf(queues: Queues, queue: string, id: string): Try {
  const key = keyOf(queues, queue);
  return {
    begin: () => queues.redis.hincrby(key, id, 1),
    undo: () => queues.redis.hincrby(key, id, -1),
    end: () => queues.redis.hdel(key, id),
  };
}

/** Why something is given up. */
export const deadlyReason = (died: number): string =>
  `The service ended ${died} times while this was under way; it is not tried again by itself.`;

/**
 * A worker's processor whose tries are counted, whatever the job is. Only what ends the process without an order is
 * held against a job: one that fails, or that was under way when the service was told to stop, begins at nothing again.
 * @param givenUp what else is to be done about a job that is given up; safe to repeat
 * @param stopping fires when the service is told to stop
 */
export function counted<Data>(
  work: Processor<Data>,
  queues: Queues,
  stopping: AbortSignal,
  givenUp: (job: Job<Data>, reason: string) => Promise<void> = async () => {},
): Processor<Data> {
  return async (job, token, signal) => {
    const one = tryOf(queues, job.queueName, job.id ?? '');
    const died = (await one.begin()) - 1;
    if (died >= deadlyTries) {
      const reason = deadlyReason(died);
      await givenUp(job, reason);
      throw new UnrecoverableError(reason);
    }
    const run = () => surviving(one, stopping, () => work(job, token, signal));
    if (died === 0) return run();
    // Not under way while it waits for its turn.
    await one.undo();
    return oneSuspect(async () => {
      await one.begin();
      return run();
    });
  };
}

/** Does work whose try has begun, and ends the try with it, unless the process dies. */
export async function surviving<T>(one: Try, stopping: AbortSignal, work: () => Promise<T>): Promise<T> {
  // A supervisor that is out of patience kills what still runs after it has told it to stop; that is no job's fault.
  const told = () => one.undo().catch(() => {});
  stopping.addEventListener('abort', told, { once: true });
  try {
    return await asTry(one, work);
  } finally {
    stopping.removeEventListener('abort', told);
    // Nobody need wait for it: commands keep their order.
    one.end().catch(() => {});
  }
}

/** Staff try something again: it begins at nothing. */
export async function forgetTries(queues: Queues, queue: string, id: string): Promise<void> {
  await queues.redis.hdel(keyOf(queues, queue), id);
}
